import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance, type FastifyServerFactory } from 'fastify';
import { roster } from './roster';
import { Activity } from './search/activity';
import { MessageIndex } from './search/messageIndex';
import { listMessages, type MessageList } from './search/messageList';
import type { Query } from './search/query';
import { searchRoutes } from './search/routes';
import { makersIn } from './search/sources';
import type { AcceptedView } from './server/accepted';
import { answerView } from './server/answers';
import { BodyError, drain } from './server/body';
import { inUrl, ownNames, ownNamesOnly } from './server/callers';
import { controlRoutes, overview, vendorControls, type Controls } from './server/control';
import { currentRequest } from './server/current';
import { PageEvents } from './server/events';
import { faultFromHeader } from './server/faultKinds';
import { FaultBoard } from './server/faults';
import { frontServer, LazyApp } from './server/front';
import { Journal, type WireEntry } from './server/journal';
import { pageRoutes } from './server/page';
import { plugin } from './server/plugin';
import { harmlessUrl } from './server/secrets';
import { strikeAfter } from './server/strikeAfter';
import { strikeBefore } from './server/strikeBefore';
import { inVendorWords } from './server/wording';
import { Vendors } from './server/vendors';
import type { World } from './server/world';

export type { MessageList } from './search/messageList';
export type { MessageRecord } from './search/records';
export type { AcceptedView } from './server/accepted';
export type { Fault } from './server/faultKinds';
export type { FaultRule } from './server/faults';
export type { WireEntry } from './server/journal';
export type { BatchView, MessagePage, MessageView } from './server/world';

export interface SandboxOptions {
  /** 0 (default): any free port. */
  port?: number;
  host?: string;
  /** Additional host names: localhost, loopback addresses and the address it listens on are always accepted. */
  allowHosts?: readonly string[];
  /** The clock, in milliseconds. All states are derived from it. */
  now?: () => number;
  /** Demo campaigns and some history (default true). The demo account exists either way. */
  seed?: boolean;
  /** Where uploads are spooled, in a separate folder that is removed on close. Default: the system's temporary folder. */
  dataDir?: string;
  /** One log line per request on standard output. */
  log?: boolean;
}

export interface Sandbox {
  /** `http://host:port` */
  readonly url: string;
  readonly port: number;
  /** Base URL for an account, by vendor ID. */
  readonly baseUrls: Readonly<Record<string, string>>;
  /** The journal of requests, oldest first. */
  requests(): WireEntry[];
  /** What each vendor has accepted so far, by vendor ID; or what a given one has. */
  accepted(): Readonly<Record<string, AcceptedView>>;
  accepted(vendor: string): AcceptedView;
  /** What `GET /_sandbox/messages` answers, by its parameters. */
  messages(query?: Query): Promise<MessageList>;
  close(): Promise<void>;
}

/** Starts the sandbox: the vendors, the control routes and the outbox page on one local port. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', allowHosts = [], now = Date.now, seed = true, log = false } = options;
  const names = ownNames(host, allowHosts);
  if (options.dataDir !== undefined) await mkdir(options.dataDir, { recursive: true });
  const spoolDir = await mkdtemp(join(options.dataDir ?? tmpdir(), 'campaign-sandbox-'));

  const pageEvents = new PageEvents(() => {
    const { batches, vendors: shown, faults: rules } = overview(controls, '');
    return JSON.stringify([batches, shown.map(({ quota, uploads }) => [quota, uploads]), rules]);
  });
  let advanced = 0;
  const journal = new Journal();
  const world: World = {
    now: () => now() + advanced,
    spoolDir,
    changed: () => pageEvents.changed(),
    made: (kind, id) => journal.addMade(currentRequest.getStore(), kind, id),
  };
  const faults = new FaultBoard();
  const vendors = new Vendors(roster, world, seed);
  const index = new MessageIndex(vendors);
  const activity = new Activity(world.now());

  const controls: Controls = {
    vendors,
    journal,
    faults,
    now: world.now,
    advance: (ms) => void (advanced += ms),
    reset: async () => {
      advanced = 0;
      faults.clear();
      journal.clear();
      await vendors.reset();
      activity.restart(world.now());
    },
    changed: () => pageEvents.changed(),
    listen: (reply) => pageEvents.listen(reply),
    forget: () => index.clear(),
  };

  const build = (serverFactory?: FastifyServerFactory): FastifyInstance => {
    const app = fastify({
      ...(serverFactory && { serverFactory }),
      logger: log && { serializers: { req: ({ method, url }) => ({ method, url: harmlessUrl(url) }) } },
      forceCloseConnections: true, // hung requests and open pages must not delay shutdown
      rewriteUrl: (request) => (request.url ?? '/').replace(/^(\/[\w-]+)\/\/+/, '$1/'), // a vendor's own sample has "//api"
      // An invalid identifier of any length gets the vendor's answer for an unknown one.
      routerOptions: { maxParamLength: 20_000 },
      // Uploads of a gigabyte over a slow connection take longer than Node's five minutes.
      requestTimeout: 0,
    });
    // Routes read the bodies themselves, because only they know whether to parse or to stream.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    ownNamesOnly(app, names);
    app.setErrorHandler(async (error, _request, reply) => {
      if (error instanceof BodyError) return reply.code(error.status).send({ error_message: error.message });
      app.log.error(error);
      if (log === false) console.error(error);
      return reply.code(500).send({ error: 'The sandbox itself failed; see its output' });
    });
    app.setNotFoundHandler(async (request, reply) => {
      await drain(request);
      return reply.code(404).send({ status: 404, error: 'Not Found' });
    });
    return app;
  };

  const vendorApps = new Map(
    vendors.bare().map(([id, server]) => [
      id,
      new LazyApp(() => {
        const app = build();
        wireHooks(app, { journal, faults, vendors, world, activity });
        app.register(plugin(id, (scope) => server.routes(scope)));
        app.register(
          plugin(`control of ${id}`, (scope) => vendorControls(scope, id, server, controls)),
          { prefix: `/_sandbox/${id}` },
        );
        return app;
      }),
    ]),
  );
  const app = build((handler, { keepAliveTimeout, requestTimeout }: Pick<ServerOptions, 'keepAliveTimeout' | 'requestTimeout'>) =>
    frontServer((url) => vendorApps.get(vendorIn(url) ?? ''), handler, { keepAliveTimeout, requestTimeout }),
  );
  app.get('/healthz', async () => ({ ok: true }));
  pageRoutes(app);
  app.register(
    plugin('control', (scope) => controlRoutes(scope, controls)),
    { prefix: '/_sandbox' },
  );
  app.register(
    plugin('search', (scope) => searchRoutes(scope, { vendors, journal, index, activity, now: world.now })),
    { prefix: '/_sandbox' },
  );

  try {
    await app.listen({ port, host });
  } catch (error) {
    await rm(spoolDir, { recursive: true, force: true });
    throw error;
  }
  const actual = (app.server.address() as AddressInfo).port;
  const url = `http://${inUrl(host)}:${actual}`;
  return {
    url,
    port: actual,
    baseUrls: Object.fromEntries(roster.map(({ id, segments }) => [id, `${url}/${segments[0] ?? id}`])),
    requests: () => journal.list(),
    accepted: acceptedBy(vendors),
    messages: async (query = {}) => listMessages(await index.fresh(), query, makersIn(journal)),
    close: async () => {
      pageEvents.close();
      await app.close();
      await Promise.all([...vendorApps.values()].map((each) => each.close()));
      await rm(spoolDir, { recursive: true, force: true });
    },
  };
}

const VENDOR_OF: ReadonlyMap<string, string> = new Map(roster.flatMap(({ id, segments }) => segments.map((segment) => [segment, id] as const)));
/** The first two segments of a path. */
const firstSegments = (url: string): string[] => url.split(/[/?]/, 3).slice(1);

/** The vendor whose routes have this URL: its own, or those that control it. */
function vendorIn(url: string): string | undefined {
  const [first = '', second] = firstSegments(url);
  return first === '_sandbox' ? second : VENDOR_OF.get(first);
}

interface Wiring {
  readonly journal: Journal;
  readonly faults: FaultBoard;
  readonly vendors: Vendors;
  readonly world: World;
  readonly activity: Activity;
}

/** Records every vendor request in the journal, and applies the faults before and after the vendor. */
function wireHooks(app: FastifyInstance, { journal, faults, vendors, world, activity }: Wiring): void {
  const arrivals = new WeakMap<WireEntry, number>();

  app.addHook('onRequest', async (request, reply) => {
    const vendor = VENDOR_OF.get(firstSegments(request.url)[0] ?? '');
    if (vendor === undefined) return undefined;
    const server = vendors.of(vendor);
    const entry = journal.open(vendor, request.raw, world.now());
    // The vendors use one clock for their data and for their answers' dates.
    reply.header('date', new Date(world.now()).toUTCString()).header('x-campaign-sandbox', '1');
    request.wire = entry;
    arrivals.set(entry, performance.now());
    activity.request(entry.at);
    request.journal = journal;
    let fault;
    try {
      fault = faultFromHeader(request.headers['x-sandbox-fault']) ?? faults.take(vendor, request.method, request.url, world.now());
    } catch (error) {
      return reply.code(400).send({ error: `X-Sandbox-Fault: ${(error as Error).message}` });
    }
    if (!fault) return undefined;
    entry.fault = fault.kind;
    if (/^(?:early|timeout|reset)/.test(fault.kind)) activity.failure(entry.at);
    request.fault = fault;
    if (fault.kind === 'expireToken') server?.expireToken(request.headers.authorization ?? '');
    return (await strikeBefore(inVendorWords(server, fault), request, reply)) ? reply : undefined;
  });

  // After the hook that creates a vendor's initial data, which come from nobody's request.
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.wire) currentRequest.run(request.wire, done);
    else done();
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const { fault, wire } = request;
    if (wire) wire.answer = answerView(reply, payload);
    if (!fault) return payload;
    const struck = await strikeAfter(fault, request, reply, payload);
    if (wire && struck !== payload) wire.answer = answerView(reply, struck);
    return struck;
  });

  app.addHook('onResponse', async (request, reply) => {
    if (!request.wire) return;
    if (reply.raw.headersSent) request.wire.status = reply.statusCode;
    request.wire.ms = Math.round(performance.now() - (arrivals.get(request.wire) ?? 0));
    if (request.wire.status === null || request.wire.status >= 400) activity.failure(request.wire.at);
    world.changed();
  });
}

function acceptedBy(vendors: Vendors): Sandbox['accepted'] {
  function accepted(): Readonly<Record<string, AcceptedView>>;
  function accepted(vendor: string): AcceptedView;
  function accepted(vendor?: string): AcceptedView | Readonly<Record<string, AcceptedView>> {
    if (vendor === undefined) return Object.fromEntries(vendors.all().map(([id, { server }]) => [id, server.accepted.view()]));
    const server = vendors.of(vendor);
    if (!server) throw new Error(`There is no vendor ${vendor}`);
    return server.accepted.view();
  }
  return accepted;
}
