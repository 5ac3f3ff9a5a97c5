import { execute, session, type Account, type JsonObject, type Output, type Ports } from '../../../engine';
import { sha256 } from '../../../node-red/runtime/account';
import { hostClock } from '../../../node-red/runtime/clock';
import { axiosSend } from '../../../node-red/runtime/http';
import { csv } from '../../../ports/csv';
import { bryj } from '../../../vendors/bryj';

const portsFor = (account: Account): Ports => {
  const outside = { ...hostClock, sha256 };
  return {
    ...outside,
    vendor: session(bryj, account, axiosSend, outside),
    bare: axiosSend,
    log: (_level, message) => void process.stderr.write(`${message}\n`),
    csv,
    timeZone: 'UTC',
  };
};

/** Runs one operation for one item, with the ports that the Node-RED package ships. */
export const runOne = async (baseUrl: string, operation: string, input: Readonly<Record<string, unknown>>): Promise<Output> => {
  const credential: JsonObject = { email: 'demo@example.com', password: 'demo-password', base_url: baseUrl };
  const account: Account = { id: 'bench', credential };
  for await (const outcome of execute({ vendor: bryj, operation, inputs: [input], account }, portsFor(account))) {
    if (outcome.state === 'done') return outcome.output;
    throw outcome.error;
  }
  throw new Error('The engine gave no outcome');
};
