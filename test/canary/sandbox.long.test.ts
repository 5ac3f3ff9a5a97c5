import { execute, isFailed, operationsOf, session, type Account, type AnyVendor, type Send } from '../../engine';
import { vendors } from '../../vendors';
import { fetchSend } from '../support/fetchSend';
import { sampleAccount, testHost } from '../support/host';
import { demoCredential, rehearse, type Rehearsal } from '../support/sandbox';
import { accountsOf } from './accounts';
import { WAYS } from './play';
import { newSecret, secretOf, TOKEN_CHARACTERS, type Secret } from './secrets';
import { Tally } from './tally';

/** The sandbox shows what it was sent, and never by whose key. */
let sandbox: Rehearsal;
const tally = new Tally();
beforeAll(async () => {
  sandbox = await rehearse();
});
afterAll(async () => {
  await sandbox.close();
  tally.tell('sandbox');
});

/** Requests with what an account shows: its key, or the token that the sandbox gave for the demo account. */
const showing = (secrets: Secret[]): Send => {
  return async (request, signal) => {
    const reply = await fetchSend(request, signal);
    for (const [name, value] of [...Object.entries(request.headers ?? {}), ...Object.entries(reply.headers)]) {
      if (/authorization|signature/i.test(name) && value !== undefined) secrets.push(secretOf('token', value.replace(/^(Bearer|Token) /, '')));
    }
    const body = reply.body as { access_token?: string; result?: { auth_token?: string } } | null;
    for (const token of [body?.access_token, body?.result?.auth_token]) if (typeof token === 'string') secrets.push(secretOf('token', token));
    return reply;
  };
};

const PAGES = ['/', '/outbox.js', '/outbox.css', '/_sandbox/overview', '/_sandbox/requests', '/_sandbox/faults', '/_sandbox/accepted'] as const;
const VIEWS = ['batches', 'quota', 'settings', 'campaigns', 'schedules', 'emails', 'lists', 'uploads'] as const;

/** Everything that a browser can be shown. */
const shown = async (): Promise<Readonly<Record<string, string>>> => {
  const paths = [...PAGES, ...vendors.flatMap(({ id }) => VIEWS.map((view) => `/_sandbox/${id}/${view}`))];
  const texts = await Promise.all(paths.map(async (path) => [path, await (await fetch(`${sandbox.url}${path}`)).text()] as const));
  return Object.fromEntries([...texts, ['events', await news()], ['journal', JSON.stringify(sandbox.requests())]]);
};

/** What the page is told as it happens: the first of it. */
const news = async (): Promise<string> => {
  const stop = new AbortController();
  const reply = await fetch(`${sandbox.url}/_sandbox/events`, { signal: stop.signal });
  const { value } = await reply.body!.getReader().read();
  stop.abort();
  return Buffer.from(value ?? []).toString('utf8');
};

const runAll = async (vendor: AnyVendor, account: Account, send: Send): Promise<void> => {
  const { ports } = testHost({ unauthenticated: send, now: Date.now });
  const live = { ...ports, vendor: session(vendor, account, send, ports) };
  for (const { name, operation } of operationsOf(vendor)) {
    for (const input of operation.sampleInputs) {
      for await (const outcome of execute({ vendor, operation: name, inputs: [input], account, options: { continueOnFail: true } }, live)) {
        if (isFailed(outcome) || outcome.output.kind === 'object') continue;
        try {
          for await (const rows of outcome.output.rows()) void rows;
        } catch {
          // A report that is not there yet.
        }
      }
    }
  }
};

it.each(WAYS)('%s: a key that it does not know is not shown', async (name, vendor, way) => {
  const { credential, secrets, user } = accountsOf(vendor, sandbox.baseUrls[vendor.id]!)[way]!;
  const all = [...secrets];
  await runAll(vendor, { id: name, credential }, showing(all));
  expect(sandbox.requests().length).toBeGreaterThan(0);
  tally.search(`${name} / a foreign key / refused`, all, user, await shown());
});

it.each(vendors.map((vendor) => [vendor.id, vendor] as const))('%s: what it gave itself is not shown', async (id, vendor) => {
  const secrets: Secret[] = [];
  await runAll(vendor, sampleAccount(vendor, demoCredential(id, sandbox)), showing(secrets));
  expect(secrets.length).toBeGreaterThan(0);
  // The keys of the demo accounts are on its page, for people to copy.
  const handedOut = secrets.filter(({ text }) => !text.startsWith('demo-'));
  tally.search(`${id} / the demo account / accepted`, handedOut, '', await shown());
});

describe('does not show what came by the name of a key', () => {
  const secretFor = (name: string): Secret => newSecret(name, TOKEN_CHARACTERS);
  const each = (requests: (name: string, url: string, secret: string) => readonly (readonly [url: string, request: RequestInit])[], names: readonly string[]) =>
    Promise.all(
      names.map(async (name) => {
        const secret = secretFor(name);
        for (const url of Object.values(sandbox.baseUrls)) for (const request of requests(name, `${url}/x`, secret.text)) await fetch(...request);
        return secret;
      }),
    );
  const NAMES = ['api_key', 'apiKey', 'app_group_id', 'access_token', 'auth_token', 'password', 'client_secret', 'signature', 'API_KEY'];

  it.each([
    ['a query', NAMES, (name: string, url: string, secret: string) => [[`${url}?a=1&${name}=${encodeURIComponent(secret)}&b=2`, {}] as const]],
    [
      'a header',
      ['authorization', 'x-api-key', 'cookie', 'proxy-authorization', 'x-moe-pushapi-signature', 'x-auth-token'],
      (name: string, url: string, secret: string) =>
        ['', 'Bearer ', 'Token ', 'Basic '].map((scheme) => [url, { headers: { [name]: `${scheme}${secret}` } }] as const),
    ],
    [
      'JSON, whole and broken off',
      NAMES,
      (name: string, url: string, secret: string) => {
        const body = JSON.stringify({ [name]: secret, deep: { list: [{ [name]: secret }] } });
        return [body, body.slice(0, -6)].map((each) => [url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: each }] as const);
      },
    ],
    [
      'a form',
      NAMES,
      (name: string, url: string, secret: string) => [[url, { method: 'POST', body: new URLSearchParams({ a: '1', [name]: secret }) }] as const],
    ],
  ])('in %s', async (where, names, requests) => {
    tally.search(`any vendor / by hand / ${where}`, await each(requests, names), '', await shown());
  });
});

it('finds nothing', () => {
  expect(tally.found).toEqual([]);
});
