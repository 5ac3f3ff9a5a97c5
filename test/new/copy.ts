import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');
const run = promisify(execFile);

/** What is written by hand in this repository, and what is needed to run it. */
const ROOMS = ['credentials', 'docs', 'engine', 'examples', 'icons', 'node-red', 'nodes', 'ports', 'sandbox', 'scripts', 'test', 'vendors'];
const FILES = [
  ...['.prettierrc', 'eslint.config.mjs', 'jest.config.js', 'package.json', 'tsconfig.base.json', 'tsconfig.json'],
  ...['CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'README.md', 'SECURITY.md'],
];

const MADE = /(^|[\\/])(node_modules|dist|build)$/;

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** One test of a run in a copy, as jest tells of it. */
export interface Tested {
  readonly file: string;
  readonly name: string;
  readonly status: string;
  readonly said: string;
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly failureMessages: readonly string[] }[];
  }[];
}

/** A copy of the repository in a folder of its own, with the packages that are installed here. */
export class Copy {
  private constructor(readonly folder: string) {}

  static async make(): Promise<Copy> {
    const folder = await mkdtemp(join(tmpdir(), 'new-'));
    for (const each of [...ROOMS, ...FILES]) await cp(join(ROOT, each), join(folder, each), { recursive: true, filter: (file) => !MADE.test(file) });
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    return new Copy(folder);
  }

  read(file: string): Promise<string> {
    return readFile(join(this.folder, file), 'utf8');
  }

  write(file: string, text: string): Promise<void> {
    return writeFile(join(this.folder, file), text);
  }

  /** Runs Node in the copy. */
  async node(...args: readonly string[]): Promise<Ended> {
    try {
      const { stdout, stderr } = await run(process.execPath, [...args], { cwd: this.folder, maxBuffer: 64 * 1024 * 1024 });
      return { code: 0, out: stdout, err: stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, out: stdout, err: stderr };
    }
  }

  /** Runs a script of the copy's package.json, as npm does. */
  async script(name: string, ...args: readonly string[]): Promise<Ended> {
    const { scripts } = JSON.parse(await this.read('package.json')) as { scripts: Record<string, string> };
    const [, ...words] = scripts[name]!.split(' ');
    return this.node(...words, ...args);
  }

  tool(path: string, ...args: readonly string[]): Promise<Ended> {
    return this.node(join('node_modules', path), ...args);
  }

  /** Runs those of the copy's tests whose names fit. */
  async test(files: readonly string[], names: RegExp): Promise<readonly Tested[]> {
    await this.tool('jest/bin/jest.js', '--runInBand', '--forceExit', '--json', '--outputFile', 'tested.json', '-t', names.source, ...files);
    const { testResults } = JSON.parse(await this.read('tested.json')) as Report;
    return testResults.flatMap(({ name: file, message, assertionResults }) =>
      assertionResults.length === 0
        ? [{ file, name: 'the file itself', status: 'failed', said: message }]
        : assertionResults.map(({ fullName, status, failureMessages }) => ({ file, name: fullName, status, said: failureMessages.join('\n') })),
    );
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
