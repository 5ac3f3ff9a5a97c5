import { execute, isFailed, session, type Account, type AnyVendor, type JsonObject, type Options, type Output, type Ports } from '../../../engine';
import { sha256 } from '../../../node-red/runtime/ports';
import { hostClock } from '../../../node-red/runtime/clock';
import { axiosSend } from '../../../node-red/runtime/http';
import { addresses } from '../../../ports/addresses';
import { csv } from '../../../ports/csv';
import { recurrence } from '../../../ports/recurrence';
import { zip } from '../../../ports/zip';
import { vendors } from '../../../vendors';

/** Whose account a job uses. */
export interface Owner {
  readonly vendor: string;
  readonly credential: JsonObject;
}

/** An account and the ports that the Node-RED package ships. */
export const portsFor = (owner: Owner): { readonly vendor: AnyVendor; readonly account: Account; readonly ports: Ports } => {
  const vendor = vendors.find(({ id }) => id === owner.vendor)!;
  const account: Account = { id: 'bench', credential: owner.credential };
  const outside = { ...hostClock, sha256, addresses };
  const ports: Ports = {
    ...outside,
    vendor: session(vendor, account, axiosSend, outside),
    unauthenticated: axiosSend,
    log: (_level, message) => void process.stderr.write(`${message}\n`),
    csv,
    zip,
    recurrence,
    timeZone: 'UTC',
  };
  return { vendor, account, ports };
};

/**
 * Runs one operation for one item.
 * @param own ports in the place of the shipped ones
 */
export const runOne = async (
  owner: Owner,
  operation: string,
  input: Readonly<Record<string, unknown>>,
  options: Options = {},
  own: Partial<Ports> = {},
): Promise<Output> => {
  const { vendor, account, ports } = portsFor(owner);
  for await (const outcome of execute({ vendor, operation, inputs: [input], account, options }, { ...ports, ...own })) {
    if (isFailed(outcome)) throw outcome.error;
    return outcome.output;
  }
  throw new Error('The engine gave no outcome');
};
