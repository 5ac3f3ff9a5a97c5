import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyChunks, drain, isRecord } from './body';

declare module 'fastify' {
  interface FastifyRequest {
    fault?: Fault;
  }
}

/** What can go wrong, on request. */
export type Fault =
  /** Answer this instead, also with 200 and an error inside. */
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
  | { kind: 'rateLimit'; retryAfterSeconds?: number; withHeaders?: boolean }
  /** Takes the request, does nothing, never answers. */
  | { kind: 'timeoutBefore' }
  /** Does everything, never answers. */
  | { kind: 'timeoutAfter' }
  /** Resets the connection before anything is done, after so many bytes of the body (0: at once). */
  | { kind: 'resetBefore'; afterBytes?: number }
  /** Does everything, then resets the connection. */
  | { kind: 'resetAfter' }
  /** Sends only the first bytes of the answer, then breaks off; `clean` ends as if that were all. */
  | { kind: 'truncate'; bytes: number; clean?: boolean }
  /** The token of this request expires just before it is looked at. */
  | { kind: 'expireToken' }
  /** Answers this much later. */
  | { kind: 'slow'; ms: number }
  /** Says yes and forgets the batch. */
  | { kind: 'acceptAndDrop' };

const KINDS: readonly Fault['kind'][] = [
  'status',
  'rateLimit',
  'timeoutBefore',
  'timeoutAfter',
  'resetBefore',
  'resetAfter',
  'truncate',
  'expireToken',
  'slow',
  'acceptAndDrop',
];

export interface FaultRule {
  id: number;
  vendor?: string;
  match: { method?: string; path?: string };
  /** How many more requests it hits; null: every one. */
  times: number | null;
  /** How many matching requests it lets pass first. */
  skip: number;
  hits: number;
  fault: Fault;
}

/** The faults that are switched on. */
export class FaultBoard {
  private rules: FaultRule[] = [];
  private nextId = 1;

  /** Adds a rule from a control request. Throws an Error that says what is wrong with it. */
  add(input: unknown): FaultRule {
    if (!isRecord(input)) throw new Error('Expected an object with a "fault"');
    const match = isRecord(input.match) ? input.match : {};
    const rule: FaultRule = {
      id: this.nextId++,
      match: {
        ...(typeof match.method === 'string' && { method: match.method.toUpperCase() }),
        ...(typeof match.path === 'string' && { path: match.path }),
      },
      times: input.times === undefined ? 1 : input.times === null ? null : count(input.times, 'times'),
      skip: input.skip === undefined ? 0 : count(input.skip, 'skip'),
      hits: 0,
      fault: readFault(input.fault),
    };
    if (typeof input.vendor === 'string') rule.vendor = input.vendor;
    pathTest(rule.match.path);
    this.rules.push(rule);
    return rule;
  }

  list(): FaultRule[] {
    return this.rules;
  }

  remove(id: number): boolean {
    const before = this.rules.length;
    this.rules = this.rules.filter((rule) => rule.id !== id);
    return this.rules.length < before;
  }

  clear(): void {
    this.rules = [];
  }

  /** The fault for this request, if one is due: the oldest rule that matches and has hits left. */
  take(vendor: string, method: string, path: string): Fault | undefined {
    for (const rule of this.rules) {
      if (rule.times === 0) continue;
      if (rule.vendor && rule.vendor !== vendor) continue;
      if (rule.match.method && rule.match.method !== method) continue;
      if (!pathTest(rule.match.path)(path)) continue;
      if (rule.skip > 0) {
        rule.skip--;
        continue;
      }
      rule.hits++;
      if (rule.times !== null) rule.times--;
      return rule.fault;
    }
    return undefined;
  }
}

/** `/.../` is a regular expression, anything else a part of the path. */
function pathTest(path: string | undefined): (url: string) => boolean {
  if (path === undefined) return () => true;
  const expression = /^\/(.+)\/([i]?)$/.exec(path);
  if (!expression) return (url) => url.includes(path);
  const test = new RegExp(expression[1] as string, expression[2]);
  return (url) => test.test(url);
}

function count(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw new Error(`"${name}" must be a whole number from 0`);
  return value;
}

function readFault(value: unknown): Fault {
  if (!isRecord(value) || !KINDS.includes(value.kind as Fault['kind'])) {
    throw new Error(`"fault.kind" must be one of ${KINDS.join(', ')}`);
  }
  if (value.kind === 'status') {
    const status = count(value.status, 'fault.status');
    if (status < 200 || status > 599) throw new Error('"fault.status" must be from 200 to 599');
  }
  if (value.kind === 'truncate') count(value.bytes, 'fault.bytes');
  if (value.kind === 'slow') count(value.ms, 'fault.ms');
  return value as unknown as Fault;
}

/** Reads the header `X-Sandbox-Fault`: `timeoutAfter`, or with a number `status:503`, `rateLimit:2`, `truncate:40`, `slow:500`. */
export function faultFromHeader(header: string | string[] | undefined): Fault | undefined {
  if (typeof header !== 'string') return undefined;
  const [kind, text] = header.split(':');
  const number = Number(text ?? 0);
  return readFault({
    kind,
    ...(kind === 'status' && { status: number || 500 }),
    ...(kind === 'rateLimit' && { retryAfterSeconds: number, withHeaders: true }),
    ...(kind === 'truncate' && { bytes: number }),
    ...(kind === 'slow' && { ms: number }),
    ...(kind === 'resetBefore' && { afterBytes: number }),
  });
}

/** A promise that is never kept: the request hangs until its sender gives up. */
const silence = (): Promise<never> => new Promise(() => {});

/** Faults that strike before the vendor sees the request. Answers true when the vendor must not see it. */
export async function strikeBefore(fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  switch (fault.kind) {
    case 'status':
      await drain(request);
      void reply.code(fault.status).headers(fault.headers ?? {});
      if (typeof fault.body === 'string') void reply.send(fault.body);
      else void reply.type('application/json').send(JSON.stringify(fault.body ?? { error: `Fault: ${fault.status}` }));
      return true;
    case 'rateLimit': {
      await drain(request);
      const wait = fault.retryAfterSeconds ?? 1;
      if (fault.withHeaders !== false) {
        void reply.headers({ 'retry-after': String(wait), 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(wait) });
      }
      void reply
        .code(429)
        .type('application/json')
        .send(JSON.stringify({ error_message: 'Too many requests' }));
      return true;
    }
    case 'timeoutBefore':
      await drain(request);
      reply.hijack();
      return true;
    case 'resetBefore': {
      reply.hijack();
      const { socket } = request.raw;
      if (!fault.afterBytes) {
        socket.resetAndDestroy();
        return true;
      }
      let seen = 0;
      for await (const chunk of bodyChunks(request)) {
        seen += chunk.length;
        if (seen >= fault.afterBytes) break; // leaving the loop closes the connection
      }
      socket.resetAndDestroy();
      return true;
    }
    case 'slow':
      await new Promise((wake) => setTimeout(wake, fault.ms).unref());
      return false;
    default:
      return false;
  }
}

/** Faults that strike when the answer is ready. The promise of a swallowed answer never settles. */
export async function strikeAfter(fault: Fault, request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (fault.kind === 'timeoutAfter' || fault.kind === 'resetAfter') {
    if (request.wire) request.wire.swallowedStatus = reply.statusCode;
    if (fault.kind === 'resetAfter') request.raw.socket.resetAndDestroy();
    return silence();
  }
  if (fault.kind !== 'truncate') return payload;
  return fault.clean ? shorten(payload, fault.bytes, reply) : breakOff(payload, fault.bytes, request, reply);
}

async function* firstBytes(payload: unknown, limit: number): AsyncGenerator<Buffer> {
  let left = limit;
  const source = payload instanceof Readable ? payload : [payload ?? ''];
  for await (const piece of source as AsyncIterable<string | Buffer>) {
    const part = Buffer.from(piece as string).subarray(0, left);
    left -= part.length;
    yield part;
    if (left <= 0) return;
  }
}

function shorten(payload: unknown, limit: number, reply: FastifyReply): Readable {
  void reply.removeHeader('content-length');
  return Readable.from(firstBytes(payload, limit));
}

async function breakOff(payload: unknown, limit: number, request: FastifyRequest, reply: FastifyReply): Promise<never> {
  const { raw } = reply;
  // The full length is promised where it is known, so that the break is visible to a client who looks.
  if (typeof payload === 'string') void reply.header('content-length', Buffer.byteLength(payload));
  raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>);
  raw.flushHeaders();
  for await (const piece of firstBytes(payload, limit)) {
    if (!raw.write(piece)) await Promise.race([once(raw, 'drain'), once(raw, 'close')]);
  }
  if (request.wire) request.wire.status = reply.statusCode;
  // An empty write tells when everything before it has left.
  raw.write('', () => raw.socket?.destroy());
  return silence();
}
