import { create } from './create';
import { getMany } from './getMany';
import { remove } from './remove';

/** Catalogs: Braze, "Catalogs" endpoints. */
export const catalog = { label: 'Catalog', operations: { create, getMany, delete: remove } };
