import { CUSTOM_EVENTS, endpoint } from '../endpoint';
import { appId, product, sampleId, unit } from '../fields';
import { listOf } from '../lists';
import { seriesOf } from '../series';

const getProducts = listOf({
  endpoint: endpoint('/purchases/product_list', { quota: CUSTOM_EVENTS }),
  label: 'Get Products',
  action: 'Get purchased products',
  description: 'List the names of purchased products',
  docs: 'Products List Endpoint',
  member: 'products',
  textAs: 'product',
  full: 250,
  sample: { product: 'Product A' },
  fullInput: {},
});

const fields = { product, unit, app_id: appId };
const full = { product: 'Product A', unit: 'hour', app_id: sampleId };

const getRevenueSeries = seriesOf({
  endpoint: endpoint('/purchases/revenue_series', { quota: CUSTOM_EVENTS }),
  label: 'Get Revenue Series',
  action: 'Get purchase revenue series',
  description: 'Get revenue over time, in US dollars',
  docs: 'Revenue Series Endpoint',
  fields,
  sample: { time: '2014-12-10', revenue: 1234.56 },
  least: {},
  full,
});

const getQuantitySeries = seriesOf({
  endpoint: endpoint('/purchases/quantity_series', { quota: CUSTOM_EVENTS }),
  label: 'Get Quantity Series',
  action: 'Get purchase quantity series',
  description: 'Get the number of purchases over time',
  docs: 'Purchase Quantity Series Endpoint',
  fields,
  sample: { time: '2014-12-10', purchase_quantity: 87 },
  least: {},
  full,
});

/** Purchases: Braze document, "Revenue Analytics Export". */
export const purchase = { label: 'Purchase', operations: { getProducts, getQuantitySeries, getRevenueSeries } };
