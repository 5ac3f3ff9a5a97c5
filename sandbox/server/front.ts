import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A vendor's routes, which are built when the first request needs them. */
export class LazyApp {
  private ready: FastifyInstance | undefined;
  private starting: Promise<FastifyInstance> | undefined;

  /** @param build adds the routes; called once */
  constructor(private readonly build: () => FastifyInstance) {}

  handle(request: IncomingMessage, response: ServerResponse): void {
    if (this.ready) this.ready.routing(request, response);
    else
      this.start().then(
        (app) => app.routing(request, response),
        (error: unknown) => response.destroy(error as Error),
      );
  }

  async close(): Promise<void> {
    await (await this.starting)?.close();
  }

  private start(): Promise<FastifyInstance> {
    return (this.starting ??= (async () => {
      const app = this.build();
      await app.ready();
      return (this.ready = app);
    })());
  }
}

/**
 * The server in front of the vendors: a sandbox is started for every test, and most requests are for one vendor, so that building the routes of all of them
 * would take longer than everything else.
 *
 * @param find the routes for a URL, if they are a vendor's
 * @param others handles everything else
 * @param timeouts those of Fastify, which does not apply them to a server that it did not create
 */
export function frontServer(find: (url: string) => LazyApp | undefined, others: Handler, timeouts: ServerOptions): Server {
  return createServer(timeouts, (request, response) => {
    const vendor = find(request.url ?? '/');
    if (vendor) vendor.handle(request, response);
    else others(request, response);
  });
}
