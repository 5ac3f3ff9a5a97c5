import { TlsServers, tlsCases, unreadable } from '../../support/tls';
import { picked, Stage } from './stage';

/** What becomes of a send whose connection fails over TLS, in n8n's own engine and with its own client. */
const stage = new Stage('braze');
const servers = TlsServers.forEachTest();
const SEND = {
  resource: 'campaign',
  operation: 'trigger',
  campaignId: picked('3bbc4555-8fa0-4c9b-a5c0-4505edf3e064'),
  recipientsFrom: 'items',
  userColumn: 'id',
};

const sendTo = async (customUrl: string): Promise<{ readonly code: string; readonly message: string }> => {
  const items = [{ json: { id: 'demo-0001' } }];
  const ran = await stage.run(SEND, items, { onError: 'continueRegularOutput' }, { accounts: stage.account({ customUrl }) });
  return ran.jsons('Node')[0]!.details as never;
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
