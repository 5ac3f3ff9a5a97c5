import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import Busboy from '@fastify/busboy';
import type { FastifyRequest } from 'fastify';
import { CsvSpool } from '../csv/spool';
import { bodyChunks } from '../server/body';
import type { BryjState } from './state';

/** "The maximum authorized file size is 1 Go": read as 10^9 bytes. */
export const MAX_FILE_BYTES = 1_000_000_000;

/** The content of a multipart request. The file is on disk: take its source, or discard it. */
export interface Upload {
  fields: Record<string, string>;
  /** The part named `file`, if there was one. */
  file?: { name: string; spool: CsvSpool };
  /** The body ended before its closing boundary. */
  cutOff: boolean;
  discard(): Promise<void>;
}

/**
 * Reads `multipart/form-data` as it arrives ("CSV-based batch"). Fields may come before or after the file: the page's own cURL sample sends the file
 * first. Throws if the connection breaks, after removing what was written.
 */
export async function receiveUpload(request: FastifyRequest, state: BryjState): Promise<Upload> {
  const path = join(state.world.spoolDir, `bryj-${randomUUID()}.csv`);
  const progress = { rows: 0, bytes: 0 };
  const discard = (): Promise<void> => rm(path, { force: true });
  const upload: Upload = { fields: {}, cutOff: false, discard };
  const busboy = new Busboy({ headers: request.headers as { 'content-type': string } });
  let filed: Promise<void> | undefined;
  let failure: unknown;
  let finish = (): void => {};
  const finished = new Promise<void>((done) => (finish = done));
  const breakOff = (): void => {
    upload.cutOff = true;
    finish();
  };

  busboy.on('field', (name: string, value: string) => (upload.fields[name] = value));
  busboy.on('file', (field: string, part: Readable, name: string | undefined) => {
    // A part only fails if the body ends too early; its reader must learn of that even if it has not started to read.
    part.on('error', () => {
      breakOff();
      part.destroy();
    });
    void finished.then(() => part.destroy());
    if (field === 'file' && !filed) {
      filed = saveFile(part, name ?? '').catch((error: unknown) => {
        if (!upload.cutOff) failure = error; // a disk error, not the sender's fault
      });
    } else {
      part.resume();
    }
  });
  busboy.once('finish', finish);
  busboy.once('error', breakOff);

  async function saveFile(part: Readable, name: string): Promise<void> {
    const spool = await CsvSpool.create(path, MAX_FILE_BYTES);
    upload.file = { name, spool };
    try {
      for await (const chunk of part as AsyncIterable<Buffer>) {
        await spool.write(chunk);
        progress.rows = spool.rows;
        progress.bytes = spool.bytes;
      }
    } finally {
      await spool.end();
    }
  }

  state.uploads.add(progress);
  try {
    for await (const chunk of bodyChunks(request)) {
      if (failure) throw failure;
      if (upload.cutOff || busboy.write(chunk)) continue;
      await Promise.race([new Promise((go) => busboy.once('drain', go)), finished, filed ?? finished]);
    }
    busboy.end();
    await (filed ? Promise.race([finished, filed.then(() => (failure ? undefined : finished))]) : finished);
    await filed;
    if (failure) throw failure;
  } catch (error) {
    breakOff();
    await filed;
    await discard();
    throw error;
  } finally {
    state.uploads.delete(progress);
  }
  return upload;
}
