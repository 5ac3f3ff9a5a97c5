import { isRecord } from '../../server/body';
import type { Body } from '../endpoint';
import type { Catalog, Item } from './catalog';
import { isName, isTooLong } from './names';
import { demandNone, fault, refuseWith, type CatalogFault } from './refusals';
import { isListChange, valuesOf } from './values';

const MOST_ITEMS = 50;

/** What a request for many items does. */
export type Doing = 'create' | 'update' | 'replace' | 'delete';

/** The faults of the IDs of a request. */
function idFaults(items: readonly Body[]): CatalogFault[] {
  const faults: CatalogFault[] = [];
  if (items.some(({ id }) => id === undefined || id === null || id === '')) faults.push(fault('items-missing-ids', 'There are items without an ID'));
  const ids = items.map(({ id }) => id).filter((id) => id !== undefined && id !== null && id !== '');
  for (const id of new Set(ids)) {
    if (typeof id !== 'string') faults.push(fault('ids-not-strings', 'IDs must be strings', 'id', id));
    else if (isTooLong(id)) faults.push(fault('ids-too-large', 'IDs can have at most 250 characters', 'id', id));
    else if (!isName(id)) faults.push(fault('invalid-ids', 'IDs can only include letters, numbers, hyphens, and underscores', 'id', id));
    else if (ids.filter((each) => each === id).length > 1) faults.push(fault('ids-not-unique', 'IDs must be unique in the request', 'id', id));
  }
  return faults;
}

/** The items of a request as the catalog keeps them; a request with one faulty item is refused as a whole. */
export function itemsIn(body: Body, catalog: Catalog, doing: Doing): Item[] {
  const { items } = body;
  if (!Array.isArray(items) || items.length === 0 || !items.every(isRecord))
    throw refuseWith([fault('item-array-invalid', 'items must be an array of objects')]);
  if (items.length > MOST_ITEMS) throw refuseWith([fault('request-includes-too-many-items', `At most ${MOST_ITEMS} items are allowed`)]);
  demandNone(idFaults(items));
  const faults: CatalogFault[] = [];
  const read = items.map(({ id, ...values }): Item => {
    const own = String(id);
    if (doing === 'delete') return { id: own };
    if (doing === 'create' && catalog.items.has(own)) faults.push(fault('item-already-exists', 'The item already exists in the catalog', 'id', own));
    const kept = valuesOf(own, values, catalog.fields, doing === 'update');
    if ('fault' in kept) faults.push(kept.fault);
    return { ...('values' in kept && kept.values), id: own };
  });
  demandNone(faults);
  return read;
}

/** Does to a catalog's items what was accepted. An update of an item that is not there does nothing: the pages do not say. */
export function apply({ items }: Catalog, changed: readonly Item[], doing: Doing): void {
  for (const item of changed) {
    const before = items.get(item.id);
    if (doing === 'delete') items.delete(item.id);
    else if (doing !== 'update') items.set(item.id, item);
    else if (before) items.set(item.id, merged(before, item));
  }
}

function merged(before: Item, change: Item): Item {
  const changed = Object.entries(change).map(([name, value]): [string, unknown] => {
    if (!isListChange(value)) return [name, value];
    const { $add = [], $remove = [] } = value;
    const list = Array.isArray(before[name]) ? (before[name] as unknown[]) : [];
    const isGone = (each: unknown): boolean => $remove.some((other) => JSON.stringify(other) === JSON.stringify(each));
    return [name, [...list.filter((each) => !isGone(each)), ...$add]];
  });
  return { ...before, ...Object.fromEntries(changed), id: before.id };
}
