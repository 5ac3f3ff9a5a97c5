import { create } from './create';
import { remove } from './remove';

/** Fields of catalogs: Braze, "Catalogs", fields. 'Get Many' of catalogs lists them. */
export const catalogField = { label: 'Catalog Field', operations: { create, delete: remove } };
