import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startNodeRed, type FlowNode, type NodeRed } from '../../../scripts/node-red-host.mts';
import { rehearse, type Rehearsal } from '../../support/sandbox';
import { HOST_MS, tarball } from './host';

/** A real Node-RED that is killed again and again while it polls: what it told is compared with what happened. */
const CAMPAIGN = 'FACMPGN_fQq2YaB9vrJQuDid';
/** Each night it is ten. */
const KILLS = Number(process.env.KILLS ?? 4);
/** Long enough for a start. */
const WITHIN_MS = 30_000;
/** Rows between two states: as many may come again after a kill. */
const BIT = 1_000;

let folder: string;
let sink: string;
let sandbox: Rehearsal;
let nodeRed: NodeRed;
const happened: string[] = [];

const start = async (cache: boolean, packages: readonly string[] = []): Promise<void> => {
  const contextStorage = { default: { module: 'localfilesystem', config: { cache } } };
  nodeRed = await startNodeRed({ userDir: folder, packages, settings: { contextStorage } });
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'campaign-node-red-'));
  sink = join(folder, 'told.txt');
  await appendFile(sink, '');
  sandbox = await rehearse();
  await start(false, [await tarball()]);
}, HOST_MS);
afterAll(async () => {
  await nodeRed.stop();
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
}, HOST_MS);

/** Every row is written down before the flow goes on. */
const flow = (): FlowNode[] => [
  { id: 'tab', type: 'tab', label: 'Killed' },
  {
    id: 'account',
    type: 'follow-analytics-account',
    version: 1,
    values: { authentication: { type: 'choice', value: 'token' }, baseUrl: { type: 'str', value: sandbox.baseUrls.followAnalytics } },
    credentials: { apiToken: 'demo-api-token' },
  },
  {
    ...{ id: 'in', type: 'campaign-hits-in', z: 'tab', x: 1, y: 1, account: 'account', vendor: 'followAnalytics', operation: 'trigger.hits', version: 1 },
    values: { campaignId: { type: 'str', value: CAMPAIGN }, every: { type: 'num', value: '1' }, everyUnit: { type: 'choice', value: 'hours' } },
    wires: [['write']],
  },
  {
    ...{ id: 'write', type: 'function', z: 'tab', x: 2, y: 1, wires: [], outputs: 0, libs: [{ var: 'fs', module: 'fs' }] },
    func: `fs.appendFileSync(${JSON.stringify(sink)}, msg.payload.userId + '\\n'); return null;`,
  },
  {
    ...{ id: 'look', type: 'inject', z: 'tab', x: 1, y: 2, props: [{ p: 'topic', vt: 'str' }], topic: 'poll', payload: '', payloadType: 'str' },
    ...{ repeat: '', crontab: '', once: false, wires: [['in']] },
  },
];

const told = async (): Promise<string[]> => (await readFile(sink, 'utf8')).split('\n').filter((line) => line !== '');

const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  const end = Date.now() + WITHIN_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It did not come. Node-RED says:\n${nodeRed.output()}`);
    await wait(20);
  }
};

const happen = async (prefix: string, count: number): Promise<string[]> => {
  const users = Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
  for (const user_id of users) await sandbox.control('POST', '/followAnalytics/hits', { campaign_id: CAMPAIGN, user_id });
  happened.push(...users);
  return users;
};

const looks = () => sandbox.requests().filter(({ path }) => path.includes('/hits'));

it(
  'loses nothing, and tells nothing twice beyond the last bit before a kill',
  async () => {
    await nodeRed.deploy(flow());
    await until(() => looks().length > 0);
    // The first state is on the disk before anything happens.
    await wait(500);
    let replayable = 0;
    for (let round = 0; round < KILLS; round++) {
      const isHeld = round % 2 === 0;
      const users = await happen(`round${round}`, isHeld ? 3 : 1_200);
      if (isHeld) await sandbox.control('POST', '/faults', { vendor: 'followAnalytics', match: { path: '/hits' }, times: 1, fault: { kind: 'timeoutAfter' } });
      const before = (await told()).length;
      await nodeRed.inject('look');
      // Killed with the vendor's answer on its way, or in the middle of handing on.
      if (isHeld) await until(() => looks().some(({ swallowedStatus, at }) => swallowedStatus !== undefined && at === looks().at(-1)!.at));
      else await until(async () => (await told()).length > before + 10);
      await nodeRed.kill();
      if (!isHeld) replayable += BIT;
      await start(false);
      await until(async () => new Set(await told()).has(users.at(-1)!));
      // What was told is settled before more comes: keys of a busy minute take more room than there is.
      await sandbox.control('POST', '/clock', { advanceMs: 2 * 60_000 });
    }
    // The last state is kept a moment after the last row.
    await wait(500);
    const all = await told();
    const counts = new Map<string, number>();
    for (const user of all) counts.set(user, (counts.get(user) ?? 0) + 1);
    expect(happened.filter((user) => !counts.has(user))).toEqual([]);
    expect([...counts.keys()].filter((user) => !happened.includes(user))).toEqual([]);
    expect(all.length - happened.length).toBeLessThanOrEqual(replayable);
    // What was held back, and so never handed on before the kill, came once.
    expect([...counts].filter(([user, count]) => /^round[02468]-/.test(user) && count > 1)).toEqual([]);
    console.info(`${KILLS} kills, ${happened.length} hits: ${all.length - happened.length} came again`);
  },
  HOST_MS,
);

it(
  'comes back to what it told before its cached context was written, and to no more',
  async () => {
    await nodeRed.stop();
    await start(true);
    const before = (await told()).length;
    const users = await happen('cached', 5);
    await nodeRed.inject('look');
    await until(async () => (await told()).length >= before + 5);
    await nodeRed.kill();
    await start(true);
    await until(async () => (await told()).length >= before + 10);
    expect((await told()).slice(before).sort()).toEqual([...users, ...users].sort());
  },
  HOST_MS,
);
