import { setTimeout as wait } from 'node:timers/promises';
import type { Book, Send } from './book';
import type { Held } from './heap';
import { lanes, type Lane } from './lanes';
import type { Random } from './random';
import type { Side } from './side';

/** How long what takes, in milliseconds of work: starts of hosts come in addition. */
export interface Plan {
  /** Between two ends of a host. The first end is a kill, the next one a stop, and so on. */
  readonly ends: readonly number[];
  /** From the last start to the first measurement of memory, and from there to the second one. */
  readonly first: number;
  readonly rest: number;
}

/** The first minute of ten is what memory is compared with, and two fifths of the time have restarts; in a short soak all of it is shorter in proportion. */
export const planFor = (minutes: number): Plan => {
  const all = minutes * 60_000;
  const ends = Math.max(2, Math.floor(minutes));
  return { ends: Array.from({ length: ends }, () => (all * 0.4) / ends), first: Math.max(all * 0.1, 12_000), rest: all * 0.5 };
};

/** How many of the sends before the last restart have a send-once key. Later ones have none: each is remembered, which would look like a leak. */
const KEYED = 0.5;
/** How long a lane rests between two sends: the sandbox keeps each message. */
const REST_MS = 250;

/** Hits come once a second, and are looked for after so many. */
const LOOK_EVERY = 4;

/** What came of one host. */
export interface Ran {
  readonly rounds: number;
  readonly items: number;
  readonly answered: number;
  readonly cutOff: number;
  readonly again: number;
  readonly kills: number;
  readonly stops: number;
  readonly before: Held;
  readonly after: Held;
  /** Items between the two measurements. */
  readonly between: number;
}

/** One host's way through the soak: it sends in all lanes at once, is ended and started again, and then goes on undisturbed. */
export class Course {
  private isWorking = false;
  private isDisturbed = true;
  private rounds = 0;
  private items = 0;
  private answered = 0;
  private cutOff = 0;
  private again = 0;
  /** Sends that were cut off and have a key, by lane. */
  private readonly waiting = new Map<Lane, Send[]>(lanes.map((lane) => [lane, []]));

  constructor(
    private readonly side: Side,
    private readonly book: Book,
    private readonly random: Random,
    /** Aborted when another course has failed. */
    private readonly signal: AbortSignal,
    private readonly print: (line: string) => void,
  ) {}

  async run({ ends, first, rest }: Plan): Promise<Ran> {
    const { side } = this;
    let kills = 0;
    for (const [i, ms] of ends.entries()) {
      const working = this.work();
      await Promise.race([this.pass(ms), working]);
      const how = i % 2 === 0 ? 'kill' : 'stop';
      if (how === 'kill') kills++;
      // In the middle of whatever it does.
      await side.end(how);
      this.isWorking = false;
      await working;
      this.tell(`ended by a ${how}; starts again`);
      await side.start();
      this.tell('is there again');
    }
    this.isDisturbed = false;
    await this.workFor(first);
    const before = await side.held();
    this.tell('its memory is measured');
    const items = this.items;
    await this.workFor(rest);
    const after = await side.held();
    this.tell('its work is done');
    const { rounds, answered, cutOff, again } = this;
    return { rounds, items: this.items, answered, cutOff, again, kills, stops: ends.length - kills, before, after, between: this.items - items };
  }

  private tell(what: string): void {
    this.print(`${new Date().toISOString().slice(11, 19)} ${this.side.name}: ${what}`);
  }

  /** Ends between two sends, so that nothing is on its way. */
  private async workFor(ms: number): Promise<void> {
    const working = this.work();
    await Promise.race([this.pass(ms), working]);
    this.isWorking = false;
    await working;
  }

  private async pass(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.signal });
  }

  private async work(): Promise<void> {
    this.isWorking = true;
    try {
      await Promise.all([...lanes.map((lane) => this.sendIn(lane)), this.happen()]);
    } finally {
      this.isWorking = false;
    }
  }

  private async sendIn(lane: Lane): Promise<void> {
    const waiting = this.waiting.get(lane)!;
    while (this.isWorking) {
      const earlier = waiting.shift();
      if (earlier !== undefined) this.again++;
      const send = earlier ?? this.draw(lane);
      const answer = await this.side.send(lane, send);
      if (answer === undefined) {
        this.cutOff++;
        this.book.cutOff(send);
        if (send.sendOnceKey !== undefined) waiting.push(send);
        return;
      }
      this.answered++;
      this.items += send.people.length;
      for (const [i, said] of answer.entries()) this.book.note(send.people[i]!, said);
      await wait(REST_MS);
    }
  }

  private draw(lane: Lane): Send {
    const id = `${this.side.name}-${lane.name}-${this.rounds++}`.replaceAll(' ', '-');
    const people = Array.from({ length: lane.people }, (_, i) => `${id}-${i}`);
    const send: Send = { id, people, ...(this.isDisturbed && this.random.next() < KEYED && { sendOnceKey: id }) };
    this.book.open(send);
    return send;
  }

  /** Hits come by themselves meanwhile, and are looked for now and then. */
  private async happen(): Promise<void> {
    for (let i = 1; this.isWorking; i++) {
      await this.side.hits.happen();
      if (i % LOOK_EVERY === 0) await this.side.look();
      await wait(1_000);
    }
  }
}
