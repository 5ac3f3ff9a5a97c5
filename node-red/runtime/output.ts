import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { ROWS_PER_FILE, type FilePart, type JsonObject, type Output } from '../../engine';
import { refuse, type Sent } from './failure';
import { pathOf } from './files';
import type { Message, Red } from './nodeRedTypes';
import { sendSequence, type Part } from './sequence';
import type { Shown } from './status';

export interface Delivery {
  readonly red: Red;
  readonly msg: Message;
  readonly send: (msg: Message) => void;
  readonly shown: Shown;
  /** The form's values for this message. */
  readonly values: { readonly [name: string]: unknown };
  readonly signal: AbortSignal;
  /** Called with each of several messages to record what was sent, because a later one may fail. */
  sent(sent: Sent): void;
}

/** Results that are read on demand. */
export type Rows = Exclude<Output, { kind: 'object' }>;
type File = Extract<Output, { kind: 'file' }>;

/** Rows regrouped into lists of a given length. */
async function* regrouped(batches: AsyncIterable<readonly JsonObject[]>, most: number): AsyncGenerator<JsonObject[]> {
  let group: JsonObject[] = [];
  for await (const batch of batches) {
    for (const row of batch) {
      group.push(row);
      if (group.length < most) continue;
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}

/** Sends the messages of a sequence and reports how much they contained. */
const counting = ({ send, sent }: Delivery, unit: 'rows' | 'bytes', sizeOf: (payload: unknown) => number): Delivery['send'] => {
  let messages = 0;
  let size = 0;
  return (msg) => {
    send(msg);
    messages++;
    size += sizeOf(msg.payload);
    sent({ messages, [unit]: size });
  };
};

const sendRows = async (delivery: Delivery, output: Rows): Promise<number> => {
  const { red, msg, send, shown, values, signal } = delivery;
  const sendPart = counting(delivery, 'rows', (payload) => (values.sendRows === 'groups' ? (payload as readonly unknown[]).length : 1));
  let count = 0;
  async function* watched(): AsyncGenerator<readonly JsonObject[]> {
    for await (const batch of output.rows()) {
      if (signal.aborted) throw signal.reason;
      count += batch.length;
      shown.rows(count);
      yield batch;
      // Lets the flow process a message before the next one.
      await turn();
    }
  }
  async function* single(): AsyncGenerator<Part> {
    for await (const batch of watched()) for (const payload of batch) yield { payload };
  }
  async function* grouped(): AsyncGenerator<Part> {
    for await (const payload of regrouped(watched(), Number(values.rowsPerMessage))) yield { payload, len: payload.length };
  }
  if (values.sendRows === 'all') {
    const rows: JsonObject[] = [];
    for await (const batch of watched()) for (const row of batch) rows.push(row);
    msg.payload = rows;
    send(msg);
  } else await sendSequence(red, msg, 'array', values.sendRows === 'groups' ? grouped() : single(), sendPart);
  return count;
};

const UNFINISHED = '.part';

/** Writes to a temporary file and renames it at the end, so that nobody sees a partial file under its name. */
const writeFile = async ({ values, signal }: Delivery, output: Pick<File, 'bytes'>, path: string): Promise<void> => {
  const unfinished = `${path}${UNFINISHED}`;
  try {
    await pipeline(Readable.from(output.bytes(), { objectMode: false }), createWriteStream(unfinished), { signal });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (signal.aborted) throw signal.reason;
    const { code, syscall } = error as { code?: string; syscall?: string };
    if (syscall === undefined) throw error;
    throw refuse(
      `The file '${String(values.path)}' could not be written: ${code === 'ENOENT' ? 'its folder does not exist' : code}.`,
      "Correct 'Path' in the node.",
      'path',
    );
  }
};

async function* buffers(output: Pick<File, 'bytes'>, signal: AbortSignal): AsyncGenerator<Part> {
  for await (const bytes of output.bytes()) {
    if (signal.aborted) throw signal.reason;
    yield { payload: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
    await turn();
  }
}

/** `report.csv` -> `report-2.csv`; a dot in a folder's name does not begin an extension. */
const partPath = (path: string, number: number): string => join(dirname(path), `${basename(path, extname(path))}-${number}${extname(path)}`);

/** Each file as soon as it is complete: a failure names the files before it as sent. */
const sendFiles = async (delivery: Delivery, output: File, parts: AsyncIterable<FilePart>): Promise<void> => {
  const { red, msg, values, signal } = delivery;
  const path = pathOf(String(values.path), { red });
  if (values.fileTo !== 'buffers') {
    async function* written(): AsyncGenerator<Part> {
      for await (const part of parts) {
        const filename = partPath(path, part.number);
        await writeFile(delivery, part, filename);
        yield { payload: { ...output.about, filename, part: part.number, rows: part.rows }, about: { filename } };
      }
    }
    await sendSequence(
      red,
      msg,
      'array',
      written(),
      counting(delivery, 'rows', (payload) => (payload as { rows: number }).rows),
    );
    return;
  }
  const sendPart = counting(delivery, 'bytes', (payload) => (payload as Buffer).length);
  for await (const part of parts) await sendSequence(red, { ...msg, filename: part.name }, 'buffer', buffers(part, signal), sendPart);
};

const sendFile = async (delivery: Delivery, output: File): Promise<void> => {
  const { red, msg, send, values, signal } = delivery;
  const most = values[ROWS_PER_FILE];
  if (typeof most === 'number' && output.files) {
    await sendFiles(delivery, output, output.files(most));
    return;
  }
  if (values.fileTo === 'buffers') {
    msg.filename = output.name;
    const sendPart = counting(delivery, 'bytes', (payload) => (payload as Buffer).length);
    await sendSequence(red, msg, 'buffer', buffers(output, signal), sendPart);
    return;
  }
  msg.filename = pathOf(String(values.path), { red });
  await writeFile(delivery, output, msg.filename as string);
  msg.payload = { ...output.about, filename: msg.filename };
  send(msg);
};

/** Passes on the vendor's rows or file, and shows the progress. */
export const deliver = async (delivery: Delivery, output: Rows): Promise<void> => {
  const { shown, values } = delivery;
  if (output.kind === 'file' && values.output === 'file') {
    await sendFile(delivery, output);
    shown.done('file');
  } else shown.done('rows', await sendRows(delivery, output));
};
