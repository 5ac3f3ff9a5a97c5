import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Ports } from '../../../engine';
import { runOne, type Owner } from './client';
import { job } from './job';

export interface CheckOrder {
  readonly owner: Owner;
  readonly campaign: string;
  readonly path: string;
}

/** A vendor that takes what it gets unread: what is left is the reading of the file that checks it. */
const unread: Ports['vendor'] = async () => ({ status: 200, headers: {}, body: { request_id: 'unread' } });

/** Checks the people in a file as before a send; gives the number of times that the file was opened. */
job(async ({ owner, campaign, path }: CheckOrder): Promise<number> => {
  let opened = 0;
  const open = () => {
    opened++;
    return createReadStream(path);
  };
  await runOne(owner, 'batch.trigger', { campaign_id: campaign, file: { name: basename(path), size: statSync(path).size, open } }, {}, { vendor: unread });
  return opened;
});
