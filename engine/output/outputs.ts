import type { Output } from '../base/output';
import { renamer } from '../catalogue/sameNames';
import type { Chunk } from '../request/chunk';
import { csvBytesOf } from './csvBytes';
import { csvRowsOf } from './csvFiles';
import type { Failure } from '../base/errors';
import { Checks } from '../request/waiting';
import { errorOf, type RequestContext } from '../request/context';
import { exchange } from '../request/exchange';
import type { Answered } from '../request/exchanged';
import { wholeOf, type Source } from './files';
import type { Json, JsonObject } from '../base/json';
import type { Request } from '../catalogue/operation';
import { pages } from '../request/pages';
import { readerOf } from '../request/reader';
import { splitFiles } from './splitFiles';
import { windowsOf } from '../request/windows';
import { zippedRowsOf } from './zipFiles';

const asObject = (value: Json): JsonObject => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : { value });

/** The simplified form leaves out what the vendor left empty. */
const withoutNull = (row: JsonObject): JsonObject =>
  Object.values(row).includes(null) ? Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) : row;

const shapedBy = ({ operation, options }: RequestContext): ((value: Json) => JsonObject) => {
  const { simplify } = operation;
  const rename = renamer(operation, options.sameNames, simplify !== undefined && !options.simplify);
  if (simplify && options.simplify) return (value) => rename(withoutNull(simplify(value)));
  return (value) => rename(asObject(value));
};

async function* limited(batches: AsyncIterable<readonly JsonObject[]>, limit = Infinity): AsyncGenerator<readonly JsonObject[]> {
  let left = limit;
  for await (const batch of batches) {
    yield batch.length > left ? batch.slice(0, left) : batch;
    left -= batch.length;
    if (left <= 0) return;
  }
}

/** The rows that the operation's own filter lets pass; a batch of which none passes is left out. */
async function* filtered(batches: AsyncIterable<readonly Json[]>, { operation }: RequestContext, input: JsonObject): AsyncGenerator<readonly Json[]> {
  const { filter, simplify } = operation;
  const passes = filter?.passing(input as never);
  if (!passes) {
    yield* batches;
    return;
  }
  for await (const batch of batches) {
    const passed = batch.filter((row) => passes(simplify ? simplify(row) : asObject(row)));
    if (passed.length > 0) yield passed;
  }
}

async function* mapped(batches: AsyncIterable<readonly Json[]>, shape: (value: Json) => JsonObject): AsyncGenerator<readonly JsonObject[]> {
  for await (const batch of batches) yield batch.map(shape);
}

/** Returns the result or throws its failure. */
export const thrown = <T>(context: RequestContext, items: readonly number[], result: T | { readonly failure: Failure }): T => {
  if (typeof result === 'object' && result !== null && 'failure' in result) throw errorOf(context, result.failure as Failure, items);
  return result as T;
};

/** The output of an answer for the input at a position of the request. */
export const outputOf = (
  context: RequestContext,
  { items, inputs }: Pick<Chunk, 'items' | 'inputs'>,
  answered: Answered,
  position: number,
): Output | Failure => {
  const { reply, parsed } = answered;
  const { operation, options, ports, secrets, vendor } = context;
  const shape = shapedBy(context);
  if ('each' in parsed) {
    const own = parsed.each[position]!;
    return typeof own === 'object' && own !== null && 'failure' in own ? (own.failure as Failure) : { kind: 'object', json: shape(own as Json) };
  }
  if ('one' in parsed) return { kind: 'object', json: shape(parsed.one) };
  const ask = async (next: Request) => thrown<Answered>(context, items, await exchange(context, next, inputs, items));
  if ('rows' in parsed) {
    const reader = { ...readerOf(context, items), unsure: ports.unsure };
    const all = () => pages(operation.paging, answered.request, { parsed, reply }, ask, reader);
    const rows = () => limited(mapped(filtered(all(), context, inputs[position]!), shape), options.limit);
    const windows = operation.filter || options.limit !== undefined ? undefined : windowsOf(operation.paging, answered.request, { parsed, reply }, ask);
    return {
      kind: 'rows',
      rows,
      windows: windows && { most: windows.most, read: async (from, count) => (await windows.read(from, count))?.map(shape) },
    };
  }
  const files = 'text' in parsed ? { ...parsed.text, urls: [parsed.text.name], pending: undefined } : parsed.files;
  const { wait } = operation;
  // Nobody waits: return what was started and where it will be.
  if (files.pending && options.longestWaitMs === undefined) return { kind: 'object', json: files.about };
  const { as } = files;
  const source: Source = {
    urls: [...new Set(files.urls)],
    baseUrl: context.baseUrl,
    timeoutMs: vendor.patience.timeoutMs,
    patience: vendor.patience,
    ...('text' in parsed && { content: parsed.text.content }),
    ...(files.columns && { columns: files.columns }),
    ...(files.pending &&
      wait && { pending: { statuses: files.pending, longestMs: options.longestWaitMs ?? 0, checks: () => new Checks(ports, wait, options) } }),
    async refresh() {
      // Asking again would start it again.
      if (files.pending) return [];
      const again = (await ask(answered.request)).parsed;
      return 'files' in again ? [...new Set(again.files.urls)] : [];
    },
    fail: (failure) => errorOf(context, failure, items),
    shown: secrets.excerpt,
  };
  const mask = secrets.rowMask();
  return {
    kind: 'file',
    about: files.about,
    name: files.name,
    mimeType: as === 'zip' ? 'application/zip' : 'text/csv',
    // What came with an answer was masked with it.
    rows: () =>
      limited(
        mapped(filtered(as === 'zip' ? zippedRowsOf(source, ports) : csvRowsOf(source, ports), context, inputs[position]!), (row) => mask(shape(row))),
        options.limit,
      ),
    bytes: () => (as === 'zip' ? wholeOf(source, ports) : csvBytesOf(source, ports)),
    ...(as !== 'zip' && { files: (most: number) => splitFiles(files.name, csvBytesOf(source, ports), most) }),
  };
};
