import { isObject, promisedText, type Failure, type JsonObject, type Parsed, type Reply } from '../../../engine';
import { statusOf } from '../accepted';
import { blamed, layErrors, Places, refusedFor } from '../nonFatal';

/** The request-level part of an answer; a queued request has no IDs yet. */
export interface Accepted {
  readonly status: 'accepted' | 'queued';
  readonly dispatch_id?: string;
  readonly schedule_id?: string;
}

const TODO = 'Fix what Braze reports, then send again to this recipient only; the others in the request were accepted.';

/** An input as the answer can refer to it: the list with its recipient, and how the recipient is identified. */
export interface Subject {
  /** Undefined if nobody is named. */
  readonly list?: string;
  readonly about: JsonObject;
}

export const acceptedAs = (reply: Reply, needs?: 'schedule_id'): JsonObject & Accepted => {
  promisedText(reply.body, 'message');
  // "Passed onto our push notification or email or other messaging services", or queued for later.
  const status = statusOf(reply) === 'queued' ? 'queued' : 'accepted';
  if (needs && status === 'accepted') promisedText(reply.body, needs);
  const { dispatch_id, schedule_id } = reply.body as JsonObject;
  return { status, ...(typeof dispatch_id === 'string' && { dispatch_id }), ...(typeof schedule_id === 'string' && { schedule_id }) };
};

/**
 * "The campaign is paused. Resume the campaign to ensure trigger requests will take effect": accepted, but nothing is sent (Braze,
 * post_send_triggered_campaigns).
 */
const noticeIn = ({ body }: Reply): string | undefined => (isObject(body) && typeof body.notice === 'string' && body.notice !== '' ? body.notice : undefined);

const placesOf = (subjects: readonly Subject[]): Places => {
  const places = new Places();
  for (const [position, { list }] of subjects.entries()) if (list !== undefined) places.add(list, position);
  return places;
};

/** Assigns a refusal of the whole request to the recipients that it names. */
export const blameOf = (failure: Failure, subjects: readonly Subject[]): Parsed<JsonObject> | undefined => blamed(failure, subjects.length, placesOf(subjects));

/**
 * "In the case of a success, any messages that were not affected by an error in the errors array will still be delivered." Today's errors name a list
 * and an index in it; those that are only text become warnings about the whole request.
 * @param subjects one per input, in the order in which their recipients were added to the lists
 */
export const outcomesOf = (reply: Reply, subjects: readonly Subject[], needs?: 'schedule_id'): Parsed<JsonObject> => {
  const said = acceptedAs(reply, needs);
  const notice = noticeIn(reply);
  // A schedule exists and takes effect once the campaign is resumed; an immediate send is not sent.
  const notSent = needs === undefined ? notice : undefined;
  const { wrong, others } = layErrors(reply.body, placesOf(subjects));
  const warnings = [...(needs !== undefined && notice !== undefined ? [notice] : []), ...others].map(
    (words) => `Braze accepted the request and added: ${words}`,
  );
  return {
    each: subjects.map(({ list, about }, position) => {
      const found = wrong.get(position);
      return found ? refusedFor(found, TODO, list) : { ...about, ...said };
    }),
    ...(warnings.length > 0 && { warnings }),
    ...(notSent !== undefined && { notSent }),
  };
};

/** Several items may request the same broadcast, which is sent once. */
export const onceForAll = <T>(inputs: readonly [T, ...T[]], isForAll: (input: T) => boolean): readonly string[] =>
  inputs.length > 1 && isForAll(inputs[0]) ? [`${inputs.length} items contained the same message to everyone; it was sent once.`] : [];

/** The outcomes with further warnings about the whole request. */
export const withWarnings = (parsed: Parsed<JsonObject>, more: readonly string[]): Parsed<JsonObject> =>
  'each' in parsed && more.length > 0 ? { ...parsed, warnings: [...(parsed.warnings ?? []), ...more] } : parsed;
