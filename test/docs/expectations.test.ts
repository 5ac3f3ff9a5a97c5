import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startSandbox } from '../../sandbox/index';
import { Bench } from '../sandbox/helpers';
import { block } from './commands';

/** The commands with which a CI asserts on a rehearsal, as the sandbox's README has them. */

const run = promisify(execFile);
const commands = (): readonly string[] =>
  block('sandbox/README.md', 'curl --fail-with-body')
    .split('\n')
    .filter((line) => line.startsWith('curl'));

let bench: Bench;
beforeAll(async () => {
  bench = new Bench(await startSandbox({ port: 0 }));
});
afterAll(() => bench.close());

/** The exit code of a command, and what it prints. */
const play = async (command: string): Promise<readonly [code: number, printed: string]> => {
  const here = command.replaceAll('http://127.0.0.1:4010', bench.sandbox.url).replace(/from=[^&]*/, `from=${new Date(Date.now() - 60_000).toISOString()}`);
  try {
    return [0, (await run('sh', ['-c', `${here} --silent`])).stdout];
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return [code, stdout];
  }
};

const send = (user: string) => bench.trigger({ campaign_id: 'CMP_demo_plain', messages: [{ user_id: user, template_variables: {} }] });

it('hold where they should, and fail with what was found where they do not', async () => {
  const [once = '', nobodyTwice = ''] = commands();
  await bench.signIn();
  await send('marie');
  expect((await play(once))[0]).toBe(0);
  expect(await play(nobodyTwice)).toEqual([0, expect.anything()]);
  await send('marie');
  expect((await play(once.replace('expect=1', 'expect=2')))[0]).toBe(0);
  const [code, printed] = await play(once.replace('within=5000', 'within=1'));
  expect([code, printed]).toEqual([22, expect.stringContaining('Expected 1 message, found 2')]);
  expect((await play(nobodyTwice))[0]).toBe(22);
});
