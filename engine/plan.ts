import type { Call, Planned } from './call';
import { check, sceneOf } from './check';
import type { Chunk } from './chunk';
import { encode } from './encode';
import { contextOf, errorOf, retryOf } from './exchange';
import type { Json } from './json';
import { wholes } from './onto';
import type { Ports } from './ports';
import { redactJson, redactor } from './redact';
import { targetOf } from './target';

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
 * What `execute` would send, with nothing sent.
 * @throws CampaignError `validation` for the first invalid item, or for all of them where *Stop Above* says so
 */
export const plan = async (call: Call, ports: Ports): Promise<readonly Planned[]> => {
  const scene = sceneOf(call, ports);
  const { operation } = scene;
  const { chunks, facts, failures, warnings, stop } = await check(scene, call);
  const [invalid] = failures;
  if (invalid) throw errorOf(scene, invalid.failure, [invalid.item]);
  if (stop) throw errorOf(scene, stop);
  const redact = redactor(scene.vendor.credential, scene.account.credential);
  const target = targetOf(scene.vendor, scene.account.credential);
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
      retry: retryOf(operation, inputs, context),
      body: redactJson(shown, redact, scene.vendor.secretMembers) ?? null,
      warnings: [...new Set(items)].flatMap((item) => warnings.get(item) ?? []),
      ...(target !== undefined && { target }),
    };
  });
};
