import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Memory of a process after a collection, in bytes. */
export interface Held {
  /** What JavaScript holds: objects, buffers and the like. */
  readonly held: number;
  /** What the machine gives it for that; most of it depends on when V8 last collected. */
  readonly rss: number;
  /** Entries of messages that failed and did not come back, which Node-RED remembers in case they do. */
  readonly remembered: number;
}

/** How much memory a host holds. Its heap at any moment says nothing, as it is full of what has not been collected yet; so it is asked to collect first. */
export class Heap {
  private readonly file: string;

  /** @param folder where the host writes it down */
  constructor(folder: string) {
    this.file = join(folder, 'heap.json');
  }

  /** What the host is to be started with. */
  get env(): Readonly<Record<string, string>> {
    return { NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, 'collect.cjs'))}`, SOAK_HEAP: this.file };
  }

  async heldBy(pid: number, remembered = 0): Promise<Held> {
    await rm(this.file, { force: true });
    process.kill(pid, 'SIGWINCH');
    while (!existsSync(this.file)) await wait(50);
    const { heapUsed, external, rss } = JSON.parse(await readFile(this.file, 'utf8')) as NodeJS.MemoryUsage;
    return { held: heapUsed + external, rss, remembered };
  }
}
