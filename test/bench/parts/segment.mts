import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { braze, BRAZE_KEY, control, SEGMENT } from '../accounts.mts';
import { notSlower, type Part, type Sample } from '../harness/part.mts';
import { FULL_SEGMENT_USERS } from '../measure.mts';
import { say } from '../numbers.mts';
import { inOwnProcess, serveSandbox } from '../processes.mts';
import { mustBe, sampleOf } from '../samples.mts';
import { FIELDS, type Exported, type ExportOrder } from '../workers/exportOrder.ts';

const run = promisify(execFile);
/** The archive as it comes, unpacked to its text, each line read and written again by jq, and the lines counted. */
const WITH_JQ = `set -euo pipefail; curl -sS --fail -o "$1" "$2"; unzip -p "$1" | jq -c . | wc -l`;

const work = (size: number) => `segment export of ${say(FULL_SEGMENT_USERS * size)} users to rows`;

export const segment: Part = {
  name: 'segment',
  rows: [notSlower({ id: 'segment.jq', work, against: '`curl`, `unzip -p` and `jq -c`', ours: 'export', theirs: 'jq', atMost: 1 })],
  async open({ folder, scaled }) {
    // Debian's packages of these names; there is nothing to compare with without them.
    for (const program of ['jq', 'unzip', 'curl']) {
      await run('which', [program]).catch(() => {
        throw new Error(`The part 'segment' needs ${program} (apt-get install ${program})`);
      });
    }
    const users = scaled(FULL_SEGMENT_USERS);
    const { ready: sandbox, stop } = await serveSandbox(folder);
    await control(sandbox, '/braze/settings', { bigSegmentUsers: users, exportMs: 0 });
    const order: ExportOrder = { owner: braze(sandbox), segment: SEGMENT };
    const jq = async (): Promise<Sample> => {
      const start = performance.now();
      const reply = await fetch(`${sandbox.baseUrls.braze}/users/export/segment`, {
        method: 'POST',
        headers: { authorization: `Bearer ${BRAZE_KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify({ segment_id: SEGMENT, fields_to_export: FIELDS }),
      });
      const { url } = (await reply.json()) as { readonly url: string };
      const { stdout } = await run('bash', ['-c', WITH_JQ, 'bash', join(folder, 'segment.zip'), url]);
      const seconds = (performance.now() - start) / 1_000;
      mustBe('Users that jq read', Number(stdout), users);
      return { seconds };
    };
    return {
      contestants: [
        {
          name: 'export',
          async run() {
            const took = await inOwnProcess<Exported>(folder, 'export', order);
            mustBe('Users', took.result.users, users);
            return sampleOf(took);
          },
        },
        { name: 'jq', run: jq },
      ],
      close: async () => void (await stop()),
    };
  },
};
