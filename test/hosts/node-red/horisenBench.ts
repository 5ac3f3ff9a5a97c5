import type { JsonObject } from '../../../engine';
import type { WireEntry } from '../../../sandbox/index';
import { vendors } from '../../../vendors';
import { horisen } from '../../../vendors/horisen';
import { demoAccount } from './accounts';
import { Bench, choice, str, type FlowNode, type Msg, type Values } from './bench';
import { savedFor } from './saved';

export const SERVICE = '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11';
export const LIST = 'cf9eeb30-c1af-11ee-8073-bf4d6e8c1618';
export const SMALL = '11111111-c1af-11ee-8073-bf4d6e8c1618';
export const TEMPLATE = '1592695e-c1b1-11ee-b153-774c9d3a7957';
export const RECURRING = '22222222-c1b1-11ee-b153-774c9d3a7957';
export const DRAFT = '33333333-c1b1-11ee-b153-774c9d3a7957';
export const FINISHED = '44444444-c1b1-11ee-b153-774c9d3a7957';
export const NOBODY = '99999999-c1b1-11ee-b153-774c9d3a7957';
export const CAMPAIGNS = `/horisen/news/v1/services/${SERVICE}/campaigns`;

/** Stands for the demo account until a flow starts. */
const ACCOUNT = 'horisenAccount';

/** Operations that have a node of their own in the palette. */
const VERBS: Readonly<Record<string, string>> = { create: 'campaign-create', launch: 'campaign-launch', stop: 'campaign-cancel-request' };

export const { operations } = horisen.resources.campaign!;

export const rows = (...value: readonly Values[]) => ({ type: 'rows', value });
export const picked = (value: string) => ({ type: 'pick', value, label: 'The one from the list' });

export const node = (operation: string, values: Values, over: Values = {}): FlowNode => ({
  id: 'n',
  z: 'f',
  type: VERBS[operation] ?? 'campaign-horisen',
  account: ACCOUNT,
  vendor: 'horisen',
  operation: `campaign.${operation}`,
  values,
  version: 1,
  wires: [['out']],
  ...over,
});

/** An SMS draft for the three on the small list, as the editor saves it. */
export const create = (values: Values = {}, over?: Values): FlowNode =>
  node(
    'create',
    {
      name: str('New Campaign'),
      status: choice('draft'),
      sendingType: choice('sms'),
      template: str('Hello @first_name'),
      sender: str('+41587000000'),
      recipientLists: str(SMALL),
      queryType: choice('all'),
      scheduleType: choice('now'),
      ...values,
    },
    over,
  );

/** What somebody fills into the form, by the wire's names, and all else as the form shows it untouched. */
export const filled = (operation: string, input: JsonObject): FlowNode => node(operation, savedFor(operations[operation]!, input));

export const of = (operation: string, uuid: string, values: Values = {}, over?: Values): FlowNode =>
  node(operation, { campaignUuid: picked(uuid), ...values }, over);

export interface Campaign {
  readonly uuid: string;
  readonly [member: string]: unknown;
}

/** Node-RED's runtime and the sandbox's HORISEN, with a clock that both share and that goes on by waiting alone. */
export class HorisenBench {
  private opened: Bench | undefined;

  static forEachTest(): HorisenBench {
    const flows = new HorisenBench();
    beforeAll(async () => {
      flows.opened = await Bench.open();
    });
    afterEach(() => flows.bench.reset());
    afterAll(() => flows.bench.close());
    return flows;
  }

  get bench(): Bench {
    return this.opened!;
  }

  /** Starts these nodes with the demo account, another one each time, as tokens are kept by account. */
  async start(nodes: readonly FlowNode[], over: JsonObject = {}): Promise<void> {
    const account = demoAccount(horisen, this.bench.sandbox, over);
    const used = nodes.map((each) => (each.account === ACCOUNT ? { ...each, account: account.node.id } : each));
    await this.bench.start([...used, account.node], { vendors, credentials: account.credentials });
  }

  async run(one: FlowNode, msg?: Msg, over?: JsonObject): Promise<Msg[]> {
    await this.start([one], over);
    return await this.bench.send(msg);
  }

  /** The only result of a node that must not fail. */
  async one(given: FlowNode, msg?: Msg): Promise<Campaign> {
    const messages = await this.run(given, msg);
    expect(this.bench.caught).toEqual([]);
    expect(messages).toHaveLength(1);
    return messages[0]!.payload as Campaign;
  }

  /** Where results say that they went. */
  get target(): string {
    return `${this.bench.sandbox.baseUrls.horisen}/news/v1`;
  }

  /** Requests to the API by their method; sign-ins stand apart. */
  wire(method?: string): WireEntry[] {
    return this.bench.sandbox.requests().filter((entry) => entry.path.startsWith('/horisen/news/') && (!method || entry.method === method));
  }

  signIns(): WireEntry[] {
    return this.bench.sandbox.requests().filter(({ path }) => path === '/horisen/oauth2/access-token');
  }

  /** Method and path of all requests to the API, the queries left out. */
  calls(): string[] {
    return this.wire().map(({ method, path }) => `${method} ${path.split('?')[0]!.replace(CAMPAIGNS, '')}`);
  }

  /** The last body that went out by this method. */
  body(method = 'POST'): Record<string, unknown> {
    return JSON.parse(this.wire(method).at(-1)!.body) as Record<string, unknown>;
  }

  async fault(rule: object): Promise<void> {
    await this.bench.sandbox.control('POST', '/faults', { vendor: 'horisen', times: 1, ...rule });
  }

  /** What HORISEN answers to a request that no node makes. */
  private async asked(path: string): Promise<object> {
    const { url } = this.bench.sandbox;
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'demo-client', client_secret: 'demo-secret' });
    const signedIn = await fetch(`${url}/horisen/oauth2/access-token`, { method: 'POST', body: form });
    const { access_token: token } = (await signedIn.json()) as { access_token: string };
    const reply = await fetch(`${url}${CAMPAIGNS}${path}`, { headers: { authorization: `Bearer ${token}` } });
    if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
    return (await reply.json()) as object;
  }

  /** A campaign as HORISEN has it, without what was left out. */
  async stored(uuid: string): Promise<Record<string, unknown>> {
    return Object.fromEntries(Object.entries(await this.asked(`/${uuid}`)).filter(([, value]) => value !== null));
  }

  /** How many campaigns of a name HORISEN has. */
  async named(name: string): Promise<number> {
    const { data } = (await this.asked(`?${String(new URLSearchParams({ 'eq(name)': name }))}`)) as { data: object[] };
    return data.length;
  }

  /** What the contacts of a campaign's first run have read. */
  async read(campaignId: string): Promise<{ readonly user: string; readonly body: string; readonly status: string }[]> {
    const { batches } = (await this.bench.sandbox.control('GET', '/horisen/batches')) as unknown as {
      batches: { id: string; campaignId: string; state: string }[];
    };
    const batch = batches.find((each) => each.campaignId === campaignId && each.state === 'sent');
    if (!batch) return [];
    const page = (await this.bench.sandbox.control('GET', `/horisen/batches/${batch.id}/messages`)) as unknown as {
      messages: { user: string; body: string; status: string }[];
    };
    return page.messages.map(({ user, body, status }) => ({ user, body, status }));
  }
}
