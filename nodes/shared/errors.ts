import { NodeApiError, NodeOperationError, type Failure, type INode, type JsonObject } from 'n8n-workflow';
import { CampaignError, type Code } from '../../engine';

const CAUSES: Partial<Record<Code, Failure['cause']>> = {
  rateLimited: 'rate-limited',
  unavailable: 'temporarily-unavailable',
  notReady: 'temporarily-unavailable',
  authentication: 'credential-invalid',
  permission: 'credential-invalid',
  notFound: 'configuration-invalid',
  validation: 'configuration-invalid',
};

/** Why it failed, in the form that n8n's own back-off reads. */
const failureOf = ({ code, retryAfterMs }: CampaignError): Failure | undefined => {
  const cause = CAUSES[code];
  return cause && ({ cause, ...(retryAfterMs !== undefined && code !== 'validation' && { retryAfterMs }) } as Failure);
};

/** How the items of a run fared, for the error's text. */
export interface Tally {
  readonly done: number;
  readonly failed: number;
  readonly notTried: number;
}

const were = (count: number, what: string): string => `${count} ${count === 1 ? 'was' : 'were'} ${what}`;

const sayTally = ({ done, failed, notTried }: Tally): string =>
  done + failed + notTried > 1 ? ` Of ${done + failed + notTried} items ${were(done, 'done')}, ${failed} failed, ${were(notTried, 'not tried')}.` : '';

/** A failure as n8n shows it: what happened above, what to do below. */
export const nodeError = (node: INode, error: CampaignError, itemIndex: number, tally?: Tally): NodeApiError | NodeOperationError => {
  const description = `${error.todo}${tally ? sayTally(tally) : ''}`;
  const failure = failureOf(error);
  const options = { message: error.message, description, itemIndex, ...(failure && { failure }) };
  const shown =
    error.code === 'validation'
      ? new NodeOperationError(node, error.message, options)
      : new NodeApiError(node, { message: error.message } as JsonObject, { ...options, ...(error.status !== undefined && { httpCode: String(error.status) }) });
  // n8n puts general texts in place of messages that hold certain words.
  shown.message = error.message;
  shown.description = description;
  shown.context.data = { ...error.toJSON() };
  return shown;
};
