import type { SandboxOptions } from '../../../sandbox/index';
import { peakBytes } from './peak';

interface Running {
  readonly url: string;
  readonly baseUrls: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A sandbox in a process of its own: says where it is, and when it is told to stop, how much memory it took. */
const serve = async (): Promise<void> => {
  const [, , built, dataDir] = process.argv;
  const { startSandbox } = (await import(built!)) as { startSandbox(options: SandboxOptions): Promise<Running> };
  const sandbox = await startSandbox({ dataDir: dataDir! });
  process.once('message', () => {
    const peak = peakBytes();
    void sandbox.close().then(() => process.send!(peak, () => process.disconnect()));
  });
  process.send!({ url: sandbox.url, baseUrls: sandbox.baseUrls });
};

serve().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
