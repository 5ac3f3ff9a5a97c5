import { createWriteStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runOne } from './client';
import { FIELDS, type Exported, type ExportOrder } from './exportOrder';
import { job } from './job';

const WAIT = { longestWaitMs: 60_000, askEveryMs: 250 };

/** Exports a segment to its end: user by user, or the archive as it is. */
job(async ({ owner, segment, path }: ExportOrder): Promise<Exported> => {
  const output = await runOne(owner, 'segment.export', { segment_id: segment, fields_to_export: FIELDS }, WAIT);
  if (output.kind !== 'file') throw new Error(`The export is ${output.kind}`);
  if (path !== undefined) {
    await pipeline(Readable.from(output.bytes(), { objectMode: false }), createWriteStream(path));
    return { users: 0, allDifferent: true, bytes: statSync(path).size };
  }
  let users = 0;
  let allDifferent = true;
  let last: unknown;
  for await (const batch of output.rows()) {
    users += batch.length;
    for (const { external_id: id } of batch) {
      if (typeof id !== 'string' || id === last) allDifferent = false;
      last = id;
    }
  }
  return { users, allDifferent, bytes: 0 };
});
