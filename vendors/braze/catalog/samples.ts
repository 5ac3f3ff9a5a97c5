import { SAMPLE_CATALOG } from './fields';

/** The documents' example of a catalog. */
export const sample = {
  name: SAMPLE_CATALOG,
  description: 'My Restaurants',
  fields: [
    { name: 'id', type: 'string' },
    { name: 'Name', type: 'string' },
    { name: 'Loyalty_Program', type: 'boolean' },
  ],
  num_items: 0,
  updated_at: '2022-11-02T20:04:06.879+00:00',
};
