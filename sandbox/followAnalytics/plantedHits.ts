import type { Hit } from './model';

/** The two users of the document's example, who return regularly, and the crowd. */
const REGULARS = ['your_user_id_45', 'your_user_id_215'] as const;
const CROWD = 1200;
/** After this many hits the same people recur. */
const ROUND = CROWD;
/** Small enough for the default to stay within the last days, and an odd interval, so that neighbors differ. */
const STEP_MS = 37_000;

/** One person's hits. */
export interface UserHits {
  readonly user: string;
  readonly hits: number;
  readonly first: number;
  readonly last: number;
}

/** Past hits, oldest first, the last one at `until`: the same at every start. Each is computed from its number on demand, so that there can be millions. */
export class PlantedHits {
  constructor(
    readonly count: number,
    private readonly until: number,
  ) {}

  at(index: number): Hit {
    return { user: userAt(index), time: this.timeAt(index) };
  }

  /** Number of hits before a time. */
  before(time: number): number {
    const index = Math.ceil(this.count - 1 - (this.until - time) / STEP_MS);
    return Math.min(Math.max(index, 0), this.count);
  }

  /** Summed up from a given hit on. A person may have several rows: one for each position in a round. */
  *perUser(from: number): Generator<UserHits> {
    for (let index = from; index < Math.min(from + ROUND, this.count); index++) {
      const rounds = Math.floor((this.count - 1 - index) / ROUND);
      yield { user: userAt(index), hits: rounds + 1, first: this.timeAt(index), last: this.timeAt(index + rounds * ROUND) };
    }
  }

  private timeAt(index: number): number {
    return this.until - (this.count - 1 - index) * STEP_MS;
  }
}

function userAt(index: number): string {
  if (index % 10 < REGULARS.length) return REGULARS[index % 10] as string;
  return `demo-${String(((index * 7) % CROWD) + 1).padStart(4, '0')}`;
}
