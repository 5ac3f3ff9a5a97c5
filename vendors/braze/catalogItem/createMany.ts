import { CATALOGS } from '../onlyToday';
import { manyItems } from './many';
import { samples } from './samples';

/** Create multiple catalog items: Braze, "Create multiple catalog items". A repeat is refused, which after a lost answer means that it was done. */
export const createMany = manyItems({
  label: 'Create',
  action: 'Create catalog items',
  description: 'Create items in a catalog, 50 per request; one that exists already is rejected',
  docs: 'Braze, "Create multiple catalog items"',
  onlyWith: CATALOGS,
  method: 'POST',
  permission: 'catalogs.add_items',
  emptyCells: 'empty cells are left out',
  status: 'accepted',
  full: samples.whole,
  ids: ['restaurant-new-1', 'restaurant-new-2'],
});
