import { CATALOGS } from '../onlyToday';
import { manyItems } from './many';
import { samples } from './samples';

/** Edit multiple catalog items: Braze, "Update multiple catalog items". */
export const updateMany = manyItems({
  label: 'Update',
  action: 'Update catalog items',
  description: 'Change some fields of items, 50 per request; other fields keep their values. An array field also takes {"$add": [], "$remove": []}',
  docs: 'Braze, "Update multiple catalog items"',
  onlyWith: CATALOGS,
  method: 'PATCH',
  permission: 'catalogs.update_items',
  emptyCells: 'the fields of empty cells keep their values',
  status: 'accepted',
  full: samples.part,
});
