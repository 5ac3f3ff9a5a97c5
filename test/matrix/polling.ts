import type { JsonObject } from '../../engine';
import type { Act } from './acts';
import { expectedOf, type Case } from './cases';
import type { End } from './cells';
import type { Elsewhere } from './elsewhere';
import { checkCommon, mannerOf, strike, struck, type Manner, type Place } from './play';

/** How a look ended, and what it told. */
export interface Look {
  readonly end: End;
  readonly data?: { readonly [name: string]: unknown };
  readonly rows: readonly JsonObject[];
}

/** One trigger node, which looks when it is told to. */
export interface Watching {
  look(): Promise<Look>;
  /** A look after the trouble, however long the node or the vendor asked to wait; absent where that would be another node. */
  lookLater?(): Promise<Look>;
}

/** A place in which triggers are polled. */
export interface PollPlace extends Omit<Place, 'run'> {
  /** Begins with a look at which nothing is new, and goes on in this manner. */
  begin(act: Act, input: JsonObject, manner: Manner): Promise<Watching>;
}

const told = (rows: readonly JsonObject[]): unknown[] => rows.map(({ userId }) => userId);

/** Plays a case of a poll: what is new when the fault strikes is told once, at this look or at a later one, and never twice. */
export const playPoll = async (case_: Case, place: PollPlace, elsewhere: Elsewhere): Promise<void> => {
  const { act } = case_;
  const { sandbox } = place;
  const input = await act.input(sandbox, 1);
  const watching = await place.begin(act, input, mannerOf(case_));
  await sandbox.control('DELETE', '/requests');
  await sandbox.control('POST', '/followAnalytics/hits', { campaign_id: input.campaign_id!, user_id: 'ada' });
  await strike(case_, place, elsewhere);
  const before = place.slept.length;
  const { end, data, rows } = await watching.look();
  const { ends, requests } = expectedOf(case_);
  expect({ end, requests: struck(act, sandbox) }).toEqual({
    end: ends.includes(end) ? end : ends[0],
    requests: requests.includes(struck(act, sandbox)) ? struck(act, sandbox) : requests[0],
  });
  expect(told(rows)).toEqual(end === 'done' ? ['ada'] : []);
  checkCommon(case_, place.slept.slice(before), data, elsewhere);
  await sandbox.control('DELETE', '/faults');
  if (!watching.lookLater) return;
  const later = await watching.lookLater();
  expect({ end: later.end, told: told([...rows, ...later.rows]) }).toEqual({ end: 'done', told: ['ada'] });
};
