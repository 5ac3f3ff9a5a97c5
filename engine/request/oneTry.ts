import { CampaignError, type Failure } from '../base/errors';
import { TransportError, type HttpRequest } from '../base/http';
import { sentence } from '../base/words';
import type { Request, Retry } from '../catalogue/operation';
import { permissionsFor } from '../catalogue/permission';
import { ContentProblem } from '../validate/content';
import { readFailure } from './answers';
import { checkContextOf, type Inputs, type RequestContext } from './context';
import type { Attempt, Exchanged } from './exchanged';
import type { Limiter } from './limiter';
import { readAs } from './readAs';
import { contentFailure, transportFailure } from './requestFailures';
import { watched, type Progress } from './watchedUpload';

/** A request over its one or more tries. */
export interface Trying {
  readonly request: Request;
  readonly http: HttpRequest;
  readonly inputs: Inputs;
  readonly retry: Retry;
  readonly quota: string;
  readonly limiter: Limiter;
  readonly attempt: Attempt;
  /** Whether the vendor may have acted on an earlier try. */
  readonly isLost: boolean;
}

/** Reports the refusal of a repeated request, if the first one did what was requested. */
const repeatRefused = ({ vendor }: RequestContext, { message }: Failure): string =>
  `The first answer from ${vendor.label} was lost, and the repeated request was rejected: ${sentence(message)} This is assumed to be because the first request succeeded.`;

const failureOfError = (error: unknown, context: RequestContext, http: HttpRequest, progress: Progress): Failure => {
  if (error instanceof TransportError) return transportFailure(error, context, http, progress);
  if (error instanceof CampaignError) return error.failure;
  if (error instanceof ContentProblem) return contentFailure(error, http, progress);
  throw error;
};

/** Sends a request once and reads its answer. `failure`: refused or no answer; `done`: what to report. */
export const oneTry = async (context: RequestContext, trying: Trying): Promise<{ readonly done: Exchanged } | { readonly failure: Failure }> => {
  const { vendor, operation, ports, name } = context;
  const { request, http, inputs, retry, quota, limiter, attempt, isLost } = trying;
  const progress: Progress = { sent: 0, whole: false };
  try {
    attempt.sentAt = ports.now();
    const reply = await ports.vendor(watched(http, progress), ports.signal);
    limiter.learn(quota, vendor.readQuota(reply, ports.now()));
    const failure = readFailure(vendor, reply, name, ports.now(), retry, permissionsFor(operation, inputs));
    if (!failure) {
      const parsed = readAs(context, reply, () => operation.parse(reply, inputs, { ...checkContextOf(context), ...(isLost && { isRepeat: true }) }), retry);
      return { done: 'failure' in parsed ? parsed : { request, reply, parsed } };
    }
    const recovered = operation.recover?.(failure, inputs, isLost);
    if (!recovered) return { failure };
    return { done: 'failure' in recovered ? recovered : { request, reply, parsed: recovered, ...(isLost && { settled: repeatRefused(context, failure) }) } };
  } catch (error) {
    return { failure: failureOfError(error, context, http, progress) };
  }
};
