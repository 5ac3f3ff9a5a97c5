import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorker, type N8n } from '../../../scripts/n8n-host.mts';
import { Postgres } from '../../support/postgres';
import { Redis } from '../../support/redis';
import { Server, tarball } from '../n8n/server';

/** How soon n8n gives up an execution whose worker is gone; a minute and more by default. */
const GIVEN_UP = { QUEUE_WORKER_LOCK_DURATION: '10000', QUEUE_WORKER_LOCK_RENEW_TIME: '4000', QUEUE_WORKER_STALLED_INTERVAL: '5000' };

/** n8n as companies run it: one main, some workers, Redis and PostgreSQL between them, all on this machine. */
export class QueueMode {
  private readonly workers = new Map<string, N8n>();

  private constructor(
    readonly server: Server,
    private readonly postgres: Postgres,
    private readonly redis: Redis,
    private readonly env: Readonly<Record<string, string>>,
    private readonly folder: string,
    private readonly lists: HttpServer,
  ) {}

  static async start(): Promise<QueueMode> {
    const [postgres, redis, folder] = await Promise.all([Postgres.start(), Redis.start(), mkdtemp(join(tmpdir(), 'campaign-queue-'))]);
    const env = {
      ...{ EXECUTIONS_MODE: 'queue', QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(redis.port), ...GIVEN_UP },
      ...{ DB_TYPE: 'postgresdb', DB_POSTGRESDB_HOST: '127.0.0.1', DB_POSTGRESDB_PORT: String(postgres.port), DB_POSTGRESDB_DATABASE: 'postgres' },
      ...{ DB_POSTGRESDB_USER: 'postgres', DB_POSTGRESDB_PASSWORD: 'any' },
    };
    const lists = createServer(({ url }, reply) => {
      const { searchParams } = new URL(url!, 'http://127.0.0.1');
      const people = Array.from({ length: Number(searchParams.get('count')) }, (_, i) => ({ user_id: `${searchParams.get('of')}-${i}` }));
      reply.setHeader('content-type', 'application/json').end(JSON.stringify(people));
    });
    await new Promise<void>((listening) => lists.listen(0, '127.0.0.1', listening));
    return new QueueMode(await Server.start(env), postgres, redis, env, folder, lists);
  }

  /** Starts a worker, or starts it again on what it has left. */
  async startWorker(name: string): Promise<void> {
    const userFolder = join(this.folder, name);
    this.workers.set(name, await startWorker({ userFolder, packages: [await tarball()], env: this.env }));
  }

  async stopWorker(name: string): Promise<void> {
    await this.workers.get(name)?.stop();
    this.workers.delete(name);
  }

  /** Kills a worker, like a power failure. */
  async killWorker(name: string): Promise<void> {
    await this.workers.get(name)!.kill();
    this.workers.delete(name);
  }

  /** The address of a list of so many people, the first of whom is `<of>-0`. Both may be expressions. */
  people(of: string, count: string): string {
    return `http://127.0.0.1:${(this.lists.address() as AddressInfo).port}/?of=${of}&count=${count}`;
  }

  /** The states of a workflow's executions, and when each began and ended. */
  async states(workflow: string): Promise<readonly { readonly id: number; readonly status: string; readonly startedAt: string; readonly stoppedAt: string }[]> {
    return (await this.postgres.rows(
      `select id, status, "startedAt", "stoppedAt" from execution_entity where "workflowId" = '${workflow}' order by id`,
    )) as never;
  }

  /** The sizes of the files that n8n keeps in its database, in bytes. */
  async filesInDatabase(): Promise<readonly number[]> {
    const rows = await this.postgres.rows('select octet_length(data) as bytes from binary_data');
    return rows.map(({ bytes }) => Number(bytes));
  }

  async stop(): Promise<void> {
    for (const name of [...this.workers.keys()]) await this.stopWorker(name);
    await this.server.stop();
    this.lists.close();
    await Promise.all([this.postgres.stop(), this.redis.stop(), rm(this.folder, { recursive: true, force: true })]);
  }
}
