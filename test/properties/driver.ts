import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  CampaignError,
  poll,
  TransportError,
  type Account,
  type AnyVendor,
  type HttpReply,
  type HttpRequest,
  type Json,
  type JsonObject,
  type PollState,
  type Ports,
} from '../../engine';
import { addresses } from '../../ports/addresses';
import { csv } from '../../ports/csv';
import { recurrence } from '../../ports/recurrence';
import { zip } from '../../ports/zip';
import { sampleAccount } from '../support/host';

/** Where histories begin: 2026-01-15, 12:00 UTC. */
export const NOON = Date.UTC(2026, 0, 15, 12);

/** What a poll meets, and how the host behaves. */
export interface Manner {
  /** The request at this position, and its repetitions, fail; -1: none. */
  readonly failsAt: number;
  readonly fails: 'status' | 'connection';
  /** Something happens at the vendor just before the request at this position; -1: nothing. */
  readonly happensAt: number;
  /** After so many bits the host stops; Infinity: it takes all. */
  readonly stopsAfter: number;
  /** Whether the state of the last bit that it took was lost: the host was killed before it kept it. */
  readonly loses: boolean;
  /** Rows of a bit. */
  readonly batch: number;
}

export const manners: fc.Arbitrary<Manner> = fc.record({
  failsAt: fc.oneof({ weight: 3, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 5 }) }),
  fails: fc.constantFrom('status', 'connection'),
  happensAt: fc.oneof({ weight: 2, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 5 }) }),
  stopsAfter: fc.oneof({ weight: 3, arbitrary: fc.constant(Infinity) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }) }),
  loses: fc.boolean(),
  batch: fc.integer({ min: 1, max: 7 }),
});

const PERSONAL = ['userId', 'deviceId', 'email'];

/** Whom some rows are about, by the columns that all vendors' rows have. */
const peopleOf = (rows: readonly JsonObject[]): ReadonlySet<string> =>
  new Set(rows.flatMap((row) => PERSONAL.flatMap((name) => (typeof row[name] === 'string' && row[name] !== '' ? [row[name]] : []))));

const isWordLike = (character: string | undefined): boolean => character !== undefined && /\w/.test(character);

/** Whether a name stands in a text by itself; inside of a digest it may by chance. */
const isIn = (text: string, name: string): boolean => {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isWordLike(text[at - 1]) && !isWordLike(text[at + name.length])) return true;
  }
  return false;
};

/** A host that does everything right. */
export const calm = (batch = 5): Manner => ({ failsAt: -1, fails: 'status', happensAt: -1, stopsAfter: Infinity, loses: false, batch });

/** A model of a vendor: answers requests, by its own clock. */
export interface Model {
  /** How far its clock is ahead of ours. */
  readonly skewMs: number;
  answer(request: HttpRequest, url: URL): Omit<HttpReply, 'headers'> & { readonly headers?: Readonly<Record<string, string>> };
}

/** A host that polls a model again and again, through failures, crashes and restarts. */
export class Driver {
  now = NOON;
  state: PollState | undefined;
  /** Rows whose state was kept, in order: each of them counts once. */
  readonly told: JsonObject[] = [];
  /** Rows of the bits whose state was lost; they come again. */
  readonly lost: JsonObject[] = [];
  /** The time since which everything is to be replayed, as the user has set it. */
  replaySince: string | undefined;
  /** What failed by itself while the others of what is watched went on. */
  readonly failures: CampaignError[] = [];
  /** Bytes of the largest state. */
  largest = 0;
  private readonly account: Account;

  constructor(
    private readonly vendor: AnyVendor,
    private readonly trigger: string,
    private readonly input: JsonObject,
    private readonly model: Model,
    private readonly keyBytes?: number,
    credential: JsonObject = {},
  ) {
    this.account = sampleAccount(vendor, credential);
  }

  private ports({ failsAt, fails, happensAt }: Manner, happen: () => void): Ports {
    let position = -1;
    let last = '';
    const send = async (request: HttpRequest): Promise<HttpReply> => {
      const key = `${request.method} ${request.url}`;
      // A repetition is the same request, unless the one before was answered.
      if (key !== last) position++;
      last = key;
      if (position === failsAt) {
        if (fails === 'connection') throw new TransportError('ECONNRESET', 'maybe');
        return { status: 503, headers: {}, body: null };
      }
      last = '';
      if (position === happensAt) happen();
      const reply = this.model.answer(request, new URL(request.url));
      return { ...reply, headers: { date: new Date(this.now + this.model.skewMs).toUTCString(), ...reply.headers } };
    };
    return {
      vendor: send,
      unauthenticated: send,
      sleep: async () => undefined,
      now: () => this.now,
      random: () => 0.5,
      log: () => undefined,
      sha256: (text) => createHash('sha256').update(text).digest('hex'),
      csv,
      zip,
      recurrence,
      addresses,
      timeZone: 'Europe/Paris',
    };
  }

  /** Polls once. Gives how many rows came, or undefined where it failed. */
  async poll(manner: Manner, happen: () => void = () => undefined): Promise<number | undefined> {
    const { stopsAfter, loses, batch } = manner;
    const call = {
      vendor: this.vendor,
      trigger: this.trigger,
      input: this.input,
      account: this.account,
      batch,
      ...(this.replaySince !== undefined && { replaySince: this.replaySince }),
      ...(this.keyBytes && { keyBytes: this.keyBytes }),
    };
    let taken = 0;
    let count = 0;
    try {
      for await (const { rows, state, failed } of poll(call, this.state, this.ports(manner, happen))) {
        taken++;
        count += rows.length;
        if (failed) this.failures.push(failed);
        if (taken >= stopsAfter && loses) {
          this.lost.push(...rows);
          return count;
        }
        this.told.push(...rows);
        const text = JSON.stringify(state);
        for (const person of peopleOf(rows)) {
          if (isIn(text, person)) throw new Error(`The state keeps '${person}': ${text}`);
        }
        this.largest = Math.max(this.largest, Buffer.byteLength(text));
        // What is kept goes through a file or a database.
        this.state = JSON.parse(text) as PollState;
        if (taken >= stopsAfter) return count;
      }
      return count;
    } catch (error) {
      // Refused by the vendor, or given up: the next look goes on.
      if (error instanceof CampaignError && ['unavailable', 'notReady'].includes(error.code)) return undefined;
      throw error;
    }
  }
}

/** How often each of some keys is there, as an object that a comparison shows well. */
export const countsOf = (keys: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const key of [...keys].sort()) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};

/** Rows that came for the first time, and those that a replay brought again. */
export const newIn = (rows: readonly JsonObject[]): readonly JsonObject[] => rows.filter(({ replayed }) => replayed === undefined);
export const againIn = (rows: readonly JsonObject[]): readonly JsonObject[] => rows.filter(({ replayed }) => replayed === true);

/** Whether each key is there at least, or at most, as often as another list has it. */
export const isWithin = (some: readonly string[], all: readonly string[]): boolean => {
  const most = countsOf(all);
  return Object.entries(countsOf(some)).every(([key, count]) => count <= (most[key] ?? 0));
};

/** Whether the replay that the user wants is done. */
export const isReplayed = ({ state, replaySince }: Driver): boolean => {
  const replay = state?.replay as { readonly since?: string; readonly rest?: object } | undefined;
  return replaySince !== undefined && replay !== undefined && Date.parse(replay.since!) === Date.parse(replaySince) && replay.rest === undefined;
};

/** The user wishes everything of a time ago again, or no longer. */
export interface Wish {
  readonly kind: 'wish';
  /** In units of the source. */
  readonly ago: number | undefined;
}

export const wishes = (most: number): fc.Arbitrary<Wish> =>
  fc.record({ kind: fc.constant('wish' as const), ago: fc.option(fc.integer({ min: 0, max: most }), { nil: undefined }) });

/** Follows the replays that a user wishes, one after the other, by the keys of the rows. */
export class Replays {
  private running: { readonly before: readonly string[]; readonly index: number } | undefined;

  /**
   * @param keysOf rows as texts that say which is which
   * @param isMeant whether a key is of the time that is wished again
   * @param early what was there before the trigger began, and so was never told: it may come with a replay
   */
  constructor(
    private readonly driver: Driver,
    private readonly keysOf: (rows: readonly JsonObject[]) => readonly string[],
    private readonly isMeant: (key: string, since: number) => boolean,
    private readonly early: () => readonly string[] = () => [],
  ) {}

  wish(since: string | undefined): void {
    if (since === this.driver.replaySince) return;
    this.check();
    this.driver.replaySince = since;
    this.running = undefined;
  }

  /** Before each poll. */
  look(): void {
    const { state, replaySince, told } = this.driver;
    if (replaySince === undefined || this.running) return;
    const since = Date.parse(replaySince);
    const before = state ? this.keysOf(newIn(told)).filter((key) => this.isMeant(key, since)) : [];
    this.running = { before, index: told.length };
  }

  /** In the end. */
  check(): void {
    const { told, replaySince, state } = this.driver;
    if (!this.running || !state) return;
    const { before, index } = this.running;
    const again = this.keysOf(againIn(told.slice(index)));
    const since = Date.parse(replaySince!);
    expect(again.filter((key) => !this.isMeant(key, since))).toEqual([]);
    // Nothing that is new, and nothing twice; all of it once it is done.
    expect([again, before, isWithin(again, [...before, ...this.early()])]).toEqual([again, before, true]);
    if (isReplayed(this.driver)) expect([again, before, isWithin(before, again)]).toEqual([again, before, true]);
  }

  isDone(): boolean {
    return this.driver.replaySince === undefined || isReplayed(this.driver);
  }
}

/** A JSON reply. */
export const ok = (body: Json) => ({ status: 200, body });

/** A run is the same each time, so that a change is what makes it fail; other histories come with another seed. */
export const SEED = Number(process.env.PROPERTY_SEED ?? 20_261_128);

/**
 * Runs a property so many times, or as often as the environment says, and prints the seed of a failure.
 * @param property gives how many rows were told: in histories in which nothing ever is, nothing is proved
 */
export const check = async <T>(arbitrary: fc.Arbitrary<T>, runs: number, property: (value: T) => Promise<number>): Promise<void> => {
  const numRuns = Number(process.env.PROPERTY_RUNS ?? runs);
  let told = 0;
  await fc.assert(
    fc.asyncProperty(arbitrary, async (value) => {
      told += await property(value);
    }),
    { numRuns, seed: SEED },
  );
  expect(told).toBeGreaterThan(numRuns);
};
