import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../scripts/port.mts';

const run = promisify(execFile);
const STARTS_WITHIN_MS = 30_000;

/** Debian and Ubuntu keep the programs of each version in a folder of its own. */
const programs = (): string => {
  const folder = globSync('/usr/lib/postgresql/*/bin').sort().at(-1);
  if (folder === undefined) throw new Error('There is no PostgreSQL; install it with: apt-get install postgresql');
  return folder;
};

/** PostgreSQL refuses to run as root, so root runs it as the user that its package made. */
const user = (): { readonly uid?: number; readonly gid?: number } => {
  if (process.getuid!() !== 0) return {};
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
};

/** A database server of one's own, on 127.0.0.1 and in a temporary folder. */
export class Postgres {
  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly server: ChildProcess,
  ) {}

  static async start(): Promise<Postgres> {
    const bin = programs();
    const { uid, gid } = user();
    const who = { ...(uid !== undefined && { uid, gid }) };
    const folder = await mkdtemp(join(tmpdir(), 'campaign-postgres-'));
    if (uid !== undefined) await chown(folder, uid, gid!);
    await run(join(bin, 'initdb'), ['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {
      ...who,
      cwd: folder,
    });
    const port = await freePort();
    const args = ['-D', join(folder, 'data'), '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'fsync=off'];
    const server = spawn(join(bin, 'postgres'), args, { ...who, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    server.stderr!.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    const own = new Postgres(port, folder, server);
    const until = Date.now() + STARTS_WITHIN_MS;
    while (!output.includes('ready to accept connections')) {
      if (server.exitCode !== null || Date.now() > until) {
        await own.stop();
        throw new Error(`PostgreSQL did not start:\n${output}`);
      }
      await wait(50);
    }
    return own;
  }

  /** How its programs find it, as a host is given it. */
  get env() {
    return { PGHOST: '127.0.0.1', PGPORT: String(this.port), PGUSER: 'postgres', PGDATABASE: 'postgres' } as const;
  }

  /** The rows of a query. */
  async rows(query: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const args = ['-XAt', '-c', `select coalesce(json_agg(each), '[]') from (${query}) each`];
    const { stdout } = await run(join(programs(), 'psql'), args, { env: { ...process.env, ...this.env } });
    return JSON.parse(stdout) as Record<string, unknown>[];
  }

  async stop(): Promise<void> {
    if (this.server.exitCode === null) {
      const exit = once(this.server, 'exit');
      // Ends the connections, and then itself.
      this.server.kill('SIGINT');
      await exit;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
