import { CampaignError, countOf, Ended, told, type Json, type Outcome } from '../../engine';
import { firstFailure, isDone, reportOf, tallyOf, totalOf } from './outcomes';
import { ENTRIES } from './words';

/** An error as Catch nodes see it: `msg.error.message`, `.code` and `.cause`. */
export class NodeFailure extends Ended {
  constructor(
    readonly what: string,
    readonly todo: string,
    readonly code: string,
    /** All further information, as plain data. */
    override readonly cause: { readonly [key: string]: Json | undefined },
  ) {
    super(`${what} ${todo}`);
    this.name = 'CampaignError';
  }

  /** The same failure with more information. */
  with(more: { readonly [key: string]: Json | undefined }): NodeFailure {
    return new NodeFailure(this.what, this.todo, this.code, { ...this.cause, ...more });
  }

  /** Node-RED prints an error in this form; the code identifies its kind. */
  override toString(): string {
    return this.message;
  }
}

const failureOf = ({ message, todo, code, cause }: { message: string; todo: string; code: string; cause?: { [key: string]: Json | undefined } }): NodeFailure =>
  new NodeFailure(message, todo, code, { code, message, todo, ...cause });

/** What was sent to the flow before an error and cannot be recalled. `rows` or `bytes`, if that is what was sent. */
export interface Sent {
  readonly messages?: number;
  readonly rows?: number;
  readonly bytes?: number;
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/** The failure, extended with what was passed on before it: in its message, and as `cause.handedOn`. */
export const sentBefore = (failure: NodeFailure, sent: Sent): NodeFailure => {
  const { messages, rows, bytes } = sent;
  const what = rows !== undefined ? count(rows, 'row') : count(bytes ?? 0, 'byte');
  const how = messages === undefined ? '' : ` in ${count(messages, 'message')}`;
  const were = (rows ?? bytes) === 1 ? 'was' : 'were';
  const told = `${failure.what} Before that, ${what} ${were} sent on${how}; more would have followed.`;
  return new NodeFailure(told, failure.todo, failure.code, { ...failure.cause, message: told, handedOn: { ...sent } });
};

/** A problem found here before anything was sent. */
export const refuse = (message: string, todo: string, field?: string): NodeFailure =>
  failureOf({ code: 'validation', message, todo, cause: { reached: 'no', ...(field !== undefined && { field }) } });

/** The records left to send, and those with an unknown outcome. */
interface Records {
  readonly payload: Json;
  readonly unknown: Json;
}

const sizeOf = (list: Json | undefined): number => (Array.isArray(list) ? list.length : 0);

/** Interrupts a run on deploy or when Node-RED ends. */
export class Stopped extends Error {}

/** `2 entries were accepted` */
export const itemsWere = (count: number, verb: string): string => `${countOf(count, ENTRIES)} ${count === 1 ? 'was' : 'were'} ${verb}`;

/** The same as a sentence. */
const items = (count: number, verb: string): string => `${itemsWere(count, verb)}.`;

/** The outcome of each input, for an error's cause; for a single input, the error itself says everything. */
const fatesOf = (outcomes: readonly Outcome[]): { readonly [key: string]: Json } =>
  outcomes.length > 1 ? { outcomes: reportOf(outcomes) as unknown as Json } : {};

/**
 * @param reads whether the run only reads, so that it can safely be repeated
 * @param outcomes the outcomes known so far
 * @param records those left to send, and those with an unknown outcome
 */
export const stopped = (reads: boolean, outcomes: readonly Outcome[] = [], records?: Records): NodeFailure => {
  const { done } = tallyOf(outcomes);
  const known = [
    ...(done > 0 ? [`Before that, ${items(done, 'accepted')}`] : []),
    ...(sizeOf(records?.unknown) > 0 ? [`${sizeOf(records?.unknown)} may have been accepted.`] : []),
    ...(sizeOf(records?.payload) > 0 ? [items(sizeOf(records?.payload), 'not sent')] : []),
  ];
  return failureOf({
    code: 'cancelled',
    message: ['Stopped, because the node was redeployed or removed, or Node-RED was shutting down.', ...(reads ? [] : known)].join(' '),
    todo: reads ? 'Run it again.' : 'A request in progress may still have been accepted; check before you send it again.',
    cause: fatesOf(outcomes),
  });
};

/** Any error in the form for Catch nodes. */
export const nodeFailure = (error: unknown): NodeFailure => {
  if (error instanceof NodeFailure) return error;
  if (error instanceof CampaignError) return failureOf({ code: error.code, message: told(error, 0, 1, ENTRIES), todo: error.todo, cause: error.toJSON() });
  // JSONata throws plain objects.
  const { message: said } = (error ?? {}) as { readonly message?: unknown };
  const message = typeof said === 'string' && said !== '' ? said : String(error);
  return failureOf({
    code: 'unexpected',
    message: /[.!?]$/.test(message) ? message : `${message}.`,
    todo: 'Check the Node-RED log, and report the error if it is not clear.',
  });
};

/**
 * The first failure of a run with several inputs, and the outcome of each: accepted ones must not be sent again.
 * @returns undefined if nothing failed
 */
export const failureAmong = (outcomes: readonly Outcome[]): NodeFailure | undefined => {
  const failed = firstFailure(outcomes);
  if (!failed) return undefined;
  const { error } = failed;
  const tally = tallyOf(outcomes);
  const accepted = outcomes.filter(isDone).flatMap(({ output }) => (output.kind === 'object' ? [output.json] : []));
  const others = [
    ...(accepted.length > 0 ? [`Before that, ${items(accepted.length, 'accepted')}`] : []),
    ...(tally.notSent > 0 ? [items(tally.notSent, 'accepted and not sent')] : []),
    ...(tally.skipped > 0 ? [items(tally.skipped, 'skipped, as sent before under the send-once key')] : []),
    ...(tally.failed > 1 ? [`In all, ${countOf(tally.failed, ENTRIES)} failed.`] : []),
    ...(tally.notTried > 0 ? [items(tally.notTried, 'not tried')] : []),
  ];
  return failureOf({
    code: error.code,
    message: [told(error, failed.item, totalOf(outcomes), ENTRIES), ...others].join(' '),
    todo: error.todo,
    cause: { ...error.toJSON(), ...(accepted.length > 0 && { accepted }), ...fatesOf(outcomes) },
  });
};
