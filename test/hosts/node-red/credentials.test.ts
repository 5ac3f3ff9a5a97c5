import type { Send } from '../../../engine';
import { axiosSend } from '../../../node-red/runtime/http';
import { vendors } from '../../../vendors';
import { braze } from '../../../vendors/braze';
import { BareServer, MOVED, moves, OPEN } from '../../support/bareServer';
import { demoCredential } from '../../support/sandbox';
import { demoAccount } from './accounts';
import { people, Sends } from './sends';

/** Where an account's secret goes, by the editor's test of an account and by a run, over Node-RED's own client. */
const own = BareServer.forEachTest();
const sends = Sends.forEachTest();
afterEach(() => {
  own.answer = (response) => void response.end('{}');
});

/** The client, for which the server stands at addresses that are not of this machine. */
const unauthenticated: Send = (request, signal) =>
  axiosSend({ ...request, url: request.url.replace(/^http:\/\/(api\.example\.com|10\.0\.0\.5)/, own.url) }, signal);

const each = vendors.map((vendor) => [vendor.label, vendor] as const);

describe("the editor's test of an account", () => {
  const test = async (vendor: (typeof vendors)[number], url: string) => {
    const baseUrls = Object.fromEntries(vendors.map(({ id }) => [id, url]));
    const { node, credentials } = demoAccount(vendor, sends.bench.sandbox, demoCredential(vendor.id, { baseUrls }));
    await sends.bench.start([sends.trigger(), node], { vendors, credentials, unauthenticated });
    return await sends.bench.ask(`/campaigns/${node.type}/check`, { id: 'new', values: node.values, secrets: credentials[node.id] });
  };

  it.each(each)('%s: sends no secret unencrypted through the open', async (_, vendor) => {
    expect(await test(vendor, OPEN)).toMatchObject({
      ok: false,
      code: 'validation',
      message: expect.stringMatching(/ is http:\/\/api\.example\.com\S*: .* unencrypted/),
    });
    expect(own.log).toEqual([]);
  });

  it.each(each)('%s: says that the API has moved, and where to', async (_, vendor) => {
    own.moves(301);
    expect(await test(vendor, own.url)).toMatchObject({
      ok: false,
      code: 'format',
      message: expect.stringContaining(MOVED(301)),
      todo: expect.stringContaining("Correct the account's base URL"),
    });
    expect(own.log).toHaveLength(1);
  });
});

describe('a send', () => {
  const sendTo = async (customUrl: string) => {
    const { node, credentials } = demoAccount(braze, sends.bench.sandbox, { custom_url: customUrl });
    await sends.bench.start([sends.trigger({}, { account: node.id }), node], { vendors, credentials, unauthenticated });
    return await sends.bench.send({ payload: people(1) });
  };

  it.each(moves)('that was answered by %i and %j says where to, and is not followed', async (status, body) => {
    own.moves(status, body);
    await sendTo(own.url);
    expect(sends.bench.failure).toMatchObject({
      code: 'outcomeUnknown',
      message: expect.stringContaining(MOVED(status)),
      cause: { todo: expect.stringContaining("Correct the account's base URL") },
    });
    expect(sends.bench.said).not.toMatch(/user:pw|api_key=secret/);
    expect(own.log).toHaveLength(1);
  });

  it('sends no secret unencrypted through the open', async () => {
    await sendTo(OPEN);
    expect(sends.bench.failure).toMatchObject({ code: 'validation', message: expect.stringMatching(/^'Custom URL' \(custom_url\) .* unencrypted/) });
    expect(own.log).toEqual([]);
  });

  it('into a private network names what is unencrypted', async () => {
    own.answer = (response) => void response.writeHead(201, { 'content-type': 'application/json' }).end('{"message":"success","dispatch_id":"d"}');
    const [message] = await sendTo('http://10.0.0.5/braze');
    expect(message!.payload).toMatchObject([{ target: 'http://10.0.0.5/braze (unencrypted)' }]);
    expect(sends.bench.statuses.at(-1)!.text).toContain('campaigns.status.unencrypted');
  });
});
