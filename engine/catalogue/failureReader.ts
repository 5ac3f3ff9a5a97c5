import type { Failure } from '../base/errors';
import type { Reply } from '../base/http';
import type { Json } from '../base/json';
import { sentence } from '../base/words';

/** What a refusal means, and what the user does about it. `silent`: what is told where the vendor says nothing. */
export interface Meaning extends Pick<Failure, 'code' | 'todo'>, Partial<Pick<Failure, 'field' | 'retryAfterMs' | 'repeatable'>> {
  readonly silent?: string;
}

/** A message of the vendor's documents. */
export interface Known extends Meaning {
  readonly says: RegExp;
}

/** A refusal, as a table may look at it. */
export interface Refusal {
  readonly reply: Reply;
  readonly operation: string;
  /** What the vendor says. */
  readonly words: string;
  readonly permissions: readonly string[];
}

/** What statuses mean; `unavailable` are 408 and all from 500 on, after which nobody knows what the vendor did. */
export type ByStatus = Readonly<Partial<Record<number | 'unavailable', Meaning | ((refusal: Refusal) => Meaning | undefined)>>>;

/** How a vendor refuses. What is left out is as HTTP has it. */
export interface Refusing {
  readonly label: string;
  /** The vendor's own words in a body; '' where there are none. */
  words(body: Json): string;
  /** Whether a 2xx is a refusal all the same. */
  hides?(reply: Reply, operation: string): boolean;
  /** A 2xx that says that what is asked for is not there yet. */
  pending?(reply: Reply, operation: string): Pick<Failure, 'message' | 'todo'> | undefined;
  /** What is known by something else than status and words; looked at first. */
  ofAnyStatus?(refusal: Refusal): Meaning | undefined;
  /** Statuses that say enough, whatever the words are. */
  readonly byStatus: ByStatus;
  /** Messages of the vendor's documents; the first that fits counts. */
  readonly known?: readonly Known[];
  /** What the words may have in common with others; they are looked at where none of {@link known} fits the words alone. */
  allWords?(body: Json): string;
  /** Statuses where no message is known. */
  readonly otherwise?: ByStatus;
  /** What all other refusals are, where that is not `rejected`. */
  rejected?(refusal: Refusal): Meaning | undefined;
  /** Whether the vendor's documents have this answer for a refusal, so that it is one whatever its status says. */
  documented?(reply: Reply, isKnown: boolean): boolean;
  /** The field that an answer names. */
  fieldIn?(body: Json): string | undefined;
  /** What of the answer goes with the failure; its words, if not given. */
  details?(body: Json, words: string): Json | undefined;
}

const isGood = ({ status }: Reply): boolean => status >= 200 && status < 300;

/** 408 and all from 500 on. */
const isUnavailable = (status: number): boolean => status === 408 || status >= 500;

const meaningOf = (table: ByStatus | undefined, refusal: Refusal): Meaning | undefined => {
  const { status } = refusal.reply;
  const entry = table?.[status] ?? (isUnavailable(status) ? table?.unavailable : undefined);
  return typeof entry === 'function' ? entry(refusal) : entry;
};

/**
 * Makes a vendor's `readFailure` of tables: reads a failure out of an answer, also out of a 2xx that hides one. The statuses that say enough are
 * looked at first, then the words, then the other statuses; what nothing knows is `rejected`.
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
