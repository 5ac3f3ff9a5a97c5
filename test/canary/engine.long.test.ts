import {
  checkAccount,
  execute,
  isFailed,
  operationsOf,
  planAll,
  poll,
  samplesOf,
  session,
  signIn,
  signsIn as vendorSignsIn,
  type Account,
  type AnyVendor,
  type JsonObject,
  type Ports,
} from '../../engine';
import { vendors } from '../../vendors';
import { fetchSend } from '../support/fetchSend';
import { testHost } from '../support/host';
import type { CanaryAccount } from './accounts';
import { EchoVendor } from './echoVendor';
import { everyScene, expectSameWords, expectSeen, isLate, meet, setScene, signsIn, WAYS } from './play';
import type { Named } from './replies';
import { scenesOf, triggerScenes, type Scene } from './scenes';
import { Tally, type Sinks } from './tally';

/** Nothing of an account's secrets leaves the engine, whatever a vendor says of them. */
let echo: EchoVendor;
const tally = new Tally();
// Each test plays hundreds of scenes.
jest.setTimeout(300_000);
beforeAll(async () => {
  echo = await EchoVendor.open();
});
afterAll(() => {
  echo.close();
  tally.tell('engine');
});

const LONGEST_MS = 60_000;
const DAYS_MS = 2 * 86_400_000;

/** The engine with an account, and all that it says. */
class Stage {
  readonly said: string[] = [];
  readonly account: Account;
  readonly ports: Ports;
  private readonly clock: { now: number };

  constructor(readonly own: CanaryAccount) {
    const { ports, clock } = testHost({
      unauthenticated: fetchSend,
      log: (level, message) => void this.said.push(`${level} ${message}`),
      progress: (message) => void this.said.push(message),
    });
    this.clock = clock;
    this.account = { id: own.name, credential: own.credential };
    this.ports = { ...ports, vendor: session(own.vendor, this.account, fetchSend, ports) };
  }

  /** Plays a scene, and searches what a piece of work leaves behind. */
  async run(scene: Scene, what: string, named: Named | undefined, work: () => Promise<Sinks>): Promise<void> {
    const { name, user } = this.own;
    setScene(echo, this.own, scene, named);
    this.said.length = 0;
    let sinks: Sinks;
    try {
      sinks = await work();
    } catch (error) {
      sinks = { thrown: error };
    }
    tally.search(`${name} / ${what} / ${scene.name}`, echo.known, user, { ...sinks, said: [...this.said] });
    // Who was asked to stay away comes again when that time is over.
    if (isLate(scene)) this.clock.now += DAYS_MS;
  }

  async operation(named: Named, input: JsonObject): Promise<Sinks> {
    const { name, operation } = named;
    const results: unknown[] = [];
    const errors: unknown[] = [];
    const call = {
      vendor: this.own.vendor,
      operation: name,
      inputs: [input],
      account: this.account,
      options: { continueOnFail: true, ...(operation.wait && { longestWaitMs: LONGEST_MS }) },
    };
    for await (const outcome of execute(call, this.ports)) {
      if (isFailed(outcome)) {
        errors.push(outcome.error);
        continue;
      }
      const { output, ...rest } = outcome;
      results.push(rest);
      try {
        if (output.kind === 'object') results.push(output.json);
        else for await (const rows of output.rows()) results.push(rows);
      } catch (error) {
        errors.push(error);
      }
      try {
        // A file is handed on as the vendor made it, byte for byte; what is said of it is not.
        if (output.kind === 'file') for await (const bytes of output.bytes()) void bytes;
      } catch (error) {
        errors.push(error);
      }
    }
    return { results, errors };
  }
}

const stageOf = (vendor: AnyVendor, way: number): Stage => new Stage(meet(echo, vendor, way));

describe.each(WAYS)('%s', (_, vendor, way) => {
  it('keeps its secrets through every operation and every answer', async () => {
    const stage = stageOf(vendor, way);
    for (const { named, scene, turn } of everyScene(stage.own, way)) {
      await stage.run(scene, named.name, named, () => stage.operation(named, named.operation.sampleInputs[turn % 2]!));
    }
    expectSeen(echo, stage.own);
    if (signsIn(stage.own)) expect(echo.used.issued - echo.used.shown).toBeLessThanOrEqual(1);
  });

  it('keeps them in what it would send, in the check of the account, and in the sign-in', async () => {
    const stage = stageOf(vendor, way);
    const { ports, account } = stage;
    for (const { name, operation } of operationsOf(vendor)) {
      for (const input of operation.sampleInputs) {
        const call = { vendor, operation: name, inputs: [input], account };
        await stage.run({ name: 'plan', manner: 'more members', answers: [] }, name, undefined, async () => ({ plan: await planAll(call, ports) }));
      }
    }
    for (const scene of scenesOf({ returns: 'object' }, signsIn(stage.own))) {
      await stage.run(scene, 'check', undefined, async () => ({ proved: await checkAccount(vendor, account, fetchSend, ports) }));
      if (!signsIn(stage.own)) continue;
      const signIns = scene.signIns ?? scene.answers;
      await stage.run({ ...scene, answers: [], signIns }, 'sign-in', undefined, async () => {
        // The token itself is what a sign-in gives.
        await signIn(vendor, account, fetchSend, { now: () => ports.now(), addresses: ports.addresses });
        return {};
      });
    }
  });

  it('keeps them in what its triggers tell', async () => {
    const stage = stageOf(vendor, way);
    for (const [name, trigger] of Object.entries(vendor.triggers)) {
      for (const [i, scene] of triggerScenes(trigger, signsIn(stage.own)).entries()) {
        const input = trigger.sampleInputs[i % 2]!;
        const call = { vendor, trigger: name, input, account: stage.account };
        await stage.run(scene, `trigger ${name}`, undefined, async () => {
          const steps: unknown[] = [];
          const failures: unknown[] = [];
          try {
            for await (const step of poll(call, undefined, stage.ports)) steps.push(step);
            steps.push(await samplesOf(call, stage.ports));
          } catch (error) {
            failures.push(error);
          }
          return { steps, failures };
        });
      }
    }
  });
});

it('finds nothing', () => {
  expect(tally.runs).toBeGreaterThan(2_000);
  expect(tally.found).toEqual([]);
});

describe('a short secret leaves what is said as it is', () => {
  it.each(vendors.map((vendor) => [vendor.id, vendor] as const))('%s', async (_, vendor) => {
    await expectSameWords(echo, vendor, async (own, named) => {
      const { errors } = await new Stage(own).operation(named, named.operation.sampleInputs[0]);
      return (errors as readonly Error[])[0]!.message;
    });
  });
});

it('knows which vendors sign in', () => {
  expect(vendors.filter(vendorSignsIn).map(({ id }) => id)).toEqual(['bryj', 'followAnalytics', 'horisen']);
});
