import { readdir, readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operationsOf } from '../../engine';
import { accountType, nodeTypes } from '../../node-red/shared/types';
import type { Sandbox } from '../../sandbox/index';
import { startNodeRed, type NodeRed } from '../../scripts/node-red-host.mts';
import { vendors } from '../../vendors';
import { demoAccount } from '../hosts/node-red/accounts';
import { Comms } from '../hosts/node-red/comms';
import { savedFor } from '../hosts/node-red/saved';
import type { CanaryAccount } from './accounts';
import { EchoVendor } from './echoVendor';
import { meet, setScene, signsIn, WAYS } from './play';
import type { Named } from './replies';
import { scenesOf } from './scenes';
import { Tally } from './tally';

/** A whole Node-RED: what it tells its editors, gives out as flows, prints, and writes to disk. */
const START_MS = 60_000;
const root = join(__dirname, '../..');
const tally = new Tally();
let echo: EchoVendor;
let nodeRed: NodeRed;
let comms: Comms;
let folder: string;

beforeAll(async () => {
  echo = await EchoVendor.open();
  folder = await mkdtemp(join(tmpdir(), 'node-red-canary-'));
  const settings = { logging: { console: { level: 'trace' } }, contextStorage: { default: { module: 'localfilesystem', config: { flushInterval: 0 } } } };
  nodeRed = await startNodeRed({ userDir: folder, packages: [join(root, 'node-red')], settings });
  comms = await Comms.open(nodeRed.url);
}, START_MS);
afterAll(async () => {
  comms.close();
  await nodeRed.stop();
  echo.close();
  await rm(folder, { recursive: true, force: true });
  tally.tell('a whole Node-RED');
}, START_MS);

/** Nothing of these makes Node-RED wait for long. */
const SCENES = [
  'fine',
  'fine, in other words',
  '302',
  '400',
  '400, nested',
  '401 once',
  '401 for good',
  '404',
  '200, refused',
  '200, plain',
  'sign-in 400',
  'sign-in 404',
];

/** The node of each everyday kind of a vendor: one that reads, and one that sends. */
const operationsIn = ({ vendor }: CanaryAccount): readonly Named[] => {
  const all = operationsOf(vendor);
  const found = [
    all.find(({ operation }) => operation.returns === 'list'),
    all.find(({ operation }) => operation.retry !== 'safe'),
    all.find(({ operation }) => operation.returns === 'object'),
  ];
  return [...new Set(found.flatMap((each) => (each ? [each] : [])))];
};

const get = async (path: string, version: 'v1' | 'v2' = 'v1'): Promise<string> =>
  await (await fetch(`${nodeRed.url}${path}`, { headers: { 'node-red-api-version': version } })).text();

/** All that was written to disk but for the encrypted credentials. */
const written = async (): Promise<readonly string[]> => {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = files.filter((file) => file.isFile() && !file.parentPath.includes('node_modules'));
  return await Promise.all(texts.map(async ({ parentPath, name }) => await readFile(join(parentPath, name), 'utf8')));
};

it.each(WAYS)(
  '%s keeps its secrets',
  async (name, vendor, way) => {
    const own = meet(echo, vendor, way);
    const account = demoAccount(vendor, { baseUrls: {} } as Sandbox, own.credential);
    const place = { z: 'f', x: 0, y: 0 };
    const { type } = nodeTypes(vendors).find((each) => each.vendor === vendor)!;
    const debug = { active: true, tosidebar: true, console: true, complete: 'true', targetType: 'full' };
    await nodeRed.deploy([
      { id: 'f', type: 'tab', label: 'Test' },
      { ...account.node, credentials: account.credentials[account.node.id] },
      { id: 'catch', type: 'catch', scope: null, uncaught: false, wires: [['debug']], ...place },
      { id: 'debug', type: 'debug', ...debug, ...place },
      ...operationsIn(own).flatMap((each) => [
        { id: `inject-${each.name}`, type: 'inject', props: [], repeat: '', once: false, wires: [[each.name]], ...place },
        {
          id: each.name,
          type,
          account: account.node.id,
          vendor: vendor.id,
          operation: each.name,
          values: savedFor(each.operation, each.operation.sampleInputs[0]),
          version: 1,
          wires: [['debug']],
          ...place,
        },
      ]),
    ]);
    for (const named of operationsIn(own)) {
      for (const scene of scenesOf(named.operation, signsIn(own)).filter((each) => SCENES.includes(each.name))) {
        setScene(echo, own, scene, named);
        const before = comms.debug.length;
        const told = comms.next();
        await nodeRed.inject(`inject-${named.name}`);
        await told;
        const sinks = {
          'debug messages': comms.debug.slice(before),
          statuses: [...comms.statuses],
          'flows as exported': [await get('/flows'), await get('/flows', 'v2'), JSON.stringify(await nodeRed.flows())],
          'credentials as the editor has them': await get(`/credentials/${accountType(vendor)}/${account.node.id}`),
          context: [await get(`/context/node/${named.name}`), await get('/context/flow/f'), await get('/context/global')],
          printed: nodeRed.output(),
          'files on disk': await written(),
        };
        tally.search(`${name} / ${named.name} / ${scene.name}`, echo.known, own.user, sinks);
      }
    }
    expect(echo.heard.length).toBeGreaterThan(0);
  },
  START_MS,
);

it('finds nothing', () => {
  expect(tally.runs).toBeGreaterThan(100);
  expect(tally.found).toEqual([]);
});
