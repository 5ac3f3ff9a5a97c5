import { camelCase } from '../../../engine';
import { knowsExceptions } from '../../../nodes/shared/host';
import { vendors } from '../../../vendors';
import { BareServer, MOVED, moves, OPEN } from '../../support/bareServer';
import { demoCredential } from '../../support/sandbox';
import { testAccount } from './credentialTest';
import { demoAccounts } from './engine';
import { standIn } from './outbound';
import { failureOfOne, sendOne } from './sendOne';
import { Stage } from './stage';

/** Where an account's secret goes, by n8n's own test of an account and by a run, over its own client. */
const own = BareServer.forEachTest();
const stage = new Stage('braze');
afterEach(() => {
  jest.restoreAllMocks();
  own.answer = (response) => void response.end('{}');
});

/** A vendor's account at an address, as n8n keeps it; `around` is what was typed around the address. */
const accountAt = (id: string, url: string, around: readonly [string, string] = ['', '']) => {
  const baseUrls = Object.fromEntries(vendors.map((vendor) => [vendor.id, url]));
  const typed = (value: string): string => (value.startsWith(url) ? around.join(value) : value);
  return Object.fromEntries(Object.entries(demoCredential(id, { baseUrls })).map(([wire, value]) => [camelCase(wire), typed(value as string)]));
};
const test = (id: string, ...at: [url: string, around?: readonly [string, string]]) => {
  const type = demoAccounts(stage.sandbox).types[`${id}Api`]!;
  const defaults = Object.fromEntries(type.properties.map((property) => [property.name, property.default as string]));
  return testAccount(type, { ...defaults, ...accountAt(id, ...at) });
};
const each = vendors.map(({ label, id }) => [label, id] as const);

describe("n8n's test of an account", () => {
  it.each(each)('%s: sends no secret unencrypted through the open', async (_, id) => {
    standIn({ [OPEN]: own.url });
    expect(await test(id, OPEN)).toMatch(/ account is http:\/\/api\.example\.com\S*: over http, the account's secret would travel unencrypted.*Use https/);
    expect(own.log).toEqual([]);
  });

  it.each(each)('%s: says that the API has moved', async (_, id) => {
    for (const [status, body] of moves) {
      own.moves(status, body);
      expect(await test(id, own.url)).toMatch(
        new RegExp(`the API has moved.* \\(HTTP ${status}\\)\\. The redirect was not followed.*Correct the account's base URL`),
      );
    }
    expect(own.log).toHaveLength(moves.length);
  });

  it.each(each)('%s: reads the address as a run does, whatever stands around it', async (_, id) => {
    own.answer = (response) => void response.writeHead(200, { authorization: 'Bearer t' }).end('{"access_token":"t"}');
    const good = await test(id, own.url);
    const asked = own.log.splice(0);
    expect(asked.length).toBeGreaterThan(0);
    expect(await test(id, own.url, [' \u200b', '\u00a0\n'])).toBe(good);
    expect(own.log).toEqual(asked);
  });
});

it('the n8n here lets a test pass by a refusal that proves something', async () => {
  expect(knowsExceptions()).toBe(true);
  own.answer = (response) => void response.writeHead(403, { 'content-type': 'application/json' }).end('{"message":"no"}');
  expect(await test('braze', own.url)).toBeUndefined();
});

describe('a send', () => {
  const sendTo = (customUrl: string) => failureOfOne(stage, customUrl);

  it.each(moves)('that was answered by %i and %j says where to, and is not followed', async (status, body) => {
    own.moves(status, body);
    const details = await sendTo(own.url);
    expect(details).toMatchObject({
      code: 'outcomeUnknown',
      message: expect.stringContaining(MOVED(status)),
      todo: expect.stringContaining("Correct the account's base URL"),
    });
    expect(JSON.stringify(details)).not.toMatch(/user:pw|secret/);
    expect(own.log).toHaveLength(1);
  });

  it('sends no secret unencrypted through the open', async () => {
    standIn({ [OPEN]: own.url });
    expect(await sendTo(OPEN)).toMatchObject({ code: 'validation', message: expect.stringMatching(/^'Custom URL' \(custom_url\) .* unencrypted/) });
    expect(own.log).toEqual([]);
  });

  it('into a private network names what is unencrypted', async () => {
    standIn({ 'http://10.0.0.5': own.url });
    own.answer = (response) => void response.writeHead(201, { 'content-type': 'application/json' }).end('{"message":"success","dispatch_id":"d"}');
    const ran = await sendOne(stage, 'http://10.0.0.5/braze');
    expect(ran.hints('Node')).toContain('This went to http://10.0.0.5/braze (unencrypted), not to production.');
    expect(ran.jsons('Node')[0]).toMatchObject({ target: 'http://10.0.0.5/braze (unencrypted)' });
  });
});
