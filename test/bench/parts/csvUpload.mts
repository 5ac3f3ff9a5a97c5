import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bryj, bryjToken, control } from '../accounts.mts';
import { COLUMNS, writePeople } from '../csvOfPeople.mts';
import { alone, notSlower, type Part, type Sample } from '../harness/part.mts';
import { FULL_BYTES } from '../measure.mts';
import { inOwnProcess, serveSandbox } from '../processes.mts';
import { mustBe, sampleOf } from '../samples.mts';
import type { UploadOrder, Uploaded } from '../workers/upload.ts';

const run = promisify(execFile);
const CAMPAIGN = 'CMP_bench';
const work = (size: number) => `CSV upload of ${Number((size * FULL_BYTES) / 1e9)} GB, checked`;

interface Batch {
  readonly id: string;
  readonly campaignId: string;
  readonly count: number;
}

export const csvUpload: Part = {
  name: 'upload',
  rows: [
    notSlower({ id: 'upload.curl', work, against: '`curl -F` of the same file, unchecked', ours: 'upload', theirs: 'curl', atMost: 2 }),
    alone({ id: 'upload.memory', work, against: 'itself', by: 'bytes', unit: 'MB', ours: 'upload', atMost: 200_000_000 }),
  ],
  async open({ folder, scaled }) {
    const path = join(folder, 'people.csv');
    const rows = await writePeople(path, scaled(FULL_BYTES));
    const { ready: sandbox, stop } = await serveSandbox(folder);
    const [, ...variables] = COLUMNS;
    await control(sandbox, '/bryj/campaigns', { id: CAMPAIGN, variables });
    /** All rows must have become the one batch. */
    const mustHaveAll = async (id: string): Promise<void> => {
      const { batches } = await control<{ batches: readonly Batch[] }>(sandbox, '/bryj/batches');
      mustBe('Rows of the batch', batches.find((batch) => batch.id === id)?.count, rows);
    };
    const token = await bryjToken(sandbox);
    const upload = async (): Promise<Sample> => {
      const order: UploadOrder = { owner: bryj(sandbox), campaign: CAMPAIGN, path };
      const took = await inOwnProcess<Uploaded>(folder, 'upload', order);
      await mustHaveAll(took.result.requestId);
      return sampleOf(took);
    };
    const curl = async (): Promise<Sample> => {
      const start = performance.now();
      const { stdout } = await run('curl', [
        ...['-sS', '--fail-with-body', '-H', `authorization: ${token}`, '-F', `campaign_id=${CAMPAIGN}`, '-F', `file=@${path};type=text/csv`],
        `${sandbox.baseUrls.bryj}/api/campaigns/trigger`,
      ]);
      const seconds = (performance.now() - start) / 1_000;
      await mustHaveAll((JSON.parse(stdout) as { request_id: string }).request_id);
      return { seconds };
    };
    mustBe('Whether the file is as large as it may be', (await stat(path)).size > scaled(FULL_BYTES) - 1_000, true);
    return {
      contestants: [
        { name: 'upload', run: upload },
        { name: 'curl', run: curl },
      ],
      close: async () => void (await stop()),
    };
  },
};
