import { CampaignError, type Failure } from '../base/errors';
import type { Ports } from '../base/ports';
import { isBlank } from '../base/words';
import type { Call, Options } from '../catalogue/call';
import type { AnyOperation, CheckContext, Retry } from '../catalogue/operation';
import type { AnyVendor } from '../catalogue/vendor';
import type { Chunk } from './chunk';
import type { Secrets } from './secrets';

/** What all requests of a call share. */
export interface RequestContext {
  readonly vendor: AnyVendor;
  readonly operation: AnyOperation;
  readonly name: string;
  readonly account: Call['account'];
  /** The account's secrets, used to mask output and input. */
  readonly secrets: Secrets;
  readonly options: Options;
  readonly baseUrl: string;
  readonly ports: Ports;
  /** IDs of what the account created in this process, so that a lost answer is not matched with another run's object. */
  readonly made: Set<string>;
  /** Identifies this run. */
  readonly run: object;
}

/** The validated inputs that share a request. */
export type Inputs = Chunk['inputs'];

export const checkContextOf = ({ ports, account, options }: Pick<RequestContext, 'ports' | 'account'> & { readonly options?: Options }): CheckContext => ({
  now: ports.now(),
  timeZone: ports.timeZone,
  credential: account.credential,
  sha256: ports.sha256,
  recurrence: ports.recurrence,
  // Only a host that knows better says so: without it, what is checked is checked.
  isFirst: options?.sameNames === false,
});

export const errorOf = (
  { vendor, name, secrets }: Pick<RequestContext, 'vendor' | 'name' | 'secrets'>,
  failure: Failure,
  items: readonly number[] = [],
): CampaignError => new CampaignError(secrets.failure(failure), vendor.id, name, items);

/** Whether the vendor recognizes a repeat of the request by a key in each of its inputs. */
export const isRecognized = ({ repeatKey }: Pick<AnyOperation, 'repeatKey'>, inputs: Inputs): boolean =>
  repeatKey !== undefined && inputs.every((input) => !isBlank(input[repeatKey]));

const HARM: readonly Retry[] = ['safe', 'idempotent', 'nonIdempotent', 'send'];

/** The retry class of a request: that of its most harmful input. */
export const retryOf = (o: AnyOperation, inputs: Inputs, checkContext: CheckContext): Retry =>
  inputs
    .map((input) => (typeof o.retry === 'function' ? o.retry(input, checkContext) : o.retry))
    .reduce((worst, each) => (HARM.indexOf(each) > HARM.indexOf(worst) ? each : worst));
