import { definitionsOf } from '../definitions';

const getMany = definitionsOf({
  path: '/custom_attributes',
  permission: 'custom_attributes.get',
  label: 'Get Many',
  action: 'Get many custom attributes',
  description: 'List the custom attributes with their data types',
  docs: 'Export custom attributes',
  member: 'attributes',
  // No page lists the data types or the states.
  sample: {
    name: 'loyalty_points',
    data_type: 'Number',
    array_length: null,
    description: 'Points of the loyalty program',
    status: 'Active',
    tag_names: ['Loyalty'],
  },
});

/** Custom attributes: Braze, "Export custom attributes". */
export const attribute = { label: 'Custom Attribute', operations: { getMany } };
