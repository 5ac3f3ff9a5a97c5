import type { JsonObject } from '../../engine';
import { expectedOf, type Case } from './cases';
import { follows, type End } from './cells';
import { Elsewhere } from './elsewhere';
import type { Strike } from './faults';
import type { Rehearsal } from '../support/sandbox';
import type { Act } from './acts';

/** A run of a node, with all the tries that the host made of it. */
export interface Played {
  readonly end: End;
  /** How often the host ran the node. */
  readonly tries: number;
  /** The error as plain data. */
  readonly data?: { readonly [name: string]: unknown };
}

/** How the run differs from an ordinary one. */
export interface Manner {
  /** Gives up on silence soon, where it is silence that is played. */
  readonly isImpatient: boolean;
  readonly isNobodyThere: boolean;
  readonly isLarge: boolean;
}

/** A place in which nodes run, with a clock that it shares with its sandbox. */
export interface Place {
  readonly sandbox: Rehearsal;
  now(): number;
  /** Waits so far, in milliseconds. */
  readonly slept: readonly number[];
  run(act: Act, input: JsonObject, manner: Manner): Promise<Played>;
}

/** How long a silence is waited for, where one is played. */
export const PATIENCE_MS = 300;

/** The rule by which the sandbox plays a fault. */
const ruleOf = ({ act, fault, isDone }: Case, now: number, elsewhere: string): object => {
  const at = { vendor: act.vendor.id, match: act.at, times: fault.lasts ? null : 1 };
  const { strike } = fault;
  switch (strike.by) {
    case 'limit':
      return { ...at, fault: { kind: 'rateLimit', withHeaders: false, headers: strike.headers(now) } };
    case 'refusal':
      return { ...at, fault: { kind: strike.early ? 'early' : 'status', status: strike.status } };
    case 'connection':
      return { ...at, fault: strike.fault };
    case 'answer':
      // A text, so that the sandbox adds no words of its own.
      return {
        ...at,
        fault: { kind: isDone ? 'answer' : 'status', status: strike.status, body: strike.body ?? '', ...(strike.away && { headers: { location: elsewhere } }) },
      };
    case 'nobody':
      return { ...at, match: { path: act.naming!.path }, fault: { kind: 'answer', status: 200, body: act.naming!.answer('http://127.0.0.1:9/file') } };
  }
};

/** Readies the fault; of an address at which nobody listens the account speaks, or what names the file. */
export const strike = async (case_: Case, place: Pick<Place, 'sandbox' | 'now'>, elsewhere: Elsewhere): Promise<void> => {
  await elsewhere.reset(case_.act);
  if (isNobodyThere(case_)) return;
  await place.sandbox.control('POST', '/faults', ruleOf(case_, place.now(), elsewhere.url) as never);
};

export const isNobodyThere = ({ act, fault }: Case): boolean => fault.strike.by === 'nobody' && !act.naming;

const isSilent = (strike_: Strike): boolean => strike_.by === 'connection' && strike_.silent === true;

export const mannerOf = (case_: Case): Manner => ({
  isImpatient: isSilent(case_.fault.strike),
  isNobodyThere: isNobodyThere(case_),
  isLarge: case_.fault.strike.by === 'connection' && 'afterBytes' in case_.fault.strike.fault,
});

/** The requests of the kind that is struck. */
export const struck = ({ at, vendor }: Act, sandbox: Rehearsal): number =>
  sandbox.requests().filter(({ method, path, vendor: id }) => id === vendor.id && method === at.method && path.includes(at.path)).length;

/** An answer with the header that some vendors have for the end of a window. */
const WINDOW = { status: 429, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1900000000' }, body: null };

/** The time that an answer names in a way that the vendor documents, or that everybody has; a server of files knows no window. */
const namedBy = ({ fault: { strike: what }, act }: Case): number => {
  if (what.by !== 'limit') return 0;
  const isHeard = 'retry-after' in what.headers(0) || (!act.naming && act.vendor.readQuota(WINDOW, 0).resetAt !== undefined);
  return isHeard ? what.namedMs : 0;
};

/** A date counts whole seconds. */
const GRAIN_MS = 1_000;
/** Nobody is asked sooner, whatever an answer says. */
const LEAST_MS = 500;

/** What holds of waits, errors and foreign hosts, whatever the place. */
export const checkCommon = (case_: Case, slept: readonly number[], data: Played['data'], elsewhere: Elsewhere): void => {
  const { must, fault } = case_;
  const named = namedBy(case_);
  if (must.waits) expect(Math.max(...slept)).toBeGreaterThanOrEqual(Math.max(LEAST_MS, named - GRAIN_MS));
  if (must.tellsWhen) expect(Math.abs((data?.retryAfterMs as number) - named)).toBeLessThan(5 * GRAIN_MS);
  if (fault.strike.by !== 'answer' || !fault.strike.away) return;
  expect(elsewhere.asked.length > 0).toBe(must === follows);
  for (const headers of elsewhere.asked) expect(headers).not.toHaveProperty('authorization');
};

/** By how much each count has grown. */
const grown = (before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>): readonly number[] =>
  Object.entries(after).flatMap(([name, count]) => (count > (before[name] ?? 0) ? [count - (before[name] ?? 0)] : []));

let runs = 0;

/** Plays a case, and holds what came of it against what must happen. */
export const play = async (case_: Case, place: Place, elsewhere: Elsewhere): Promise<void> => {
  const { act } = case_;
  const { sandbox } = place;
  const done = async () => (await act.done?.(sandbox)) ?? {};
  const input = await act.input(sandbox, ++runs);
  const before = await done();
  await strike(case_, place, elsewhere);
  const slept = place.slept.length;
  const { end, tries, data } = await place.run(act, input, mannerOf(case_));
  const requests = struck(act, sandbox);
  const must = expectedOf(case_);
  expect({ end, tries, requests, done: grown(before, await done()) }).toEqual({
    end: must.ends.includes(end) ? end : must.ends[0],
    tries: must.tries,
    requests: must.requests.includes(requests) ? requests : must.requests[0],
    done: act.done ? Array.from({ length: must.accepted * (act.of ?? 1) }, () => 1) : [],
  });
  checkCommon(case_, place.slept.slice(slept), data, elsewhere);
};

/** Between two cases: nothing is struck, and what was done is forgotten where it is in the way. */
export const clear = async ({ sandbox }: Pick<Place, 'sandbox'>, { isSpent }: Act): Promise<void> => {
  if (isSpent) await sandbox.control('POST', '/reset');
  await sandbox.control('DELETE', '/faults');
  await sandbox.control('DELETE', '/requests');
};
