import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startNodeRed } from '../../../scripts/node-red-host.mts';
import { alone, type Part, type Sample } from '../harness/part.mts';
import { openForm } from '../nodeRed/formOpening.mts';

const root = join(import.meta.dirname, '../../..');
/** An everyday node, one with many recipients, and the node of a vendor with all its operations. */
const NODES = [
  { type: 'campaign-track-user', vendor: 'braze', operation: 'user.track' },
  { type: 'campaign-trigger-batch', vendor: 'bryj', operation: 'batch.trigger' },
  { type: 'campaign-braze', vendor: 'braze', operation: 'user.track' },
] as const;

/** How long forms in Node-RED's editor take to be there, in a real browser. */
export const forms: Part = {
  name: 'forms',
  rows: [
    alone({
      ...{ id: 'forms.first', against: 'itself', by: 'seconds', unit: 'ms', ours: 'forms', atMost: 0.1 },
      work: () => `the slowest of ${NODES.length} forms in Node-RED, opened for the first time`,
    }),
  ],
  async open({ folder }) {
    const nodeRed = await startNodeRed({ userDir: folder, packages: [join(root, 'node-red')] });
    await nodeRed.deploy([
      { id: 'tab', type: 'tab', label: 'Forms' },
      ...NODES.map((node, i) => ({ ...node, id: `node${i}`, z: 'tab', x: 200, y: 100 * (i + 1), values: {}, version: 2, wires: [[]] })),
    ]);
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
    const run = async (): Promise<Sample> => {
      // Another page each time, so that nothing is there from before.
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      try {
        await page.goto(nodeRed.url);
        await page.locator('#red-ui-header-button-deploy').waitFor();
        await page.locator('#red-ui-loading-progress').waitFor({ state: 'hidden' });
        const took: number[] = [];
        for (const { type } of NODES) took.push(await openForm(page, type));
        return { seconds: Math.max(...took) / 1_000 };
      } finally {
        await page.close();
      }
    };
    return {
      contestants: [{ name: 'forms', run }],
      async close() {
        await browser.close();
        await nodeRed.stop();
      },
    };
  },
};
