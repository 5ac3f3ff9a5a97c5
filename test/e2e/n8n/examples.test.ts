import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../../sandbox/index';
import { ensureN8n, execN8n, type N8nOptions } from '../../../scripts/n8n-host.mts';
import { examples, HOST_MS, tarball } from './server';

/** The examples as they ship, run by n8n's own command line; only the path of the file is set, as a user does. */
let sandbox: Sandbox;
let options: N8nOptions;
let folder: string;

const n8n = async (...args: string[]) => {
  const ended = await execN8n(args, options);
  if (ended.code !== 0) throw new Error(`n8n ${args[0]} ended with ${ended.code}: ${ended.stderr}${ended.stdout}`);
  return ended.stdout;
};

beforeAll(async () => {
  await ensureN8n();
  folder = await mkdtemp(join(tmpdir(), 'campaign-n8n-'));
  sandbox = await startSandbox({ port: 0 });
  options = { userFolder: folder, packages: [await tarball()], files: [examples] };
  const account = {
    id: 'bryjSandbox',
    name: 'Bryj sandbox',
    type: 'bryjApi',
    data: { email: 'demo@example.com', password: 'demo-password', baseUrl: sandbox.baseUrls.bryj },
  };
  const file = join(folder, 'credentials.json');
  await writeFile(file, JSON.stringify([account]));
  await n8n('import:credentials', `--input=${file}`);
}, HOST_MS);

afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

interface Item {
  readonly json: Record<string, unknown>;
}
type Runs = Readonly<Record<string, readonly { readonly data: { readonly main: readonly (readonly Item[])[] } }[]>>;

const run = async (name: string): Promise<(node: string) => Item['json'][]> => {
  const text = await readFile(join(examples, `${name}.json`), 'utf8');
  const file = join(folder, 'workflow.json');
  await writeFile(file, text.replace('/home/node/.n8n-files', examples));
  await n8n('import:workflow', `--input=${file}`);
  const printed = await n8n('execute', `--id=${(JSON.parse(text) as { id: string }).id}`, '--rawOutput');
  const { data } = JSON.parse(printed.slice(printed.indexOf('{'))) as { data: { resultData: { runData: Runs } } };
  return (node) => data.resultData.runData[node]![0]!.data.main[0]!.map(({ json }) => json);
};

it(
  'csv-to-report: a CSV of 1,000 people goes out as one upload, and every device has its row',
  async () => {
    const jsons = await run('csv-to-report');
    expect(sandbox.requests().filter(({ path }) => path.endsWith('/trigger'))).toHaveLength(1);
    const rows = jsons('Get Report');
    expect(new Set(rows.map(({ userId }) => userId)).size).toBe(1_000);
    const reasons = new Set(rows.map(({ errorCode }) => errorCode));
    for (const code of ['optOut', 'noDevice', 'appUninstalled', 'notLoggedIn', 'badToken', 'tokenUnregistered', 'malformedMessage', 'pushFailed'])
      expect(reasons).toContain(code);
    const counts = jsons('Count by Status').map(({ count_userId }) => count_userId as number);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
  },
  HOST_MS,
);

it(
  'contacts: the items of a CRM become one request, each with its answer',
  async () => {
    const jsons = await run('contacts');
    expect(jsons('Trigger Batch').map(({ user_id, recipients, sent_as }) => [user_id, recipients, sent_as])).toEqual([
      ['c-1001', 3, 'json'],
      ['c-1002-optout', 3, 'json'],
      ['c-1003', 3, 'json'],
    ]);
  },
  HOST_MS,
);

it(
  'schedule-and-cancel: the batch is listed while it waits, then called back',
  async () => {
    const jsons = await run('schedule-and-cancel');
    const [{ request_id } = {}] = jsons('Schedule');
    expect(jsons('List')).toContainEqual(expect.objectContaining({ request_id, recipients: 1 }));
    expect(jsons('Cancel')).toEqual([expect.objectContaining({ request_id, cancelled: true })]);
  },
  HOST_MS,
);
