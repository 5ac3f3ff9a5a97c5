import type { SandboxOptions } from '../../../sandbox/index';
import { serving } from './serving';

interface Running {
  readonly url: string;
  readonly baseUrls: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A sandbox in a process of its own. */
serving(async () => {
  const [, , built, dataDir] = process.argv;
  const { startSandbox } = (await import(built!)) as { startSandbox(options: SandboxOptions): Promise<Running> };
  const sandbox = await startSandbox({ dataDir: dataDir! });
  return { ready: { url: sandbox.url, baseUrls: sandbox.baseUrls }, close: () => sandbox.close() };
});
