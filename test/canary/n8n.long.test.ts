import type { ICredentialDataDecryptedObject, IHttpRequestOptions, INode, INodeParameters } from 'n8n-workflow';
import { camelCase, operationsOf, type AnyVendor, type JsonObject } from '../../engine';
import type { Clock } from '../../nodes/shared/clock';
import type { preAuthenticationOf } from '../../nodes/shared/credential';
import type { Sandbox } from '../../sandbox/index';
import { vendors } from '../../vendors';
import { Accounts } from '../hosts/n8n/accounts';
import { chainOf } from '../hosts/n8n/bench';
import { callWebhook, Container, demoAccounts, pickerContext, runPoll, runWorkflow } from '../hosts/n8n/engine';
import { parametersFor } from '../hosts/n8n/parameters';
import { listSearchOf } from '../../nodes/shared/pickers';
import type { CanaryAccount } from './accounts';
import { EchoVendor } from './echoVendor';
import { expectSameWords, expectSeen, isLate, meet, PLAYS_ALL, setScene, sharedScenes, sharedTriggers, shareOf, signsIn, WAYS } from './play';
import type { Named } from './replies';
import { scenesOf, type Scene } from './scenes';
import { Tally, type Sinks } from './tally';

/** Nothing of an account's secrets is left behind in n8n, whatever a vendor says of them. */
let echo: EchoVendor;
const logged: unknown[] = [];
const tally = new Tally();
// Each test plays hundreds of scenes.
jest.setTimeout(300_000);

const fromCore = <T extends object>(name: string): T => jest.requireActual<T>(require.resolve(name, { paths: [require.resolve('n8n-core')] }));
const LEVELS = ['error', 'warn', 'info', 'debug'] as const;

beforeAll(async () => {
  echo = await EchoVendor.open();
  const { Logger } = fromCore<{ Logger: new () => Record<(typeof LEVELS)[number], (...said: unknown[]) => void> }>('@n8n/backend-common');
  const logger = Container.get(Logger);
  for (const level of LEVELS) jest.spyOn(logger, level).mockImplementation((...said) => void logged.push([level, ...said]));
  fromCore<{ LoggerProxy: { init(to: object): void } }>('n8n-workflow').LoggerProxy.init(logger);
});
afterAll(() => {
  echo.close();
  tally.tell('n8n');
});

const DAYS_MS = 2 * 86_400_000;

class Stage {
  readonly accounts: Accounts;
  private now = Date.now();
  private readonly clock: Clock = {
    now: () => this.now,
    random: () => 0.5,
    sleep: async (ms) => {
      this.now += ms;
    },
  };

  constructor(readonly own: CanaryAccount) {
    const { types } = demoAccounts({ baseUrls: {} } as Sandbox);
    const credential = Object.fromEntries(Object.entries(own.credential).map(([wire, value]) => [camelCase(wire), value as never]));
    this.accounts = new Accounts(types, { [own.vendor.id]: credential });
  }

  get options() {
    return { clock: this.clock, accounts: this.accounts };
  }

  node(type: string, parameters: INodeParameters, onError?: INode['onError']): INode {
    const { id } = this.own.vendor;
    return {
      id: 'n',
      name: 'Node',
      type: `n8n-nodes-campaigns.${type}`,
      typeVersion: 1,
      position: [0, 0],
      credentials: { [`${id}Api`]: { id, name: 'Canary' } },
      parameters,
      ...(onError && { onError }),
    };
  }

  /** Plays a scene, and searches what a piece of work leaves behind. */
  async run(scene: Scene, what: string, named: Named | undefined, work: () => Promise<Sinks>): Promise<void> {
    const { name, user } = this.own;
    setScene(echo, this.own, scene, named);
    logged.length = 0;
    let sinks: Sinks;
    try {
      sinks = await work();
    } catch (error) {
      sinks = { thrown: error };
    }
    tally.search(`${name} / ${what} / ${scene.name}`, echo.known, user, { ...sinks, 'n8n log': [...logged] });
    if (isLate(scene)) this.now += DAYS_MS;
  }

  /** A run of the node, with all that n8n keeps of it. */
  async operation({ name, operation }: Named, input: JsonObject, manner: { readonly goesOn: boolean; readonly toFile: boolean }): Promise<Sinks> {
    const [resource = '', key = ''] = name.split('.');
    const parameters = {
      resource,
      operation: key,
      ...parametersFor(operation, input),
      ...(operation.wait && { waitUntilReady: true, longestWait: 1 }),
      ...(operation.returns === 'file' && manner.toFile && { output: 'file' }),
    };
    const file = chainOf(this.node(this.own.vendor.id, parameters, manner.goesOn ? 'continueRegularOutput' : undefined));
    const { run, error, items, hints } = await runWorkflow(file, this.options);
    return {
      'execution data': run.data,
      'execution error': error,
      items: items('Node'),
      hints: hints('Node'),
      'workflow export': file,
    };
  }
}

/** What another process, such as a worker, has left in the stored credential. */
const signedInElsewhere = async (vendorId: string, stored: ICredentialDataDecryptedObject): Promise<object> => {
  let signIn: ReturnType<typeof preAuthenticationOf> | undefined;
  jest.isolateModules(() => {
    const { preAuthenticationOf: own } = jest.requireActual<{ preAuthenticationOf: typeof preAuthenticationOf }>('../../nodes/shared/credential');
    const { vendors: all } = jest.requireActual<{ vendors: readonly AnyVendor[] }>('../../vendors');
    signIn = own(all.find(({ id }) => id === vendorId)!);
  });
  const httpRequest = async ({ method, url, headers, body }: IHttpRequestOptions) => {
    const reply = await fetch(url, { method, headers: headers as Record<string, string>, body: body as string } as RequestInit);
    return { statusCode: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() };
  };
  return await signIn!.call({ helpers: { httpRequest } }, stored);
};

const stageOf = (vendor: AnyVendor, way: number): Stage => new Stage(meet(echo, vendor, way));

describe.each(WAYS)('%s', (_, vendor, way) => {
  it('keeps its secrets through every operation and every answer', async () => {
    const stage = stageOf(vendor, way);
    for (const { named, scene, number, turn } of sharedScenes(stage.own, way)) {
      const manner = { goesOn: (number + turn) % 2 === 0, toFile: turn % 3 === 1 };
      await stage.run(scene, named.name, named, () => stage.operation(named, named.operation.sampleInputs[turn % 2]!, manner));
    }
    expectSeen(echo, stage.own);
  });

  it('keeps a token that another process has got', async () => {
    const stage = stageOf(vendor, way);
    if (!signsIn(stage.own)) return;
    const [named] = operationsOf(vendor);
    setScene(echo, stage.own, { name: 'fine', manner: 'more members', answers: [] }, named);
    const stored = stage.accounts.stored[vendor.id]!;
    Object.assign(stored, await signedInElsewhere(vendor.id, stored));
    for (const scene of scenesOf(named!.operation, false).filter(({ name }) => !name.startsWith('401'))) {
      await stage.run(scene, 'a kept token', named, () => stage.operation(named!, named!.operation.sampleInputs[0], { goesOn: false, toFile: false }));
    }
    expect(echo.used).toMatchObject({ issued: 1, shown: 1 });
  });

  it('keeps them in what its pickers list', async () => {
    const stage = stageOf(vendor, way);
    const node = stage.node(vendor.id, {});
    const pickers = Object.entries(listSearchOf(vendor));
    // The clock of a picker is that of the machine.
    const scenes = scenesOf({ returns: 'list' }, signsIn(stage.own)).filter(({ name }) => !/soon|late|500|502|503|telling|cut|no answer/.test(name));
    for (const [number, [method, search]] of pickers.entries()) {
      for (const scene of shareOf(way, scenes, number, pickers.length)) {
        await stage.run(scene, `picker ${method}`, undefined, async () => ({ list: await search.call(pickerContext(chainOf(node), 'Node', stage.options)) }));
      }
    }
  });

  it('keeps them in what its triggers tell', async () => {
    const stage = stageOf(vendor, way);
    for (const { name, trigger, scenes } of sharedTriggers(stage.own, way)) {
      for (const [i, scene] of scenes.entries()) {
        const node = stage.node(`${vendor.id}Trigger`, { triggerOn: name, ...parametersFor(trigger, trigger.sampleInputs[i % 2]!) });
        for (const mode of ['trigger', 'manual'] as const) {
          await stage.run(scene, `trigger ${name}`, undefined, async () => {
            const failures: Error[] = [];
            let kept: unknown;
            try {
              const polled = await runPoll(node, { ...stage.options, mode, failures, onEnd: (state) => (kept = state) });
              return { items: polled.items, kept, failures };
            } catch (error) {
              return { kept, failures, thrown: error };
            }
          });
        }
      }
    }
  });

  it('keeps them in what a call of the vendor brings', async () => {
    const stage = stageOf(vendor, way);
    for (const named of operationsOf(vendor).filter(({ operation }) => operation.callback)) {
      const [resource = '', operation = ''] = named.name.split('.');
      const file = chainOf(stage.node(vendor.id, { resource, operation, output: 'rows', returnAll: true }));
      // The account has shown itself before.
      await stage.run({ name: 'fine', manner: 'more members', answers: [] }, named.name, named, () =>
        stage.operation(named, named.operation.sampleInputs[0], { goesOn: false, toFile: false }),
      );
      for (const scene of scenesOf({ returns: 'file' }, false)) {
        const [first] = echo.known;
        const body = {
          success: true,
          message: first!.text,
          url: `${echo.url}/files/${named.name}`,
          urls: [`${echo.url}/files/${named.name}`],
          echo: first!.text,
        };
        await stage.run(scene, `callback ${named.name}`, named, async () => ({ called: await callWebhook(file, 'Node', body, stage.options) }));
      }
    }
  });
});

it('finds nothing', () => {
  expect(tally.runs).toBeGreaterThan(PLAYS_ALL ? 4_000 : 1_200);
  expect(tally.found).toEqual([]);
});

it.each(vendors.map((vendor) => [vendor.id, vendor] as const))('%s: a short secret leaves what is said as it is', async (_, vendor) => {
  await expectSameWords(echo, vendor, async (own, named) => {
    const sinks = await new Stage(own).operation(named, named.operation.sampleInputs[0], { goesOn: false, toFile: false });
    return (sinks['execution error'] as Error).message;
  });
});
