import type { Call, Planned } from '../catalogue/call';
import { requestContextOf } from './callContext';
import { check } from './check';
import type { Chunk } from '../request/chunk';
import { encode } from '../request/encode';
import type { CampaignError } from '../base/errors';
import { checkContextOf, errorOf, retryOf, type RequestContext } from '../request/context';
import type { FileFacts } from '../validate/inspect';
import type { Json } from '../base/json';
import { wholes } from './readModifyWrite';
import type { Ports } from '../base/ports';
import { targetOf } from '../request/target';

const MOST_SHOWN = 5;

/** A body for people to review: long lists shortened, files reduced to their facts. */
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

/** What a call would send, and what is wrong with the rest. */
export interface Plan {
  readonly requests: readonly Planned[];
  readonly invalid: readonly { readonly item: number; readonly error: CampaignError }[];
}

/**
 * What `execute` would send with `continueOnFail`; sends nothing.
 * @throws CampaignError `validation` for all items, if the account is not complete or *Stop Above* requires it
 */
export const planAll = async (call: Call, ports: Ports): Promise<Plan> => {
  const context = requestContextOf(call, ports);
  const { chunks, facts, failures, warnings, stop } = await check(context, call);
  const invalid = failures.map(({ item, failure }) => ({ item, error: errorOf(context, failure, [item]) }));
  if (stop) {
    if (invalid.length === 0) throw errorOf(context, stop);
    const stopped = new Set(chunks.flatMap(({ items }) => items));
    return { requests: [], invalid: [...invalid, ...[...stopped].map((item) => ({ item, error: errorOf(context, stop) }))] };
  }
  const ready: { items: readonly number[]; inputs: Chunk['inputs'] }[] = [];
  for (const { items, inputs: given } of chunks) {
    const put = await wholes(context, given, items);
    if ('failure' in put) invalid.push(...items.map((item) => ({ item, error: errorOf(context, put.failure, items) })));
    else ready.push({ items, ...put });
  }
  return { requests: ready.map((each) => planned(context, each, facts, warnings)), invalid };
};

/**
 * What `execute` would send; sends nothing.
 * @throws CampaignError `validation` for the first invalid item, or for all items if *Stop Above* requires it
 */
export const plan = async (call: Call, ports: Ports): Promise<readonly Planned[]> => {
  const { requests, invalid } = await planAll(call, ports);
  const [first] = invalid;
  if (first) throw first.error;
  return requests;
};

/** One request as it would be sent. */
const planned = (
  context: RequestContext,
  { items, inputs }: { readonly items: readonly number[]; readonly inputs: Chunk['inputs'] },
  facts: ReadonlyMap<number, FileFacts>,
  warnings: ReadonlyMap<number, readonly string[]>,
): Planned => {
  const { operation, ports, secrets } = context;
  const target = targetOf(context.vendor, context.account.credential, ports.addresses);
  const checkContext = checkContextOf(context);
  const request = operation.request(inputs, checkContext);
  const { body } = request;
  const fact = facts.get(items[0]!);
  const http = encode(context.baseUrl, request, fact, context.vendor.patience.timeoutMs, ports);
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
    url: secrets.text(http.url),
    retry: retryOf(operation, inputs, checkContext),
    body: secrets.told(shown),
    warnings: [...new Set(items)].flatMap((item) => warnings.get(item) ?? []),
    ...(target !== undefined && { target }),
  };
};
