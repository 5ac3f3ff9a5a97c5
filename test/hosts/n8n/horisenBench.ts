import type { INode, INodeParameters } from 'n8n-workflow';
import type { WireEntry } from '../../../sandbox/index';
import type { Manner } from './bench';
import { picked, Stage } from './stage';

/** Thursday, 15 January 2026, noon in UTC. */
export const NOON = Date.UTC(2026, 0, 15, 12);

export const SERVICE = '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11';
export const LIST = 'cf9eeb30-c1af-11ee-8073-bf4d6e8c1618';
export const SMALL = '11111111-c1af-11ee-8073-bf4d6e8c1618';
export const TEMPLATE = '1592695e-c1b1-11ee-b153-774c9d3a7957';
export const RECURRING = '22222222-c1b1-11ee-b153-774c9d3a7957';
export const DRAFT = '33333333-c1b1-11ee-b153-774c9d3a7957';
export const FINISHED = '44444444-c1b1-11ee-b153-774c9d3a7957';
export const CAMPAIGNS = `/horisen/news/v1/services/${SERVICE}/campaigns`;

/** Rows of a list, as the editor keeps them. */
export const rows = (...values: INodeParameters[]): INodeParameters => ({ values });

/** An SMS draft for the three on the small list, as a user fills it in. */
export const sms: INodeParameters = {
  resource: 'campaign',
  operation: 'create',
  name: 'New Campaign',
  status: 'draft',
  sendingType: 'sms',
  template: 'Hello @first_name',
  sender: '+41587000000',
  recipientLists: [SMALL],
  queryType: 'all',
  scheduleType: 'now',
};

/** HORISEN's node and the sandbox. */
export class HorisenBench extends Stage {
  constructor() {
    super('horisen', NOON);
  }

  override node(name: string, parameters: INodeParameters, manner?: Manner): INode {
    return super.node(name, { resource: 'campaign', ...parameters }, manner);
  }

  /** One node that must not fail, and its only item. */
  async one(parameters: INodeParameters): Promise<Record<string, unknown>> {
    const ran = await this.run(parameters);
    expect(ran.error).toBeUndefined();
    expect(ran.items('Node')).toHaveLength(1);
    return ran.jsons('Node')[0]!;
  }

  /** Requests to the API by their method; sign-ins stand apart. */
  api(method?: string): WireEntry[] {
    return this.wire('/horisen/news/', method);
  }

  signIns(): WireEntry[] {
    return this.sandbox.requests().filter(({ path }) => path === '/horisen/oauth2/access-token');
  }

  /** Method and path of all requests to the API, the queries left out. */
  calls(): string[] {
    return this.api().map(({ method, path }) => `${method} ${path.split('?')[0]!.replace(CAMPAIGNS, '')}`);
  }

  /** The last body that went out by this method. */
  body(method = 'POST'): Record<string, unknown> {
    return JSON.parse(this.api(method).at(-1)!.body) as Record<string, unknown>;
  }

  /** A campaign as HORISEN has it, without what was left out. */
  async stored(uuid: unknown): Promise<Record<string, unknown>> {
    const campaign = await this.one({ operation: 'get', campaignUuid: picked(String(uuid)) });
    return Object.fromEntries(Object.entries(campaign).filter(([, value]) => value !== null));
  }

  /** What the contacts of a campaign's runs have read. */
  async read(campaignId: unknown): Promise<{ readonly user: string; readonly title: string; readonly body: string; readonly status: string }[]> {
    const { batches } = (await this.sandbox.control('GET', '/horisen/batches')) as unknown as {
      batches: { id: string; campaignId: string; state: string }[];
    };
    const [batch] = batches.filter((each) => each.campaignId === campaignId && each.state === 'sent');
    if (!batch) return [];
    const page = (await this.sandbox.control('GET', `/horisen/batches/${batch.id}/messages`)) as unknown as {
      messages: { user: string; title: string; body: string; status: string }[];
    };
    return page.messages.map(({ user, title, body, status }) => ({ user, title, body, status }));
  }
}
