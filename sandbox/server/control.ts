import type { FastifyInstance, FastifyReply } from 'fastify';
import { isRecord, readJson } from './body';
import { ownPagesOnly } from './callers';
import type { FaultBoard } from './faults';
import type { Journal } from './journal';
import type { Vendors } from './vendors';
import type { BatchView, VendorServer } from './world';

/** What the control routes can access. */
export interface Controls {
  readonly vendors: Vendors;
  readonly journal: Journal;
  readonly faults: FaultBoard;
  now(): number;
  advance(ms: number): void;
  reset(): Promise<void>;
  changed(): void;
  listen(reply: FastifyReply): void;
  /** Forgets copies of what a control route may have changed. */
  forget(): void;
}

const LISTED_BATCHES = 200;

/** Everything the outbox page shows, in one answer. */
export function overview(controls: Controls, origin: string) {
  const played = controls.vendors.all();
  const vendors = played.map(([id, { label, server }]) => ({
    id,
    label,
    account: server.account(origin),
    operations: server.operations ?? [],
    campaigns: server.campaigns(),
    quota: server.quota(),
    settings: server.settings(),
    uploads: server.uploads(),
  }));
  const batches: BatchView[] = played.flatMap(([, { server }]) => server.batches());
  batches.sort((a, b) => b.createdAt - a.createdAt);
  return {
    now: controls.now(),
    vendors,
    batchCount: batches.length,
    batches: batches.slice(0, LISTED_BATCHES),
    faults: controls.faults.list(),
  };
}

/** The routes under `/_sandbox`, with which tests and the outbox page control the sandbox. They do not belong to any vendor. */
export function controlRoutes(app: FastifyInstance, controls: Controls): void {
  byHand(app, controls);

  app.get('/overview', async (request) => overview(controls, originOf(request.headers.host)));
  app.get('/events', (_request, reply) => controls.listen(reply));

  app.get('/requests', async () => ({ requests: controls.journal.list() }));
  app.delete('/requests', async () => {
    controls.journal.clear();
    return { requests: [] };
  });

  app.get<{ Querystring: { vendor?: string } }>('/accepted', async ({ query: { vendor } }, reply) => {
    if (vendor === undefined) return Object.fromEntries(controls.vendors.all().map(([id, { server }]) => [id, server.accepted.view()]));
    return controls.vendors.of(vendor)?.accepted.view() ?? reply.code(404).send({ error: 'No such vendor' });
  });

  app.get('/faults', async () => ({ faults: controls.faults.list() }));
  app.post('/faults', async (request, reply) => {
    try {
      return reply.code(201).send(controls.faults.add(await readJson(request)));
    } catch (error) {
      return reply.code(400).send({ error: (error as Error).message });
    }
  });
  app.delete('/faults', async () => {
    controls.faults.clear();
    return { faults: [] };
  });
  app.delete<{ Params: { id: string } }>('/faults/:id', async (request, reply) => {
    if (!controls.faults.remove(Number(request.params.id))) return reply.code(404).send({ error: 'No such fault' });
    return { faults: controls.faults.list() };
  });

  app.get('/clock', async () => ({ now: controls.now() }));
  app.post('/clock', async (request, reply) => {
    const body = await readJson(request);
    const ms = isRecord(body) ? body.advanceMs : undefined;
    if (typeof ms !== 'number' || !Number.isFinite(ms) || ms < 0) {
      return reply.code(400).send({ error: '"advanceMs" must be a number from 0' });
    }
    controls.advance(ms);
    return { now: controls.now() };
  });
  app.post('/reset', async () => {
    await controls.reset();
    return { now: controls.now() };
  });
}

/** The routes under `/_sandbox/<vendor>`: those of every vendor, and its own. */
export function vendorControls(app: FastifyInstance, id: string, server: VendorServer, controls: Controls): void {
  byHand(app, controls);
  app.addHook('onRequest', async () => void controls.vendors.of(id));
  app.get('/settings', async () => server.settings());
  app.post('/settings', async (request, reply) => {
    const body = await readJson(request);
    const wrong = isRecord(body) ? server.change(body) : ['(not an object)'];
    if (wrong.length) return reply.code(400).send({ error: `Not a setting, or not a value that it takes: ${wrong.join(', ')}` });
    return server.settings();
  });
  app.get('/quota', async () => server.quota());
  app.post('/expire-tokens', async () => {
    server.expireToken();
    return { expired: true };
  });
  app.get('/batches', async () => ({ batches: server.batches() }));
  app.get<{ Params: { id: string } }>('/batches/:id', async (request, reply) => {
    const batch = server.batches().find(({ id }) => id === request.params.id);
    return batch ?? reply.code(404).send({ error: 'No such batch' });
  });
  app.get<{ Params: { id: string }; Querystring: { offset?: string; limit?: string } }>('/batches/:id/messages', async (request, reply) => {
    const offset = Math.max(0, Math.trunc(Number(request.query.offset ?? 0)) || 0);
    const limit = Math.min(200, Math.max(1, Math.trunc(Number(request.query.limit ?? 50)) || 50));
    const page = await server.messages(request.params.id, offset, limit);
    return page ?? reply.code(404).send({ error: 'No such batch' });
  });
  server.control(app);
}

/** What is changed by hand comes from this sandbox's own pages only, and appears on them immediately. */
function byHand(app: FastifyInstance, controls: Controls): void {
  ownPagesOnly(app);
  // Before the caller hears of it, who may look at once. Faults and the clock change no message by themselves.
  app.addHook('onSend', async ({ method, url }) => {
    if (method !== 'GET' && !/^\/_sandbox\/(?:faults|clock)\b/.test(url)) controls.forget();
  });
  app.addHook('onResponse', async (request) => {
    if (request.method !== 'GET') controls.changed();
  });
}

/** The URL by which the caller knows this server. */
export function originOf(host: string | undefined): string {
  return `http://${host ?? '127.0.0.1'}`;
}
