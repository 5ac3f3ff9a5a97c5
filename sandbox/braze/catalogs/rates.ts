import type { Family } from '../family';

const MINUTE = 60_000;
const family = (key: string, setting: Family['setting']): Family => ({ key, setting, windowMs: MINUTE });

/** A catalog endpoint's permission, and the limit it counts against ("API limits"). */
interface CatalogEndpoint {
  readonly permission: string;
  readonly family: Family;
}

const CATALOGS = family('catalogs', 'rateCatalogs');
const SINGLE = family('catalog item', 'rateCatalogItem');
const BULK = family('catalog items', 'rateCatalogItems');
const STRUCTURE = family('catalog structure', 'rateCatalogStructure');

const ENDPOINTS: readonly (readonly [request: RegExp, permission: string, family: Family])[] = [
  [/^GET \/catalogs$/, 'catalogs.get', CATALOGS],
  [/^POST \/catalogs$/, 'catalogs.create', CATALOGS],
  [/^DELETE \/catalogs\/[^/]+$/, 'catalogs.delete', CATALOGS],
  [/^GET \/catalogs\/[^/]+\/items$/, 'catalogs.get_items', SINGLE],
  [/^GET \/catalogs\/[^/]+\/items\/[^/]+$/, 'catalogs.get_item', SINGLE],
  [/^POST \/catalogs\/[^/]+\/items$/, 'catalogs.add_items', BULK],
  [/^PATCH \/catalogs\/[^/]+\/items$/, 'catalogs.update_items', BULK],
  [/^PUT \/catalogs\/[^/]+\/items$/, 'catalogs.replace_items', BULK],
  [/^DELETE \/catalogs\/[^/]+\/items$/, 'catalogs.delete_items', BULK],
  [/^POST \/catalogs\/[^/]+\/fields$/, 'catalogs.create_fields', STRUCTURE],
  [/^DELETE \/catalogs\/[^/]+\/fields\/[^/]+$/, 'catalogs.delete_fields', STRUCTURE],
  [/^POST \/catalogs\/[^/]+\/selections$/, 'catalogs.create_selection', STRUCTURE],
  [/^DELETE \/catalogs\/[^/]+\/selections\/[^/]+$/, 'catalogs.delete_selection', STRUCTURE],
];

/** The catalog endpoint that a request is for. */
export function catalogEndpoint(method: string, path: string): CatalogEndpoint | undefined {
  const found = ENDPOINTS.find(([request]) => request.test(`${method} ${path}`));
  return found && { permission: found[1], family: found[2] };
}
