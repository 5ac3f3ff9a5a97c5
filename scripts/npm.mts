import { spawn, type SpawnOptions } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** The result of an npm run. */
export interface NpmRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs npm to its end: the one that runs this script, which is a file for Node, or else the one on the path. On Windows that is a batch file, which
 * only a shell can run, so arguments with spaces must be quoted there.
 * @param options a stream that is not a pipe is empty in the result
 */
export const npm = async (args: readonly string[], options: SpawnOptions = {}): Promise<NpmRun> => {
  const { npm_execpath: own = '' } = process.env;
  const isWindows = process.platform === 'win32';
  const child = /npm-cli\.js$/.test(own)
    ? spawn(process.execPath, [own, ...args], options)
    : spawn('npm', isWindows ? args.map((each) => `"${each}"`) : args, { ...options, shell: isWindows });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, stdout, stderr] = await Promise.all([ended, child.stdout ? text(child.stdout) : '', child.stderr ? text(child.stderr) : '']);
  return { code, stdout, stderr };
};
