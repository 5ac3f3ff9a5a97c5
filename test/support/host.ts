import { createHash } from 'node:crypto';
import {
  execute,
  isFailed,
  session,
  type Account,
  type AnyVendor,
  type Call,
  type HttpReply,
  type HttpRequest,
  type Json,
  type JsonObject,
  type Outcome,
  type Ports,
  type Send,
} from '../../engine';
import { addresses } from '../../ports/addresses';
import { csv } from '../../ports/csv';
import { recurrence } from '../../ports/recurrence';
import { zip } from '../../ports/zip';
import { fetchSend } from './fetchSend';

/** A moment that tests start at: 2026-01-15, 12:00 UTC. */
export const NOON = Date.UTC(2026, 0, 15, 12);

export interface TestHost {
  readonly ports: Ports;
  /** Waits that were asked for, in milliseconds; the clock goes on by each. */
  readonly slept: number[];
  readonly logged: string[];
  readonly clock: { now: number };
}

/** Ports with a clock that goes on only by waiting. */
export const testHost = (over: Partial<Ports> = {}): TestHost => {
  const slept: number[] = [];
  const logged: string[] = [];
  const clock = { now: NOON };
  const never: Send = () => Promise.reject(new Error('This test sends nothing'));
  const ports: Ports = {
    vendor: never,
    unauthenticated: never,
    now: () => clock.now,
    async sleep(ms, signal) {
      if (signal?.aborted) throw signal.reason;
      slept.push(ms);
      clock.now += ms;
    },
    random: () => 0.5,
    log: (_, message) => void logged.push(message),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    csv,
    zip,
    recurrence,
    addresses,
    timeZone: 'Europe/Paris',
    ...over,
  };
  return { ports, slept, logged, clock };
};

/** A `Send` that gives prepared answers in turn (the last one for good), dated as HTTP servers do, and keeps what it was asked. */
export const scripted = (...answers: (Partial<HttpReply> | Error)[]): Send & { readonly requests: HttpRequest[]; readonly bodies: string[] } => {
  const requests: HttpRequest[] = [];
  const bodies: string[] = [];
  const send: Send = async (request) => {
    requests.push(request);
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    if (answer instanceof Error) throw answer;
    if (request.upload) {
      let body = '';
      for await (const piece of request.upload.open()) body += typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8');
      bodies.push(body);
    }
    return { status: 200, headers: { date: new Date(NOON).toUTCString() }, body: null, ...answer };
  };
  return Object.assign(send, { requests, bodies });
};

export const collect = async <T>(all: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const each of all) list.push(each);
  return list;
};

export const run = (call: Call, ports: Ports): Promise<Outcome[]> => collect(execute(call, ports));

export const rowsOf = async (outcome: Outcome | undefined): Promise<JsonObject[]> => {
  if (outcome?.state !== 'done' || outcome.output.kind === 'object') throw new Error(`No rows: ${JSON.stringify(outcome)}`);
  return (await collect(outcome.output.rows())).flat();
};

export const failureIn = (outcome: Outcome | undefined) => {
  if (!outcome || !isFailed(outcome)) throw new Error(`It did not fail: ${JSON.stringify(outcome)}`);
  return outcome.error;
};

export const jsonOf = (outcome: Outcome | undefined): JsonObject => {
  if (!outcome || isFailed(outcome) || outcome.output.kind !== 'object') throw outcome && isFailed(outcome) ? outcome.error : new Error('No object');
  return outcome.output.json;
};

/** A complete account made from the credential's own placeholders and defaults. */
export const sampleAccount = (vendor: AnyVendor, over: JsonObject = {}): Account => ({
  id: `${vendor.id}-${Math.random()}`,
  credential: {
    ...Object.fromEntries(
      Object.entries(vendor.credential).map(([name, field]) => [
        name,
        ('default' in field ? (field.default as Json) : undefined) ?? field.placeholder ?? `test-${name}`,
      ]),
    ),
    ...over,
  },
});

/** Ports that speak to a real server with the engine's own session. */
export const liveHost = (vendor: AnyVendor, account: Account, over: Partial<Ports> = {}): TestHost => {
  const host = testHost({ unauthenticated: fetchSend, ...over });
  const live: TestHost = { ...host, ports: { ...host.ports, now: over.now ?? Date.now } };
  return { ...live, ports: { ...live.ports, vendor: over.vendor ?? session(vendor, account, live.ports.unauthenticated, live.ports) } };
};

/** A file in memory. */
export const fileOf = (content: string | Uint8Array, name = 'people.csv', size?: number) => ({
  name,
  ...(size !== undefined && { size }),
  async *open(): AsyncGenerator<Uint8Array> {
    yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
  },
});
