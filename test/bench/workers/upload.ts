import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { FileRef } from '../../../engine';
import { runOne, type Owner } from './client';
import { job } from './job';

export interface UploadOrder {
  readonly owner: Owner;
  readonly campaign: string;
  readonly path: string;
}

export interface Uploaded {
  readonly requestId: string;
  /** Seconds until the file was opened for the second time: to be sent. */
  readonly checkSeconds: number;
}

/** Triggers a batch for the people in a file. The engine reads the file twice: to check it, and to send it. */
job(async ({ owner, campaign, path }: UploadOrder): Promise<Uploaded> => {
  const start = performance.now();
  let checkSeconds = 0;
  const file: FileRef = {
    name: basename(path),
    size: statSync(path).size,
    open() {
      checkSeconds = (performance.now() - start) / 1000;
      return createReadStream(path);
    },
  };
  const output = await runOne(owner, 'batch.trigger', { campaign_id: campaign, file });
  if (output.kind !== 'object') throw new Error(`The trigger gave ${output.kind}`);
  return { requestId: String(output.json.request_id), checkSeconds };
});
