import { glob, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ensureN8n, startN8n, VERSION, whole, type N8n } from '../../../scripts/n8n-host.mts';
import { rehearse, type Rehearsal } from '../../support/sandbox';

export const root = join(__dirname, '../../..');
export const examples = join(root, 'examples');

/** Installing, starting and stopping a host take their time. */
export const HOST_MS = 900_000;

/** The package as it is published. */
export const tarball = async (): Promise<string> => {
  for await (const file of glob('n8n-nodes-campaigns-*.tgz', { cwd: join(root, 'build/packages') })) return join(root, 'build/packages', file);
  throw new Error('There is no packed tarball; run npm run pack first');
};

export const OWNER = { email: 'owner@example.com', password: 'Password-123' } as const;

/** A server may close a connection that rests, at the moment in which the next request uses it. */
const ALONE = { connection: 'close' };

const HAPPENS_WITHIN_MS = 90_000;
/** What an error says of each side. */
const LAST_LINES = 12;

/** Whether the n8n that runs is older than this 2.x. */
const isBefore = (minor: number): boolean => Number(VERSION.split('.')[1]) < minor;

/** n8n's own words for a status. */
const OWN_WORDS = { 401: 'Authorization failed', 403: 'Forbidden', 404: 'could not be found' } as const;

/** What n8n's test of an account shows of a refusal: before 2.34 n8n loses the answer, and with it the words that the account has for it. */
export const refusal = (status: keyof typeof OWN_WORDS, words: RegExp) => ({
  status: 'Error',
  message: expect.stringMatching(isBefore(34) ? OWN_WORDS[status] : words) as string,
});

/** What it shows of a refusal that proves the account: before 2.10 no test passes by one. */
export const proof = (status: keyof typeof OWN_WORDS) => (isBefore(10) ? refusal(status, /./) : { status: 'OK', message: 'Connection successful!' });

/** A workflow as n8n has saved it. */
export interface Workflow {
  readonly id: string;
  readonly versionId: string;
}

/** An item that a node hands on, without its files. */
export type Row = Readonly<Record<string, unknown>>;

/** An item with the place of the one that it came of. */
interface Item {
  readonly json: Row;
  readonly pairedItem?: unknown;
}

interface Execution {
  readonly resultData: { readonly runData: Readonly<Record<string, readonly { readonly data?: { readonly main: readonly (readonly Item[])[] } }[]>> };
}

/** n8n keeps an execution as one list of values that name others in it by their place. */
const unpacked = (data: string): Execution => {
  const flat = JSON.parse(data) as unknown[];
  const named = (value: unknown): unknown => unfolded(typeof value === 'string' ? flat[Number(value)] : value);
  const unfolded = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(named);
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, named(each)]));
    return value;
  };
  return unfolded(flat[0]) as Execution;
};

/** A real n8n with the packed nodes in it, and a sandbox beside it. */
export class Server {
  private cookie = '';

  private constructor(
    public n8n: N8n,
    readonly sandbox: Rehearsal,
    private readonly userFolder: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<Server> {
    await ensureN8n();
    const userFolder = await mkdtemp(join(tmpdir(), 'campaign-n8n-'));
    const n8n = await startN8n({ userFolder, packages: [await tarball()], files: [examples], env });
    const server = new Server(n8n, await rehearse({ port: 0 }), userFolder, env);
    await server.call('POST', '/owner/setup', { ...OWNER, firstName: 'Test', lastName: 'Owner' });
    return server;
  }

  /** Starts n8n again where it was killed, with all that it had kept. */
  async restart(): Promise<void> {
    this.n8n = await startN8n({ userFolder: this.userFolder, files: [examples], env: this.env });
  }

  async stop(): Promise<void> {
    await this.n8n.stop();
    await this.sandbox.close();
    await rm(this.userFolder, { recursive: true, force: true });
  }

  /** Waits until something holds. */
  async until(holds: () => Promise<boolean> | boolean): Promise<void> {
    const end = Date.now() + HAPPENS_WITHIN_MS;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`It did not come. ${await this.lastWords()}`);
      await wait(50);
    }
  }

  /** The end of what n8n said, of what it ran, and of what the sandbox was asked. */
  private async lastWords(): Promise<string> {
    const said = this.n8n.output().trimEnd().split('\n').slice(-LAST_LINES);
    const asked = this.sandbox.requests().slice(-LAST_LINES);
    const { results } = await this.call<{ results: { id: string; workflowName: string; status: string; startedAt: string }[] }>('GET', '/executions?limit=5');
    const ran = results.map(({ id, workflowName, status, startedAt }) => `${id} ${workflowName}: ${status}, ${startedAt}`);
    return `n8n said last:\n${said.join('\n')}\nIt ran last:\n${ran.join('\n')}\nThe sandbox was asked last:\n${asked.map(({ method, path, status }) => `${method} ${path} ${status}`).join('\n')}`;
  }

  /** n8n's own API, signed in as the owner. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const reply = await fetch(`${this.n8n.url}/rest${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'browser-id': 'tests', cookie: this.cookie, ...ALONE },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const cookies = reply.headers.getSetCookie();
    if (cookies.length > 0) this.cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
    const answer = (await reply.json()) as { data: T; message?: string };
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${answer.message}`);
    return answer.data;
  }

  /** What the editor is given beside the API. */
  async get<T>(path: string): Promise<T> {
    const reply = await fetch(`${this.n8n.url}${path}`, { headers: { 'browser-id': 'tests', cookie: this.cookie, ...ALONE } });
    if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
    return (await reply.json()) as T;
  }

  accountData(password = 'demo-password', baseUrl = this.sandbox.baseUrls.bryj!) {
    return { email: 'demo@example.com', password, baseUrl };
  }

  brazeData(apiKey = 'demo-rest-api-key') {
    return { restEndpoint: 'custom', customUrl: this.sandbox.baseUrls.braze!, authentication: 'bearer', apiKey, version: 'braze', trackLimit: 'total75' };
  }

  followData() {
    return {
      authentication: 'token',
      apiToken: 'demo-api-token',
      apiVersion: 'v3',
      messagesPerRequest: 1000,
      baseUrl: this.sandbox.baseUrls.followAnalytics!,
      sessionToken: '',
    };
  }

  horisenData() {
    const url = this.sandbox.baseUrls.horisen!;
    return {
      platform: 'custom',
      separator: 'dot',
      apiUrl: `${url}/news/v1`,
      tokenUrl: `${url}/oauth2/access-token`,
      clientId: 'demo-client',
      clientSecret: 'demo-secret',
      serviceUuid: '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11',
      sessionToken: '',
    };
  }

  moEngageData(over: object = {}) {
    return {
      dataCenter: 'custom',
      customUrl: this.sandbox.baseUrls.moEngage!,
      appId: 'DEMOAPP',
      testWorkspace: false,
      apiKey: 'demo-push-key',
      version: 'v21',
      ...over,
    };
  }

  /** Saves an account, and gives what n8n's test of it says. */
  async saveAndTest(name: string, data: object, type = 'bryjApi'): Promise<{ status: string; message: string }> {
    const { id } = await this.credential(name, type, data);
    return await this.call('POST', '/credentials/test', { credentials: { id, name, type, data } });
  }

  async credential(name: string, type: string, data: object): Promise<{ readonly id: string; readonly name: string }> {
    const { id } = await this.call<{ id: string }>('POST', '/credentials', { name, type, data });
    return { id, name };
  }

  /** Saves a workflow as a new one. */
  save(workflow: object): Promise<Workflow> {
    return this.call('POST', '/workflows', whole(workflow));
  }

  activate({ id, versionId }: Workflow): Promise<unknown> {
    return this.call('POST', `/workflows/${id}/activate`, { versionId });
  }

  deactivate({ id }: Workflow): Promise<unknown> {
    return this.call('POST', `/workflows/${id}/deactivate`, {});
  }

  /** The IDs of a workflow's executions, of those in this state. */
  async executions({ id }: Workflow, status?: string): Promise<readonly string[]> {
    const filter = encodeURIComponent(JSON.stringify({ workflowId: id, ...(status !== undefined && { status: [status] }) }));
    const { results } = await this.call<{ results: { id: string }[] }>('GET', `/executions?filter=${filter}`);
    return results.map((each) => each.id);
  }

  /** An execution as n8n keeps it. */
  async execution(id: string): Promise<string> {
    return (await this.call<{ data: string }>('GET', `/executions/${id}`)).data;
  }

  /** What a node made in an execution. */
  async items(execution: string, node: string): Promise<readonly Item[]> {
    const { runData } = unpacked(await this.execution(execution)).resultData;
    return (runData[node] ?? []).flatMap(({ data }) => data?.main[0] ?? []);
  }

  /** What a node of a workflow made, in all its executions so far. */
  async made(workflow: Workflow, node: string): Promise<Row[]> {
    const all: Row[] = [];
    for (const id of await this.executions(workflow)) all.push(...(await this.items(id, node)).map(({ json }) => json));
    return all;
  }
}
