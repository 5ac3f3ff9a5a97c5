import { mayFetch } from './address';
import { CampaignError, type Failure } from './errors';
import { TransportError, type HttpReply } from './http';
import type { JsonObject } from './json';
import { CsvProblem, type Ports } from './ports';
import { waitBefore, type Patience } from './retry';

/** Files behind addresses, and what is needed to read them to the end. */
export interface Source {
  readonly urls: readonly string[];
  readonly baseUrl: string;
  /** The columns that the document promises, in its order. */
  readonly columns?: readonly string[];
  readonly timeoutMs: number;
  readonly patience: Patience;
  /** Asks the vendor again, because addresses end after a while; gives the new ones in the same order. */
  refresh(): Promise<readonly string[]>;
  fail(failure: Failure): CampaignError;
}

type FilePorts = Pick<Ports, 'bare' | 'sleep' | 'random' | 'now' | 'csv' | 'signal' | 'log'>;

const REDIRECTS = 3;
const LINE_FEED = 10;

const nameOf = (url: string): string =>
  url
    .replace(/[?#].*$/, '')
    .split('/')
    .slice(-2)
    .join('/');

const open = async (url: string, source: Source, ports: FilePorts): Promise<HttpReply> => {
  let address = url;
  for (let hop = 0; hop <= REDIRECTS; hop++) {
    if (!mayFetch(address, source.baseUrl)) {
      throw source.fail({
        code: 'permission',
        reached: 'no',
        message: `The answer names a file at an address inside a private network, which is not fetched: ${address.slice(0, 80)}.`,
        todo: 'Check the base URL of the account; only a vendor or sandbox that is itself in the private network may name such files.',
      });
    }
    const reply = await ports.bare(
      { method: 'GET', url: address, headers: { 'accept-encoding': 'identity' }, reply: 'stream', timeoutMs: source.timeoutMs },
      ports.signal,
    );
    if (reply.status < 300 || reply.status >= 400 || !reply.headers.location) return reply;
    address = reply.headers.location;
  }
  throw source.fail({
    code: 'unavailable',
    reached: 'yes',
    message: `The file ${nameOf(url)} is redirected more than ${REDIRECTS} times.`,
    todo: 'Ask for the report again later.',
  });
};

/**
 * The bytes of part `part`, whole: an address that has ended is asked for anew, a broken download goes on where it broke. The part is the
 * same file each time, so what was already handed on is skipped.
 */
async function* partBytes(part: number, urls: { now: readonly string[] }, source: Source, ports: FilePorts): AsyncGenerator<Uint8Array> {
  let handedOn = 0;
  let refreshed = false;
  for (let attempt = 1; ; attempt++) {
    const url = urls.now[part]!;
    let failure: Failure;
    try {
      const reply = await open(url, source, ports);
      if (reply.stream) {
        let seen = 0;
        for await (const chunk of reply.stream) {
          const start = Math.max(0, handedOn - seen);
          seen += chunk.length;
          if (start >= chunk.length) continue;
          handedOn = seen;
          yield start === 0 ? chunk : chunk.subarray(start);
        }
        const promised = Number(reply.headers['content-length'] ?? Number.NaN);
        if (Number.isNaN(promised) || seen >= promised) return;
        failure = {
          code: 'unavailable',
          reached: 'yes',
          message: `The file ${nameOf(url)} ended after ${seen} of ${promised} bytes.`,
          todo: 'Ask for the report again later.',
        };
      } else if ((reply.status === 403 || reply.status === 404) && !refreshed) {
        refreshed = true;
        urls.now = await source.refresh();
        if (part < urls.now.length) continue;
        failure = {
          code: 'notFound',
          reached: 'yes',
          status: reply.status,
          message: `The file ${nameOf(url)} is gone and the new answer has fewer files.`,
          todo: 'Ask for the report again.',
          repeatable: false,
        };
      } else {
        const gone = reply.status < 500 && reply.status !== 429;
        failure = {
          code: gone ? 'notFound' : 'unavailable',
          reached: 'yes',
          status: reply.status,
          message: `The file ${nameOf(url)} could not be fetched: HTTP ${reply.status}.`,
          todo: gone ? 'Ask for the report again; its links live for a limited time.' : 'Ask for the report again later.',
          ...(gone && { repeatable: false }),
        };
      }
    } catch (error) {
      if (error instanceof CampaignError || ports.signal?.aborted) throw error;
      const why = error instanceof TransportError || error instanceof Error ? error.message : String(error);
      failure = {
        code: 'unavailable',
        reached: 'yes',
        message: `The download of ${nameOf(url)} broke after ${handedOn} bytes: ${why}.`,
        todo: 'Ask for the report again later.',
      };
    }
    const wait = failure.repeatable === false ? undefined : waitBefore(attempt, failure, source.patience, () => ports.random());
    if (wait === undefined) throw source.fail(failure);
    ports.log('info', `${failure.message} Going on in ${Math.round(wait)} ms.`);
    await ports.sleep(wait, ports.signal);
  }
}

/** All parts as rows, in batches, each row an object by column name. */
export async function* rowsOf(source: Source, ports: FilePorts): AsyncGenerator<readonly JsonObject[]> {
  const urls = { now: source.urls };
  for (let part = 0; part < source.urls.length; part++) {
    const name = nameOf(source.urls[part]!);
    let columns: readonly string[] | undefined;
    try {
      for await (const batch of ports.csv.parse(partBytes(part, urls, source, ports))) {
        let records = batch;
        if (!columns) {
          const [first = []] = batch;
          // The document does not say that each part has its own header line: it is recognised, not assumed.
          const hasHeader = !source.columns || source.columns.some((column) => first.includes(column));
          columns = hasHeader ? first : source.columns!;
          if (hasHeader) records = batch.slice(1);
          const missing = (source.columns ?? []).filter((column) => !columns!.includes(column));
          if (missing.length > 0 || columns.length !== first.length) {
            throw source.fail({
              code: 'format',
              reached: 'yes',
              message: `The file ${name} lacks the column '${missing.join("', '")}'; its first line is: ${first.join(',').slice(0, 200)}.`,
              todo: 'Hand the report on as a file and look into it; the vendor may have changed its form.',
            });
          }
        }
        const names = columns;
        if (records.length > 0) yield records.map((record) => Object.fromEntries(names.map((column, i) => [column, record[i] ?? ''])));
      }
    } catch (error) {
      if (!(error instanceof CsvProblem)) throw error;
      throw source.fail({
        code: 'format',
        reached: 'yes',
        message: `The file ${name} is no readable CSV: ${error.message}.`,
        todo: 'Hand the report on as a file and look into it.',
      });
    }
  }
}

const join = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** All parts as one CSV file: the first part's header line once, then the rows as they came. */
export async function* bytesOf(source: Source, ports: FilePorts): AsyncGenerator<Uint8Array> {
  const urls = { now: source.urls };
  let header: Uint8Array | undefined;
  for (let part = 0; part < source.urls.length; part++) {
    let line: Uint8Array | undefined = new Uint8Array(0);
    let last = LINE_FEED;
    for await (const chunk of partBytes(part, urls, source, ports)) {
      if (chunk.length === 0) continue;
      last = chunk[chunk.length - 1]!;
      if (!line) {
        yield chunk;
        continue;
      }
      const head: Uint8Array = join(line, chunk);
      const end = head.indexOf(LINE_FEED);
      if (end < 0) {
        line = head;
        continue;
      }
      line = undefined;
      const first = head.subarray(0, end + 1);
      if (header && same(header, first)) yield head.subarray(end + 1);
      else yield head;
      header ??= first.slice();
    }
    if (line && line.length > 0) yield line;
    if (last !== LINE_FEED && part < source.urls.length - 1) yield Uint8Array.of(LINE_FEED);
  }
}
