import type { FastifyInstance } from 'fastify';
import { write, type Body } from '../endpoint';
import type { BrazeState } from '../state';
import type { Catalog, Item } from './catalog';
import { demandFree, newCatalog, newFields } from './fields';
import { apply, itemsIn, type Doing } from './items';
import { listItems } from './list';
import { fault, noCatalog, noItem, refuseWith } from './refusals';
import { newSelection } from './selections';

const SUCCESS = { message: 'success' };
const DOING: readonly (readonly [method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', doing: Doing])[] = [
  ['POST', 'create'],
  ['PATCH', 'update'],
  ['PUT', 'replace'],
  ['DELETE', 'delete'],
];

/** A catalog as its list shows it. */
export function viewOf({ name, description, fields, items, updatedAt }: Catalog): object {
  return { name, description, fields, num_items: items.size, updated_at: new Date(updatedAt).toISOString().replace('Z', '+00:00') };
}

type Params = Readonly<Record<string, string>>;

/** Catalogs, for one and for many items, fields and selections. Single items are only read here. */
export function catalogRoutes(app: FastifyInstance, state: BrazeState): void {
  const { catalogs } = state;
  const catalogOf = ({ catalog = '' }: Params): Catalog => {
    const found = catalogs.find(catalog);
    if (!found) throw noCatalog(catalog);
    return found;
  };
  const later =
    (catalog: Catalog, work: () => void): (() => void) =>
    () =>
      catalogs.change(catalog, state.settings.catalogMs, work);

  app.get('/catalogs', async () => ({ catalogs: catalogs.list().map(viewOf), ...SUCCESS }));
  write(app, state, 'POST', '/catalogs', 201, (body) => {
    const made = newCatalog(body, catalogs.list());
    const now = state.world.now();
    const view = viewOf({ ...made, items: new Map(), selections: new Map(), updatedAt: now });
    return { answer: { catalogs: [view], ...SUCCESS }, effect: () => void catalogs.add(made) };
  });
  write(app, state, 'DELETE', '/catalogs/:catalog', 200, (_, params) => {
    const { name } = catalogOf(params);
    return { answer: SUCCESS, effect: () => catalogs.delete(name) };
  });

  app.get<{ Params: Params; Querystring: Body }>('/catalogs/:catalog/items', async ({ params, query }, reply) => {
    const { items, link } = listItems(catalogOf(params), query.cursor);
    if (link !== undefined) void reply.header('link', link);
    return { items, ...SUCCESS };
  });
  app.get<{ Params: Params }>('/catalogs/:catalog/items/:item', async ({ params }) => {
    const { item = '' } = params;
    const found: Item | undefined = catalogOf(params).items.get(item);
    if (!found) throw noItem(item);
    return { items: [found], ...SUCCESS };
  });
  for (const [method, doing] of DOING) {
    write(app, state, method, '/catalogs/:catalog/items', 202, (body, params) => {
      const catalog = catalogOf(params);
      const items = itemsIn(body, catalog, doing);
      return { answer: SUCCESS, effect: later(catalog, () => apply(catalog, items, doing)) };
    });
  }

  write(app, state, 'POST', '/catalogs/:catalog/fields', 202, (body, params) => {
    const catalog = catalogOf(params);
    const fields = newFields(body, catalog);
    return { answer: SUCCESS, effect: later(catalog, () => void (catalog.fields = [...catalog.fields, ...fields])) };
  });
  write(app, state, 'DELETE', '/catalogs/:catalog/fields/:field', 202, (_, params) => {
    const catalog = catalogOf(params);
    const { field = '' } = params;
    demandFree(catalog, field);
    return { answer: SUCCESS, effect: later(catalog, () => dropField(catalog, field)) };
  });

  write(app, state, 'POST', '/catalogs/:catalog/selections', 202, (body, params) => {
    const catalog = catalogOf(params);
    const selection = newSelection(body, catalog);
    return { answer: SUCCESS, effect: later(catalog, () => void catalog.selections.set(selection.name, selection)) };
  });
  write(app, state, 'DELETE', '/catalogs/:catalog/selections/:selection', 202, (_, params) => {
    const catalog = catalogOf(params);
    const { selection = '' } = params;
    if (!catalog.selections.has(selection))
      throw refuseWith([fault('invalid-selection', 'The catalog has no such selection', 'selection_name', selection)], 404);
    return { answer: SUCCESS, effect: later(catalog, () => void catalog.selections.delete(selection)) };
  });
}

function dropField(catalog: Catalog, name: string): void {
  catalog.fields = catalog.fields.filter((field) => field.name !== name);
  for (const [id, { [name]: _, ...item }] of catalog.items) catalog.items.set(id, item as Item);
}
