import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bryj, bryjToken, control } from '../accounts.mts';
import { faster, type Part } from '../harness/part.mts';
import { FULL_REPORT_ROWS } from '../measure.mts';
import { say } from '../numbers.mts';
import { inOwnProcess, serve, withSandbox } from '../processes.mts';
import { mustBe, sampleOf } from '../samples.mts';
import type { ReportOrder, ReportRead } from '../workers/report.ts';

const PARTS = 3;
const work = (size: number) => `report of ${say(FULL_REPORT_ROWS * size)} rows in ${PARTS} parts to rows`;

/** The links of a report, each once: a vendor's list may have one twice. */
export const linksOf = async (api: string, token: string, requestId: string): Promise<readonly string[]> => {
  const reply = await fetch(`${api}/api/campaigns/report?request_id=${requestId}`, { headers: { authorization: token } });
  const { reports } = (await reply.json()) as { readonly reports: readonly string[] };
  return [...new Set(reports)];
};

export const report: Part = {
  name: 'report',
  rows: [faster({ id: 'report.csvParse', work, against: 'csv-parse with columns, same bytes', ours: 'report', theirs: 'csvColumns', atLeast: 2 })],
  async open({ folder, scaled }) {
    const rows = scaled(FULL_REPORT_ROWS);
    // The sandbox makes its reports while they are read, which would be measured too. So its files are kept, and served by what costs least.
    const { done: files } = await withSandbox(folder, async (sandbox) => {
      await control(sandbox, '/bryj/settings', { rowsPerPart: Math.ceil(rows / PARTS) });
      const { request_id: id } = await control<{ request_id: string }>(sandbox, '/bryj/synthetic', { rows, prefix: 'android-' });
      const names: string[] = [];
      for (const link of await linksOf(sandbox.baseUrls.bryj!, await bryjToken(sandbox), id)) {
        const name = `part-${names.length}.csv`;
        await writeFile(join(folder, name), (await fetch(link)).body!);
        names.push(name);
      }
      return names;
    });
    const { ready: bucket, stop } = await serve<{ readonly url: string }>(folder, 'bucket', folder);
    const links = files.map((name) => `${bucket.url}/${name}`);
    const order: ReportOrder = { owner: bryj({ baseUrls: { bryj: bucket.url } }), requestId: 'bench', links };
    return {
      contestants: [
        {
          name: 'report',
          async run() {
            const took = await inOwnProcess<ReportRead>(folder, 'report', order);
            mustBe('Rows', took.result.rows, rows);
            return sampleOf(took);
          },
        },
        {
          name: 'csvColumns',
          async run() {
            const took = await inOwnProcess<number>(folder, 'csvColumns', { links });
            mustBe('Rows', took.result, rows);
            return sampleOf(took);
          },
        },
      ],
      close: async () => void (await stop()),
    };
  },
};
