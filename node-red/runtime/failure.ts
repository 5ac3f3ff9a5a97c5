import { CampaignError, type Json } from '../../engine';

/** An error as Catch nodes see it: `msg.error.message`, `.code` and `.cause`. */
export class NodeFailure extends Error {
  constructor(
    readonly what: string,
    readonly todo: string,
    readonly code: string,
    /** Everything else there is to know, as plain data. */
    override readonly cause: { readonly [key: string]: Json | undefined },
  ) {
    super(`${what} ${todo}`);
    this.name = 'CampaignError';
  }

  /** Node-RED writes an error out in this form; the kind is told by the code. */
  override toString(): string {
    return this.message;
  }
}

const failureOf = ({ message, todo, code, cause }: { message: string; todo: string; code: string; cause?: { [key: string]: Json | undefined } }): NodeFailure =>
  new NodeFailure(message, todo, code, { code, message, todo, ...cause });

/** Something that was found wrong here, before anything was sent. */
export const refuse = (message: string, todo: string, field?: string): NodeFailure =>
  failureOf({ code: 'validation', message, todo, cause: { reached: 'no', ...(field !== undefined && { field }) } });

/** What a deploy or the end of Node-RED cuts a run short with. */
export class Stopped extends Error {}

/** @param reads whether the run only reads, so that it can be run again without a second thought */
export const stopped = (reads: boolean): NodeFailure =>
  failureOf({
    code: 'cancelled',
    message: 'Stopped, because the node was deployed anew, removed, or Node-RED was ending.',
    todo: reads ? 'Run it again.' : 'A request that was under way may have been accepted all the same; find out before you send it again.',
  });

/**
 * Any error in the form for Catch nodes.
 * @param accepted results of the parts of the same message that the vendor had accepted before
 */
export const nodeFailure = (error: unknown, accepted: readonly Json[] = []): NodeFailure => {
  if (error instanceof NodeFailure) return error;
  if (error instanceof CampaignError) {
    const cause = { ...error.toJSON(), ...(accepted.length > 0 && { accepted }) };
    const before = accepted.length > 0 ? ` Before that, ${accepted.length} ${accepted.length === 1 ? 'item was' : 'items were'} accepted.` : '';
    return failureOf({ code: error.code, message: `${error.message}${before}`, todo: error.todo, cause });
  }
  const message = error instanceof Error ? error.message : String(error);
  return failureOf({
    code: 'unexpected',
    message: /[.!?]$/.test(message) ? message : `${message}.`,
    todo: 'Look at the log of Node-RED, and report it if it is not clear.',
  });
};
