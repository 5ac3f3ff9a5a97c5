import { vendors } from '../../../vendors';
import { braze } from '../../../vendors/braze';
import { testTls } from '../../support/tls';
import { demoAccount } from './accounts';
import { people, Sends } from './sends';

/** What becomes of a send whose connection fails over TLS, in Node-RED's own runtime and with its own client. */
const sends = Sends.forEachTest();

testTls(async (customUrl) => {
  const { node, credentials } = demoAccount(braze, sends.bench.sandbox, { custom_url: customUrl });
  await sends.bench.start([sends.trigger({}, { account: node.id }), node], { vendors, credentials });
  await sends.bench.send({ payload: people(1) });
  return sends.bench.failure;
});
