import { isRecord } from '../../server/body';
import { faultIn, flag } from '../checks';
import type { Body, Outcome } from '../endpoint';
import { nameOf } from '../outbox/selection';
import { refuse } from '../refusals';
import type { TrackLimit } from '../settings';
import type { BrazeState } from '../state';
import { applyAttributes, attributesFault } from './attributes';
import { identityOf, userFor } from './identity';
import { applyEvent, applyPurchase, eventFault, purchaseFault } from './occurrences';
import type { PushToken, User } from './user';

const LISTS = ['attributes', 'events', 'purchases'] as const;
type List = (typeof LISTS)[number];
type Entry = Readonly<Record<string, unknown>>;

interface Kind {
  fault(entry: Entry, user: User | undefined, appboy: boolean): string | undefined;
  apply(state: BrazeState, user: User, entry: Entry): void;
}
const KINDS: Readonly<Record<List, Kind>> = {
  attributes: { fault: attributesFault, apply: applyAttributes },
  events: { fault: (entry, _user, appboy) => eventFault(entry, appboy), apply: applyEvent },
  purchases: { fault: (entry, _user, appboy) => purchaseFault(entry, appboy), apply: applyPurchase },
};

/**
 * `POST /users/track`, "User Track Endpoint". An invalid object does not affect the others. Objects are checked and applied one by one, because a later
 * one may be about a user created by an earlier one.
 */
export function track(state: BrazeState, body: Body, limit: TrackLimit): Outcome {
  const lists = listsIn(body);
  checkCounts(lists, limit);
  const { appboy, errorForm } = state.settings;
  const errors: unknown[] = [];
  const processed: Record<string, number> = {};
  for (const [list, entries] of lists) {
    const before = errors.length;
    entries.forEach((entry, index) => {
      const fault = trackOne(state, list, entry);
      if (fault !== undefined) errors.push(errorForm === 'strings' ? fault : { type: fault, input_array: list, index });
    });
    processed[`${list}_processed`] = entries.length - (errors.length - before);
  }
  return { answer: { message: 'success', ...(!appboy && processed), ...(errors.length > 0 && { errors }) } };
}

function listsIn(body: Body): [List, unknown[]][] {
  const lists: [List, unknown[]][] = [];
  for (const name of LISTS) {
    const entries = body[name];
    if (entries === undefined || entries === null) continue;
    if (!Array.isArray(entries)) throw refuse.badRequest(`'${name}' must be an array of objects`);
    if (entries.length > 0) lists.push([name, entries]);
  }
  if (lists.length === 0) throw refuse.noData();
  return lists;
}

function checkCounts(lists: readonly [List, unknown[]][], limit: TrackLimit): void {
  const most = Number(limit.slice(-2));
  const isShared = limit.startsWith('total');
  const sizes = lists.map(([, entries]) => entries.length);
  const size = isShared ? sizes.reduce((sum, one) => sum + one, 0) : Math.max(...sizes);
  if (size > most) throw refuse.tooLong(`At most ${most} objects ${isShared ? 'in all' : 'of each kind'} are allowed in one request`);
}

/** Applies one object, or returns why not. */
function trackOne(state: BrazeState, list: List, entry: unknown): string | undefined {
  if (!isRecord(entry)) return 'must be an object';
  const fault = faultIn(entry, { optional: { _update_existing_only: flag, push_token_import: flag } });
  if (fault) return fault;
  if (list === 'attributes' && entry.push_token_import === true) return importToken(state, entry);

  const { fault: faultOf, apply } = KINDS[list];
  const identity = identityOf(entry, state.settings);
  if (typeof identity === 'string') return identity;
  const found = userFor(state.users, identity, entry._update_existing_only);
  if (typeof found === 'string') return found;
  const wrong = faultOf(entry, typeof found === 'function' ? undefined : found, state.settings.appboy !== 0);
  if (wrong) return wrong;
  const user = typeof found === 'function' ? found() : found;
  apply(state, user, entry);
  state.noteTracked(user);
  if (list !== 'attributes') state.accepted[list].add(nameOf(identity));
  return undefined;
}

/** "Push Token Import": an anonymous profile for each new token. */
function importToken(state: BrazeState, entry: Entry): string | undefined {
  if (entry.external_id !== undefined) return "'external_id' must not be specified when push_token_import is true";
  if (entry.push_tokens === undefined) return "'push_tokens' is required when push_token_import is true";
  const fault = attributesFault(entry, undefined, state.settings.appboy !== 0);
  if (fault) return fault;
  for (const token of entry.push_tokens as PushToken[]) {
    if (state.users.hasToken(token)) continue;
    const user = state.users.create();
    applyAttributes(state, user, { ...entry, push_tokens: [token] });
    state.noteTracked(user);
  }
  return undefined;
}
