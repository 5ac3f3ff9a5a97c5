import helper from 'node-red-node-test-helper';
import type { Json, JsonObject } from '../../../engine';
import { accountType } from '../../../node-red/shared/types';
import { vendors } from '../../../vendors';
import { demoAccount } from './accounts';
import { Bench, type Values } from './bench';

/** One entry of the payload that a run hands on: a result, or a failure. */
export interface Entry {
  readonly error?: string;
  readonly details?: { readonly code: string; readonly person?: string; readonly entry?: number; readonly state: string };
  readonly [name: string]: unknown;
}

/** A vendor's node in Node-RED's own runtime, given one message; any vendor and operation. */
export class Meant {
  private opened: Bench | undefined;
  private said: { readonly args: readonly (readonly unknown[])[] } | undefined;

  /** To be made by a test file, outside of its tests. */
  static forEachTest(): Meant {
    const meant = new Meant();
    beforeAll(async () => {
      meant.opened = await Bench.open();
    });
    afterEach(() => meant.bench.reset());
    afterAll(() => meant.bench.close());
    return meant;
  }

  get bench(): Bench {
    return this.opened!;
  }

  /** Runs an operation with a message of this payload; gives the entries of the payload that comes out. */
  async run(vendorId: string, operation: string, values: Values, payload: unknown, account: JsonObject = {}): Promise<readonly Entry[]> {
    const vendor = vendors.find(({ id }) => id === vendorId)!;
    const own = demoAccount(vendor, this.bench.sandbox, account);
    const type = `campaign-${accountType(vendor).replace(/-account$/, '')}`;
    const node = { id: 'n', z: 'f', type, account: own.node.id, vendor: vendorId, operation, values, version: 1, wires: [['out']] };
    await this.bench.start([node, own.node], { vendors, credentials: own.credentials });
    this.said = (helper.getNode('n') as unknown as { warn: NonNullable<Meant['said']> }).warn;
    const before = this.said.args.length;
    await this.bench.send({ payload });
    this.said = { args: this.said.args.slice(before) };
    return (this.bench.out.at(-1)?.payload ?? []) as readonly Entry[];
  }

  /** What the last run warned of. */
  warnings(): readonly unknown[] {
    return this.said!.args.map(([each]) => each);
  }

  /** What went over the wire to the API, sign-ins left out. */
  wire(method?: string) {
    return this.bench.sandbox.requests().filter((each) => !/sign_in|\/login$/.test(each.path) && (!method || each.method === method));
  }

  /** The objects that all requests held in a list of their bodies. */
  sent(list: string): JsonObject[] {
    return this.wire('POST').flatMap(({ body }) => ((JSON.parse(body) as { [name: string]: Json })[list] ?? []) as JsonObject[]);
  }

  /** An object that holds itself. */
  circle(): object {
    const circle: { self?: object } = {};
    circle.self = { self: circle.self };
    (circle.self as { self?: object }).self = circle.self;
    return circle;
  }
}
