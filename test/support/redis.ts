import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../scripts/port.mts';

const STARTS_WITHIN_MS = 30_000;

/** A Redis of one's own, on 127.0.0.1 and in a temporary folder; nothing of it is kept. */
export class Redis {
  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly server: ChildProcess,
  ) {}

  static async start(): Promise<Redis> {
    const folder = await mkdtemp(join(tmpdir(), 'campaign-redis-'));
    const port = await freePort();
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
    const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    server.stdout!.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    let failure: Error | undefined;
    server.on('error', (error) => {
      failure = error;
    });
    const own = new Redis(port, folder, server);
    const until = Date.now() + STARTS_WITHIN_MS;
    while (!output.includes('Ready to accept connections')) {
      if (failure) throw new Error('There is no Redis; install it with: apt-get install redis-server', { cause: failure });
      if (server.exitCode !== null || Date.now() > until) {
        await own.stop();
        throw new Error(`Redis did not start:\n${output}`);
      }
      await wait(50);
    }
    return own;
  }

  async stop(): Promise<void> {
    if (this.server.exitCode === null) {
      const exit = once(this.server, 'exit');
      this.server.kill('SIGTERM');
      await exit;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
