import { inOrder } from './ahead';
import type { Call, Outcome, Output, Planned } from './call';
import { chunk, divide, type Chunk, type Unit } from './chunk';
import { encode } from './encode';
import type { Failure } from './errors';
import { askAfter, contextOf, errorOf, exchange, readAs, retryOf, type Exchanged, type Scene } from './exchange';
import type { FileRef } from './fields';
import type { HttpReply } from './http';
import { csvBytesOf, csvRowsOf } from './csvFiles';
import { wholeOf, type Source } from './files';
import { consultant } from './consult';
import { inspect, type FileFacts } from './inspect';
import type { Json, JsonObject } from './json';
import { wholes } from './onto';
import type { AnyOperation, Parsed, Problem } from './operation';
import { pages } from './pages';
import type { Ports } from './ports';
import { redactJson, redactor } from './redact';
import { requireCredential } from './session';
import { failureOf, validate } from './validate';
import { zippedRowsOf } from './zipFiles';
import { operationOf } from './vendor';

interface Checked {
  readonly chunks: readonly Chunk[];
  readonly facts: ReadonlyMap<number, FileFacts>;
  readonly failures: readonly { readonly item: number; readonly failure: Failure }[];
  /** Doubts about an item, to be told with its first outcome. */
  readonly warnings: Map<number, readonly string[]>;
}

const sceneOf = (call: Call, ports: Ports): Scene => {
  requireCredential(call.vendor, call.account);
  return {
    vendor: call.vendor,
    operation: operationOf(call.vendor, call.operation),
    name: call.operation,
    account: call.account,
    options: call.options ?? {},
    baseUrl: call.vendor.baseUrl(call.account.credential as never),
    ports,
  };
};

const fileFields = ({ fields }: AnyOperation): readonly string[] => Object.entries(fields).flatMap(([name, { type }]) => (type === 'file' ? [name] : []));

/** Everything that can be found wrong before anything is sent. */
const check = async (scene: Scene, call: Call): Promise<Checked> => {
  const { operation, ports } = scene;
  const context = contextOf(scene);
  const failures: { item: number; failure: Failure }[] = [];
  const facts = new Map<number, FileFacts>();
  const warnings = new Map<number, readonly string[]>();
  const files = fileFields(operation);
  const consulted = consultant(scene);
  let units: Unit[] = [];
  for (const [item, raw] of call.inputs.entries()) {
    const validated = validate(operation, raw, context);
    if ('problems' in validated) {
      failures.push({ item, failure: failureOf(validated.problems) });
      continue;
    }
    const { input } = validated;
    let problem: Problem | undefined;
    for (const name of files) {
      if (input[name] === undefined) continue;
      const file = input[name] as unknown as FileRef;
      const found = await inspect(operation.fields, name, file, ports.csv);
      if ('problem' in found) problem = found.problem;
      else facts.set(item, found.facts);
    }
    const problems = problem ? [problem] : await consulted(input);
    if (problems.length > 0) {
      failures.push({ item, failure: failureOf(problems) });
      continue;
    }
    const doubts = operation.warn?.(input as never, context) ?? [];
    if (doubts.length > 0) warnings.set(item, doubts);
    for (const unit of divide(operation, { item, input })) units.push(unit);
  }
  let chunks = chunk(operation, units, context);
  const refused = new Set<Unit>();
  for (const each of chunks) {
    for (const [position, problems] of operation.batch?.together?.(each.inputs as never, context) ?? []) {
      const unit = each.units[position]!;
      failures.push({ item: unit.item, failure: failureOf(problems) });
      refused.add(unit);
    }
  }
  // Without the refused ones the others may stand together differently.
  if (refused.size > 0) {
    units = units.filter((unit) => !refused.has(unit));
    chunks = chunk(operation, units, context);
  }
  return { chunks, facts, failures, warnings };
};

const asObject = (value: Json): JsonObject => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : { value });

const shapedBy =
  ({ operation, options }: Scene) =>
  (value: Json): JsonObject =>
    options.simplify && operation.simplify ? operation.simplify(value) : asObject(value);

async function* limited(batches: AsyncIterable<readonly JsonObject[]>, limit = Infinity): AsyncGenerator<readonly JsonObject[]> {
  let left = limit;
  for await (const batch of batches) {
    yield batch.length > left ? batch.slice(0, left) : batch;
    left -= batch.length;
    if (left <= 0) return;
  }
}

async function* mapped(batches: AsyncIterable<readonly Json[]>, shape: (value: Json) => JsonObject): AsyncGenerator<readonly JsonObject[]> {
  for await (const batch of batches) yield batch.map(shape);
}

const thrown = <T>(scene: Scene, items: readonly number[], result: T | { readonly failure: Failure }): T => {
  if (typeof result === 'object' && result !== null && 'failure' in result) throw errorOf(scene, result.failure as Failure, items);
  return result as T;
};

const outputOf = (scene: Scene, { items, inputs }: Chunk, { parsed, reply }: Extract<Exchanged, { parsed: unknown }>, position: number): Output | Failure => {
  const { operation, options, ports, vendor } = scene;
  const shape = shapedBy(scene);
  if ('each' in parsed) {
    const own = parsed.each[position]!;
    return typeof own === 'object' && own !== null && 'failure' in own ? (own.failure as Failure) : { kind: 'object', json: shape(own as Json) };
  }
  if ('one' in parsed) return { kind: 'object', json: shape(parsed.one) };
  const ask = async (request: Parameters<typeof exchange>[1]) =>
    thrown(scene, items, await exchange(scene, request, inputs, items)) as Extract<Exchanged, { parsed: unknown }>;
  if ('rows' in parsed) {
    const request = operation.request(inputs as never, contextOf(scene));
    return { kind: 'rows', rows: () => limited(mapped(pages(operation.paging, request, { parsed, reply }, ask, ports.unsure), shape), options.limit) };
  }
  const files = 'text' in parsed ? { ...parsed.text, urls: [parsed.text.name], pending: undefined } : parsed.files;
  const { wait } = operation;
  // Nobody waits: what was started, and where it will be.
  if (files.pending && options.longestWaitMs === undefined) return { kind: 'object', json: files.about };
  const { as } = files;
  const source: Source = {
    urls: [...new Set(files.urls)],
    baseUrl: scene.baseUrl,
    timeoutMs: vendor.patience.timeoutMs,
    patience: vendor.patience,
    ...('text' in parsed && { content: parsed.text.content }),
    ...(files.columns && { columns: files.columns }),
    ...(files.pending &&
      wait && { pending: { statuses: files.pending, longestMs: options.longestWaitMs ?? 0, askAfter: (asked) => askAfter(wait, options, asked) } }),
    async refresh() {
      // To ask again would start it again.
      if (files.pending) return [];
      const again = (await ask(operation.request(inputs as never, contextOf(scene)))).parsed as Parsed<Json>;
      return 'files' in again ? [...new Set(again.files.urls)] : [];
    },
    fail: (failure) => errorOf(scene, failure, items),
  };
  return {
    kind: 'file',
    about: files.about,
    name: files.name,
    mimeType: as === 'zip' ? 'application/zip' : 'text/csv',
    rows: () => limited(mapped(as === 'zip' ? zippedRowsOf(source, ports) : csvRowsOf(source, ports), shape), options.limit),
    bytes: () => (as === 'zip' ? wholeOf(source, ports) : csvBytesOf(source, ports)),
  };
};

const notTried = (scene: Scene, item: number, why: string): Outcome => ({
  item,
  state: 'notTried',
  error: errorOf(
    scene,
    { code: 'cancelled', reached: 'no', message: `Not tried: ${why}.`, todo: 'Mend what failed and run it again for the items that were not tried.' },
    [item],
  ),
});

/**
 * Runs one operation for a list of items: checks all, packs them into requests, sends, and says of each item what became of it.
 * Without `continueOnFail` nothing is sent if any item is invalid, and the first failed request ends the call; outcomes of later
 * items are then `notTried`.
 * @throws CampaignError `validation` if the account is incomplete; whatever the signal aborts with
 */
export async function* execute(call: Call, ports: Ports): AsyncGenerator<Outcome> {
  const scene = sceneOf(call, ports);
  const { operation, options } = scene;
  const { chunks, facts, failures, warnings } = await check(scene, call);
  for (const { item, failure } of failures) yield { item, state: 'failed', error: errorOf(scene, failure, [item]) };
  if (failures.length > 0 && !options.continueOnFail) {
    const why = failures.length === 1 ? 'another item is not valid, and nothing was sent' : `${failures.length} items are not valid, and nothing was sent`;
    for (const { items } of chunks) for (const item of items) yield notTried(scene, item, why);
    return;
  }
  /** The doubts about an item, once. */
  const doubts = (item: number): readonly string[] => {
    const own = warnings.get(item) ?? [];
    warnings.delete(item);
    return own;
  };
  let stopped = false;
  const send = async ({ inputs: given, items }: Chunk): Promise<Exchanged> => {
    const put = await wholes(scene, given, items);
    if ('failure' in put) return put;
    const { inputs } = put;
    return await exchange(scene, operation.request(inputs as never, contextOf(scene)), inputs, items, facts.get(items[0]!));
  };
  for await (const [each, result] of inOrder(operation, chunks, send, () => stopped)) {
    if (!result) {
      for (const item of each.items) yield notTried(scene, item, 'an earlier request failed');
      continue;
    }
    if ('failure' in result) {
      // A refused account is refused for every request, and asking again and again may lock it.
      stopped ||= !options.continueOnFail || result.failure.code === 'authentication';
      for (const item of each.items) yield { item, state: 'failed', error: errorOf(scene, result.failure, each.items) };
      continue;
    }
    const { parsed } = result;
    let said = 'warnings' in parsed ? (parsed.warnings ?? []) : [];
    for (const [position, item] of each.items.entries()) {
      const output = outputOf(scene, each, result, position);
      if ('kind' in output) {
        yield { item, state: 'done', output, warnings: [...doubts(item), ...said] };
        said = [];
      } else {
        stopped ||= !options.continueOnFail;
        yield { item, state: 'failed', error: errorOf(scene, output, [item]) };
      }
    }
  }
}

/** The result that a body means, as if it had just been answered. */
const outputFrom = (scene: Scene, call: Call, body: Json, parse: (reply: HttpReply, inputs: Chunk['inputs']) => Parsed<Json>): Output => {
  const inputs = call.inputs as unknown as Chunk['inputs'];
  const unit: Unit = { item: 0, input: inputs[0] };
  const reply = { status: 200, headers: {}, body };
  const parsed = thrown(
    scene,
    [0],
    readAs(scene, reply, () => parse(reply, inputs)),
  );
  const output = outputOf(scene, { units: [unit], items: [0], inputs }, { parsed, reply }, 0);
  if ('kind' in output) return output;
  throw errorOf(scene, output, [0]);
};

/**
 * What a vendor's call to the address that it was given means: the result of the request that was made then.
 * @param call the same call with its one input
 * @throws CampaignError `format` where the body is not as documented
 */
export const fromCallback = (call: Call, body: Json, ports: Ports): Output => {
  const scene = sceneOf(call, ports);
  const { callback } = scene.operation;
  if (!callback) throw new Error(`${call.operation} has no callback`);
  return outputFrom(scene, call, body, () => callback.parse(body));
};

/**
 * What an answer that was kept meant: the result of the request that it answered, without asking again. Files that are not at its addresses
 * any more are asked for anew.
 * @param call the same call with its one input
 * @throws CampaignError `format` where the body is not as documented
 */
export const fromAnswer = (call: Call, body: Json, ports: Ports): Output => {
  const scene = sceneOf(call, ports);
  return outputFrom(scene, call, body, (reply, inputs) => scene.operation.parse(reply, inputs as never, contextOf(scene)));
};

const MOST_SHOWN = 5;

/** A body as a person can look through it: long lists shortened, files as their facts. */
const showBody = (request: Planned['body'], most = MOST_SHOWN): Json => {
  if (Array.isArray(request)) {
    const shown = request.slice(0, most).map((each) => showBody(each as Json));
    return request.length > most ? [...shown, `... and ${request.length - most} more`] : shown;
  }
  if (typeof request === 'object' && request !== null) {
    return Object.fromEntries(Object.entries(request).flatMap(([key, value]) => (value === undefined ? [] : [[key, showBody(value as Json)]])));
  }
  return request ?? null;
};

/**
 * What {@link execute} would send, with nothing sent.
 * @throws CampaignError `validation` for the first invalid item
 */
export const plan = async (call: Call, ports: Ports): Promise<readonly Planned[]> => {
  const scene = sceneOf(call, ports);
  const { operation } = scene;
  const { chunks, facts, failures, warnings } = await check(scene, call);
  const [invalid] = failures;
  if (invalid) throw errorOf(scene, invalid.failure, [invalid.item]);
  const redact = redactor(scene.vendor.credential, scene.account.credential);
  const ready: { items: readonly number[]; inputs: Chunk['inputs'] }[] = [];
  for (const { items, inputs: given } of chunks) {
    const put = await wholes(scene, given, items);
    if ('failure' in put) throw errorOf(scene, put.failure, items);
    ready.push({ items, ...put });
  }
  return ready.map(({ items, inputs }) => {
    const context = contextOf(scene);
    const request = operation.request(inputs as never, context);
    const { body } = request;
    const fact = facts.get(items[0]!);
    const http = encode(scene.baseUrl, request, fact, scene.vendor.patience.timeoutMs, ports);
    const file = body && 'multipart' in body ? body.multipart.file : undefined;
    const content = file?.content;
    const shown: Json = file
      ? {
          ...(body && 'multipart' in body ? body.multipart.fields : {}),
          [file.field]: {
            name: file.name,
            columns: content && 'columns' in content ? content.columns : (fact?.columns ?? []),
            rows: content && 'columns' in content ? [...content.rows].length : (fact?.rows ?? 0),
            bytes: http.upload?.length ?? 0,
          },
        }
      : showBody(http.json ?? (http.form as Json | undefined) ?? null);
    return {
      items,
      method: http.method,
      url: redact(http.url),
      retry: retryOf(operation, inputs),
      body: redactJson(shown, redact, scene.vendor.secretMembers) ?? null,
      warnings: [...new Set(items)].flatMap((item) => warnings.get(item) ?? []),
    };
  });
};
