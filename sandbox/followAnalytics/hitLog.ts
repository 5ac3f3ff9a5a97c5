import { isOpenedBy, outcomesOf } from './outcomes';
import type { PlantedHits, UserHits } from './plantedHits';
import type { FollowState, Hit } from './state';

/** Time from sending a message until it is opened. */
const OPENED_AFTER_MS = 60_000;

/** Hits of a campaign from a time until now: seeded, recorded, and from the sandbox's own messages. */
export function hitsOf(state: FollowState, campaignId: string, since = -Infinity): HitLog {
  const now = state.world.now();
  const later = [...state.recordedHits(campaignId), ...ownHits(state, campaignId)]
    .filter(({ time }) => time >= since && time <= now)
    .sort((a, b) => a.time - b.time);
  return new HitLog(state.plantedHits(campaignId), since, later);
}

/** The many seeded hits, which are not stored, and the few others among them; oldest first. */
export class HitLog {
  private readonly start: number;
  /** The positions of the others. */
  private readonly places: readonly number[];

  constructor(
    private readonly planted: PlantedHits,
    since: number,
    private readonly others: readonly Hit[],
  ) {
    this.start = planted.before(since);
    this.places = others.map(({ time }, index) => planted.before(time + 1) - this.start + index);
  }

  get count(): number {
    return this.planted.count - this.start + this.others.length;
  }

  slice(from: number, to: number): Hit[] {
    const hits: Hit[] = [];
    let next = this.places.findIndex((place) => place >= from);
    if (next < 0) next = this.others.length;
    for (let place = from; place < Math.min(to, this.count); place++) {
      const other = this.places[next] === place ? this.others[next++] : undefined;
      hits.push(other ?? this.planted.at(this.start + place - next));
    }
    return hits;
  }

  /** In order of first occurrence. */
  perUser(): UserHits[] {
    const users = new Map<string, UserHits>();
    const add = ({ user, hits, first, last }: UserHits): void => {
      const known = users.get(user);
      users.set(user, {
        user,
        hits: (known?.hits ?? 0) + hits,
        first: Math.min(known?.first ?? first, first),
        last: Math.max(known?.last ?? last, last),
      });
    };
    for (const row of this.planted.perUser(this.start)) add(row);
    for (const { user, time } of this.others) add({ user, hits: 1, first: time, last: time });
    return [...users.values()].sort((a, b) => a.first - b.first);
  }
}

function* ownHits(state: FollowState, campaignId: string): Generator<Hit> {
  for (const batch of state.batches.values()) {
    const campaign = batch.campaigns.find(({ id }) => id === campaignId);
    if (!campaign || state.batchPhase(batch, campaign) !== 'complete') continue;
    const time = state.completeAt(batch) + OPENED_AFTER_MS;
    // Earlier opens are among the seeded hits.
    if (state.planted?.campaignId === campaignId && time <= state.planted.until) continue;
    for (const message of batch.messages) {
      const isSent = outcomesOf(state, campaign, message).some(({ code }) => code === '');
      if (isSent && isOpenedBy(message.user_id)) yield { user: message.user_id, time };
    }
  }
}
