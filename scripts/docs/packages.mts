import { code, table } from './markdown.mts';
import { packageOf } from './vendorPage.mts';
import type { AnyVendor } from './types.mts';

export const packagesText = (vendors: readonly AnyVendor[]): string =>
  table(
    ['Package', 'For'],
    [
      [code('n8n-nodes-campaigns'), 'n8n 2.x, all vendors'],
      ...vendors.map((vendor) => [code(packageOf(vendor)), `n8n 2.x, ${vendor.label} only`]),
      [code('@campaign-nodes/node-red-campaigns'), 'Node-RED 4 and 5 ([its README](../node-red/README.md))'],
      [code('campaign-sandbox'), 'the sandbox that simulates the vendors ([its README](../sandbox/README.md))'],
    ],
  );
