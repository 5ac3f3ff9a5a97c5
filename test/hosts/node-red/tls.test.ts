import { vendors } from '../../../vendors';
import { braze } from '../../../vendors/braze';
import { TlsServers, tlsCases, unreadable } from '../../support/tls';
import { demoAccount } from './accounts';
import { people, Sends } from './sends';

/** What becomes of a send whose connection fails over TLS, in Node-RED's own runtime and with its own client. */
const sends = Sends.forEachTest();
const servers = TlsServers.forEachTest();

const sendTo = async (customUrl: string) => {
  const { node, credentials } = demoAccount(braze, sends.bench.sandbox, { custom_url: customUrl });
  await sends.bench.start([sends.trigger({}, { account: node.id }), node], { vendors, credentials });
  await sends.bench.send({ payload: people(1) });
  return sends.bench.failure;
};

it.each(tlsCases.map((each) => [each.says, each] as const))('%s', async (_, each) => {
  const { code, message } = await sendTo(await servers.stand(each));
  expect({ code, message }).toEqual({
    code: each.code,
    message: each.code === 'unavailable' ? expect.stringMatching(/could not be reached: .*\. Nothing was sent\./) : expect.anything(),
  });
  expect(servers.requests).toBe(each.code === 'unavailable' ? 0 : 1);
});

it.each(unreadable)('an address that is none, %s, gets nothing', async (url) => {
  expect(await sendTo(url)).toMatchObject({ code: 'unavailable', message: expect.stringMatching(/'Custom URL' .*Nothing was sent\./) });
});
