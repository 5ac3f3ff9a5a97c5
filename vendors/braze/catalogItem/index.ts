import { createMany } from './createMany';
import { get } from './get';
import { getMany } from './getMany';
import { removeMany } from './removeMany';
import { updateMany } from './updateMany';
import { upsertMany } from './upsertMany';

/** Items of catalogs: Braze, "Catalogs", endpoints for many items. Those for one item do nothing that these do not. */
export const catalogItem = {
  label: 'Catalog Item',
  operations: { upsert: upsertMany, create: createMany, get, getMany, update: updateMany, delete: removeMany },
};
