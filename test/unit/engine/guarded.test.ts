import { Missing, operation, session, TransportError, type HttpReply, type Json } from '../../../engine';
import { bryj } from '../../../vendors/bryj';
import { acme, base, call, listing } from '../../support/acme';
import { failureIn, jsonOf, rowsOf, run, sampleAccount, scripted, testHost } from '../../support/host';

/** The account's key in {@link call}, where it is to be told from other texts. */
const KEY = 'key-of-the-account/+"of acme';
const withKey = (...args: Parameters<typeof call>) => {
  const made = call(...args);
  return { ...made, account: { ...made.account, credential: { key: KEY } } };
};
const says = (body: Json, status = 200): Partial<HttpReply> => ({ status, body });
const encoded = (write: (text: string) => string) => write(`Authorization: Bearer ${KEY}`);

const refusing = {
  readFailure: ({ status, body }: { status: number; body: Json }) =>
    status < 400
      ? undefined
      : { code: status === 429 ? 'rateLimited' : 'unavailable', reached: 'yes', message: `It said: ${JSON.stringify(body)}`, todo: 'Wait.', details: { body } },
};
const reading = (over = {}) =>
  acme({ get: operation({ ...base, fields: {}, retry: 'safe', returns: 'object', parse: ({ body }) => ({ one: body }), ...over }) }, refusing);

/** As a catalogue's `parse` does where the promised member is not there. */
const missing = (): never => {
  throw new Missing("it has no 'id'");
};

const FORMS: Readonly<Record<string, string>> = {
  'as it is': encoded((text) => text),
  'percent-encoded': encoded(encodeURIComponent),
  'escaped for JSON': encoded((text) => JSON.stringify(text)),
  'in Base64': encoded((text) => Buffer.from(text).toString('base64')),
};
const traces = /key-of-the-account|a2V5LW9mLXRoZS1hY2NvdW50|5LW9mLXRoZS1hY2NvdW|W9mLXRoZS1hY2NvdW50/;

describe.each(Object.entries(FORMS))('the key in an answer, %s', (_, echo) => {
  it.each([429, 500])('is not in the log of a retry after %i, in the progress, or in the error', async (status) => {
    const told: string[] = [];
    const host = testHost({ vendor: scripted(says({ echo }, status)), progress: (message) => void told.push(message) });
    const [outcome] = await run(withKey(reading(), 'thing.get'), host.ports);
    expect(host.logged.length).toBeGreaterThan(0);
    const error = failureIn(outcome);
    expect(error.message).toContain('***');
    expect(JSON.stringify([host.logged, told, error, error.stack])).not.toMatch(traces);
  });

  it('is not in the log, the progress or the error where it came with no answer, but with what the client says', async () => {
    const told: string[] = [];
    const vendor = scripted(new TransportError(`the address ${echo} is none`, 'no'));
    const host = testHost({ vendor, progress: (message) => void told.push(message) });
    const [outcome] = await run(withKey(reading(), 'thing.get'), host.ports);
    expect(host.logged.join()).toContain('***');
    expect(JSON.stringify([host.logged, told, failureIn(outcome)])).not.toMatch(traces);
  });

  it('is not in the result', async () => {
    const [outcome] = await run(withKey(reading(), 'thing.get'), testHost({ vendor: scripted(says({ echo, [echo]: [echo], other: 'kept' })) }).ports);
    expect(jsonOf(outcome)).toMatchObject({ other: 'kept' });
    expect(JSON.stringify(outcome)).not.toMatch(traces);
  });

  it('is not in the rows of a list', async () => {
    const [outcome] = await run(
      withKey(acme({ list: listing({ by: 'token', param: 'next', next: () => undefined }) }), 'thing.list'),
      testHost({ vendor: scripted(says({ things: [{ echo }] })) }).ports,
    );
    expect(JSON.stringify(await rowsOf(outcome))).not.toMatch(traces);
  });

  it('is not in what is cut out of an answer that is not understood', async () => {
    // Its end is where the answer is cut.
    const body = `${'x'.repeat(500 - 40)}${echo}${echo}`;
    const vendor = acme({ send: operation({ ...base, fields: {}, retry: 'send', returns: 'object', parse: missing }) }, refusing);
    const [outcome] = await run(withKey(vendor, 'thing.send'), testHost({ vendor: scripted(says(body)) }).ports);
    const error = failureIn(outcome);
    expect(error.code).toBe('outcomeUnknown');
    expect(JSON.stringify(error)).not.toMatch(/key-of-|a2V5LW9|5LW9mLX|W9mLXRo/);
  });
});

describe('a token that was got by signing in', () => {
  const account = sampleAccount(bryj);
  const first = 'tok-en-of-the-first-sign-in';
  const second = 'tok-en-of-the-second-sign-in';
  const signedIn = (token: string): Partial<HttpReply> => ({ status: 200, headers: { authorization: `Bearer ${token}` }, body: { auth_token: token } });

  it('is masked like the password, also when it has been renewed', async () => {
    const echo = { error_message: `bad ${first} and ${second} and ${Buffer.from(`x:${second}`).toString('base64')} of ${String(account.credential.password)}` };
    const unauthenticated = scripted(signedIn(first), { status: 401, body: echo }, signedIn(second), { status: 422, body: echo });
    const host = testHost({ unauthenticated });
    const inputs = [{ campaign_id: 'CMP_1', messages: [{ user_id: 'u' }] }];
    const [outcome] = await run(
      { vendor: bryj, operation: 'batch.trigger', inputs, account },
      { ...host.ports, vendor: session(bryj, account, unauthenticated, host.ports) },
    );
    const error = failureIn(outcome);
    expect(error.message).toMatch(/bad \*\*\* and \*\*\* and \S*\*\*\*\S* of \*\*\*/);
    expect(JSON.stringify([error, host.logged])).not.toMatch(/tok-en-of|dG9rLWVu|Rvay1lbi1v/);
  });
});
