import { CATALOGS } from '../onlyToday';
import { manyItems } from './many';
import { samples } from './samples';

/** Replace multiple catalog items: Braze, "Replace multiple catalog items": "If a catalog item doesn't exist, it's created." */
export const upsertMany = manyItems({
  label: 'Create or Update',
  action: 'Create or update catalog items',
  description: 'Create items of a catalog, or replace those that exist, 50 per request; fields that are not sent are emptied',
  docs: 'Braze, "Replace multiple catalog items"',
  onlyWith: CATALOGS,
  method: 'PUT',
  permission: 'catalogs.replace_items',
  emptyCells: 'empty cells are left out, which empties the field',
  status: 'accepted',
  full: samples.whole,
});
