import type { Failure } from '../base/errors';
import type { Reply } from '../base/http';
import type { Json } from '../base/json';
import { sentence } from '../base/words';

/** The meaning of a refusal and what the user can do. `silent`: the message if the vendor gives none. */
export interface Meaning extends Pick<Failure, 'code' | 'todo'>, Partial<Pick<Failure, 'field' | 'retryAfterMs' | 'repeatable'>> {
  readonly silent?: string;
}

/** A message from the vendor's documents. */
export interface Known extends Meaning {
  readonly says: RegExp;
}

/** A refusal as tables see it. */
export interface Refusal {
  readonly reply: Reply;
  readonly operation: string;
  /** The vendor's message. */
  readonly words: string;
  readonly permissions: readonly string[];
}

/** Meanings by status; `unavailable` stands for 408 and 5xx, after which it is unknown what the vendor did. */
export type ByStatus = Readonly<Partial<Record<number | 'unavailable', Meaning | ((refusal: Refusal) => Meaning | undefined)>>>;

/** How a vendor refuses requests. Anything left out follows HTTP. */
export interface Refusing {
  readonly label: string;
  /** The vendor's own words in a body; '' if there are none. */
  words(body: Json): string;
  /** Whether a 2xx is a refusal nevertheless. */
  hides?(reply: Reply, operation: string): boolean;
  /** A 2xx that says that the requested result is not ready yet. */
  pending?(reply: Reply, operation: string): Pick<Failure, 'message' | 'todo'> | undefined;
  /** Refusals recognized by something other than status and words; checked first. */
  ofAnyStatus?(refusal: Refusal): Meaning | undefined;
  /** Statuses that are decisive whatever the words are. */
  readonly byStatus: ByStatus;
  /** Messages from the vendor's documents; the first match wins. */
  readonly known?: readonly Known[];
  /** Less specific words, checked only if none of {@link known} matches the words alone. */
  allWords?(body: Json): string;
  /** Statuses, if no known message matches. */
  readonly otherwise?: ByStatus;
  /** What all other refusals are, if not `rejected`. */
  rejected?(refusal: Refusal): Meaning | undefined;
  /** Whether the vendor documents this answer as a refusal, so that it is one whatever its status. */
  documented?(reply: Reply, isKnown: boolean): boolean;
  /** The field that an answer names. */
  fieldIn?(body: Json): string | undefined;
  /** The part of the answer that is attached to the failure; its words if absent. */
  details?(body: Json, words: string): Json | undefined;
}

const isGood = ({ status }: Reply): boolean => status >= 200 && status < 300;

/** 408 and 5xx. */
const isUnavailable = (status: number): boolean => status === 408 || status >= 500;

const meaningOf = (table: ByStatus | undefined, refusal: Refusal): Meaning | undefined => {
  const { status } = refusal.reply;
  const entry = table?.[status] ?? (isUnavailable(status) ? table?.unavailable : undefined);
  return typeof entry === 'function' ? entry(refusal) : entry;
};

/**
 * Builds a vendor's `readFailure` from tables: it reads a failure from an answer, including a 2xx that hides one. Decisive statuses are checked first,
 * then the words, then the other statuses; anything unknown is `rejected`.
 */
export const failureReader = (vendor: Refusing) => {
  const { label, known = [] } = vendor;
  return (reply: Reply, operation: string, permissions: readonly string[] = []): Failure | undefined => {
    const { status, body } = reply;
    if (isGood(reply)) {
      const pending = vendor.pending?.(reply, operation);
      if (pending) return { code: 'notReady', reached: 'yes', status, ...pending };
      if (vendor.hides?.(reply, operation) !== true) return undefined;
    }
    const words = vendor.words(body);
    const all = vendor.allWords?.(body) ?? words;
    const refusal: Refusal = { reply, operation, words: all, permissions };
    const byStatus = vendor.ofAnyStatus?.(refusal) ?? meaningOf(vendor.byStatus, refusal);
    const message = byStatus ? undefined : (known.find(({ says }) => says.test(words)) ?? known.find(({ says }) => says.test(all)));
    const { code, todo, field, retryAfterMs, repeatable, silent }: Meaning = byStatus ??
      message ??
      meaningOf(vendor.otherwise, refusal) ??
      vendor.rejected?.(refusal) ?? { code: 'rejected', todo: `Fix what ${label} reports and try again.` };
    const at = vendor.fieldIn?.(body) ?? field;
    const details = vendor.details ? vendor.details(body, all) : all === '' ? undefined : { answer: all };
    return {
      code,
      reached: code === 'unavailable' ? 'maybe' : 'yes',
      status,
      message: all === '' ? (silent ?? `${label} answered with HTTP ${status} and no message.`) : sentence(`${label} answered: ${all}`),
      todo,
      ...(at !== undefined && { field: at }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(repeatable !== undefined && { repeatable }),
      ...(details !== undefined && { details }),
      ...(vendor.documented?.(reply, message !== undefined) === true && { documented: true as const }),
    };
  };
};
