import { create } from './create';
import { remove } from './remove';

/** Selections of catalogs: Braze, "Catalogs", selections. */
export const catalogSelection = { label: 'Catalog Selection', operations: { create, delete: remove } };
