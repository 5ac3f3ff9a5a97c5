import type { IExecuteFunctions, INodeParameters, INodeType } from 'n8n-workflow';
import { Braze } from '../../nodes/Braze/Braze.node';
import { Bryj } from '../../nodes/Bryj/Bryj.node';
import { FollowAnalytics } from '../../nodes/FollowAnalytics/FollowAnalytics.node';
import { Horisen } from '../../nodes/Horisen/Horisen.node';
import { MoEngage } from '../../nodes/MoEngage/MoEngage.node';
import type { Clock } from '../../nodes/shared/clock';
import { preAuthenticationOf } from '../../nodes/shared/credential';
import { runOf } from '../../nodes/shared/run';
import { camelCase, type AnyVendor } from '../../engine';
import { Accounts } from '../hosts/n8n/accounts';
import { chainOf, csvItem, type Manner as Settings } from '../hosts/n8n/bench';
import { demoAccounts, runWorkflow, type WorkflowFile } from '../hosts/n8n/engine';
import { parametersFor } from '../hosts/n8n/parameters';
import { rehearse, type Rehearsal } from '../support/sandbox';
import { credentialOf, definitionOf, fileOf, type Act } from './acts';
import { TRIES } from './cases';
import type { End } from './cells';
import { PATIENCE_MS, type Place, type Played } from './play';

const RETRY: Settings = { retryOnFail: true, maxTries: TRIES, waitBetweenTries: 1 };
const NODES: Readonly<Record<string, new () => INodeType>> = {
  braze: Braze,
  bryj: Bryj,
  followAnalytics: FollowAnalytics,
  horisen: Horisen,
  moEngage: MoEngage,
};

/** The vendor with little patience for silence. */
export const impatient = (vendor: AnyVendor): AnyVendor => ({ ...vendor, patience: { ...vendor.patience, timeoutMs: PATIENCE_MS } });

/** n8n's types of accounts take their time to be made. */
const accountTypes = (sandbox: Rehearsal): Accounts['types'] => (types ??= demoAccounts(sandbox).types);
let types: Accounts['types'] | undefined;

/** The account of an act; its sign-in has no more patience than its node. */
export const accountsOf = (act: Act, sandbox: Rehearsal, isNobodyThere: boolean, vendor: AnyVendor, id = vendor.id): Accounts => {
  const all = accountTypes(sandbox);
  const name = `${vendor.id}Api`;
  const own = Object.assign(Object.create(all[name]!) as object, { preAuthentication: preAuthenticationOf(vendor) });
  const credential = Object.entries(credentialOf(act, sandbox, isNobodyThere)).map(([wire, value]) => [camelCase(wire), value]);
  return new Accounts({ ...all, [name]: own as never }, { [id]: Object.fromEntries(credential) });
};

/** What the form is filled with beside the input. */
const more = ({ fromFile, isWaitedFor }: Act) => ({
  ...(fromFile && { recipientsFrom: 'file' }),
  ...(isWaitedFor && { output: 'rows', waitUntilReady: true, longestWait: 2 }),
});

/** Start, and one node with *Retry On Fail*; each with an account of its own, as limits are remembered by account. */
const flowOf = (vendor: AnyVendor, account: string, parameters: INodeParameters): WorkflowFile =>
  chainOf({
    id: 'n',
    name: 'Node',
    type: `n8n-nodes-campaigns.${vendor.id}`,
    typeVersion: 1,
    position: [0, 0],
    credentials: { [`${vendor.id}Api`]: { id: account, name: 'Sandbox' } },
    parameters,
    ...RETRY,
  });

let accounts = 0;

/** n8n's own engine, with *Retry On Fail*. */
export class N8nPlace implements Place {
  readonly slept: number[] = [];
  private time = Date.now();

  private readonly clock: Clock = {
    now: () => this.time,
    random: () => 0.5,
    sleep: async (ms) => {
      this.slept.push(ms);
      this.time += ms;
    },
  };

  private opened?: Rehearsal;

  static async open(): Promise<N8nPlace> {
    const place = new N8nPlace();
    place.opened = await rehearse({ now: () => place.time });
    return place;
  }

  get sandbox(): Rehearsal {
    return this.opened!;
  }

  now(): number {
    return this.time;
  }

  /** n8n signs in by the clock on the wall, which what was waited for before has left behind. */
  begin(): void {
    this.time = Date.now();
  }

  async run(...[act, input, { isImpatient, isNobodyThere, isLarge }]: Parameters<Place['run']>): Promise<Played> {
    const vendor = isImpatient ? impatient(act.vendor) : act.vendor;
    const execute = runOf(vendor, this.clock);
    let tries = 0;
    const type = Object.assign(new NODES[vendor.id]!(), {
      execute(this: IExecuteFunctions) {
        tries++;
        return execute.call(this);
      },
    });
    const [resource = '', operation = ''] = act.operation.split('.');
    const account = `account${++accounts}`;
    const ran = await runWorkflow(flowOf(vendor, account, { resource, operation, ...parametersFor(definitionOf(act), input), ...more(act) }), {
      items: act.fromFile ? [csvItem(fileOf(isLarge))] : [{ json: {} }],
      accounts: accountsOf(act, this.sandbox, isNobodyThere, vendor, account),
      types: { [`n8n-nodes-campaigns.${vendor.id}`]: type },
    });
    if (!ran.error) return { end: 'done', tries };
    const data = ran.error.context?.data as { code: End } | undefined;
    if (!data) throw new Error(`An error without data: ${ran.error.message}`);
    return { end: data.code, tries, data };
  }
}
