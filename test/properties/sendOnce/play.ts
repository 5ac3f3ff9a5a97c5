import {
  execute,
  Ledger,
  TransportError,
  type Account,
  type Call,
  type HttpReply,
  type HttpRequest,
  type JsonObject,
  type Outcome,
  type Ports,
} from '../../../engine';
import { parsed } from '../../../ports/answer';
import { NOON, sampleAccount, testHost } from '../../support/host';
import type { Fault } from './faults';
import { checkCancelled, checkTry, type Told } from './invariants';
import { Keys } from './keys';
import { Life } from './life';
import type { History, Run, Try } from './history';
import type { Asked, Texts, Wire, World } from './wire';
import { Witness } from './witness';

/** How long a request is under way. */
const ROUND_TRIP_MS = 130;
const WEEK_MS = 7 * 24 * 60 * 60_000;

/** Numbers at random that come again with the seed (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** The bytes of an upload: all, or the first piece of those that are cut short. */
const readUpload = async ({ upload }: HttpRequest, isWhole: boolean): Promise<string> => {
  let text = '';
  for await (const piece of upload!.open()) {
    text += typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8');
    if (!isWhole) break;
  }
  return text;
};

/** Plays one history, and holds each try against what the vendor has seen. */
export class Player {
  private now = NOON;
  private readonly account: Account;
  private readonly witness: Witness;
  private readonly keys: Keys;
  private readonly random = randomFrom(1);

  constructor(
    private readonly wire: Wire,
    private readonly history: History,
  ) {
    this.account = sampleAccount(wire.vendor, wire.credential);
    const world: World = wire.world({ now: () => this.vendorNow(), looks: history.looks });
    this.witness = new Witness(world, history.script, history.readScript);
    this.keys = new Keys(history.storeScript);
  }

  /** @returns how many people got something in all */
  async play(): Promise<number> {
    for (const run of this.history.runs) await this.playRun(run);
    return this.witness.all.accepted.total;
  }

  private vendorNow(): number {
    return this.now + (this.history.skewSeconds ?? 0) * 1_000;
  }

  private async playRun({ tries }: Run): Promise<void> {
    const ledger = new Ledger();
    this.witness.startRun();
    for (const each of tries) {
      this.now += each.afterMs;
      const life = new Life(each.end);
      const told = await this.playTry(each, ledger, life);
      if (told === 'died') return;
      if (told === 'cancelled') {
        checkCancelled(this.wire, this.peopleOfItems(each), this.history.keyed, ledger, this.witness);
        return;
      }
      checkTry(this.wire, this.peopleOfItems(each), this.history.keyed, told, this.witness);
    }
  }

  /** The people of each item, by the vendor's names. */
  private peopleOfItems({ reverses }: Try): readonly (readonly string[])[] {
    const { idOf = (name: string) => name, isDistinct } = this.wire;
    return this.history.items.map((numbers) => {
      const people = numbers.map((number) => idOf(`p${number}`));
      const all = isDistinct ? [...new Set(people)] : people;
      return reverses ? [...all].reverse() : all;
    });
  }

  private inputsOf(each: Try): JsonObject[] {
    const { texts, apart } = this.history;
    const random = randomFrom(each.seed);
    return this.peopleOfItems(each).map((people, item) => {
      if (item === each.invalid) return {};
      const own = String(random());
      const said: Texts = { item: texts === 'ofItem' ? own : undefined, person: texts === 'ofPerson' ? own : undefined };
      return this.wire.input(people, said, apart ? item : undefined);
    });
  }

  /** One try, in one call or two: what became of each item, or that it did not come to its end. */
  private async playTry(each: Try, ledger: Ledger, life: Life): Promise<readonly Told[] | 'cancelled' | 'died'> {
    const inputs = this.inputsOf(each);
    const { continueOnFail } = this.history;
    const random = randomFrom(each.seed + 1);
    const second = new Set(inputs.flatMap((_, item) => (each.splits && random() < 0.5 ? [item] : [])));
    const groups = [[...inputs.keys()].filter((item) => !second.has(item)), [...second]].filter(({ length }) => length > 0);
    const told: Told[] = inputs.map((_, item) => ({ outcomes: [], isInvalid: item === each.invalid && !ledger.earlier(item), isHandedOver: false }));
    let isOver = false;
    for (const positions of groups) {
      if (isOver) break;
      positions.forEach((item) => (told[item]!.isHandedOver = true));
      const call: Call = {
        vendor: this.wire.vendor,
        operation: this.wire.operation,
        inputs: positions.map((item) => inputs[item]!),
        positions,
        account: this.account,
        options: { continueOnFail, ...(this.wire.longestWaitMs !== undefined && { longestWaitMs: this.wire.longestWaitMs }) },
        ledger,
        ...(this.history.keyed && { sendOnce: positions.map(() => ({ key: 'k', forMs: WEEK_MS })) }),
      };
      const end = await this.run(call, life, (outcome) => {
        told[positions[outcome.item]!]!.outcomes.push(outcome);
        isOver ||= outcome.state === 'failed' && !continueOnFail;
      });
      if (end !== 'over') return end;
    }
    return told;
  }

  private async run(call: Call, life: Life, tell: (outcome: Outcome) => void): Promise<'over' | 'cancelled' | 'died'> {
    const all = async (): Promise<'over' | 'cancelled'> => {
      try {
        for await (const outcome of execute(call, this.ports(life))) tell(outcome);
        return 'over';
      } catch (error) {
        if (life.signal.aborted) return 'cancelled';
        throw error;
      }
    };
    return await Promise.race([all(), life.died]);
  }

  private ports(life: Life): Ports {
    return testHost({
      vendor: (request) => this.send(request, life),
      unauthenticated: (request) => this.send(request, life),
      now: () => this.now,
      random: this.random,
      sleep: (ms) =>
        life.step(() => {
          this.now += ms;
        }, true),
      signal: life.signal,
      once: this.keys.of(life),
    }).ports;
  }

  private async send(request: HttpRequest, life: Life): Promise<HttpReply> {
    const url = new URL(request.url);
    const isSend = this.witness.isSend(request.method, url.pathname);
    const fault = this.witness.next(isSend);
    const isWhole = !(fault.kind === 'cut' && !fault.whole);
    const body = request.upload ? await readUpload(request, isWhole) : JSON.stringify(request.json ?? null);
    const asked: Asked = { method: request.method, path: url.pathname.replace(/^\/news\/v1/, ''), query: url.searchParams, body };
    const isCutUpload = request.upload !== undefined && !isWhole;
    // Cut short on this side, nobody here can know what became of it, whatever it would have met.
    const cut = (): void => this.witness.left(isCutUpload || body === '' ? [] : this.witness.peopleOf(asked));
    return await life.step(() => this.answer(asked, fault, isCutUpload), true, cut);
  }

  private answer(asked: Asked, fault: Fault, isCutUpload: boolean): HttpReply {
    this.now += ROUND_TRIP_MS;
    // An upload that breaks off is not processed.
    if (isCutUpload) throw new TransportError('ECONNRESET', 'maybe');
    const met = this.witness.meet(asked, fault.kind === 'cut' && !fault.whole ? { ...fault, processed: false } : fault);
    this.now += ROUND_TRIP_MS;
    if ('cut' in met) throw new TransportError(met.cut === 'refused' ? 'ECONNREFUSED' : 'ECONNRESET', met.cut === 'refused' ? 'no' : 'maybe');
    const { status, headers = {}, body } = met.reply;
    const isDated = this.history.skewSeconds !== undefined;
    return { status, headers: { ...(isDated && { date: new Date(this.vendorNow()).toUTCString() }), ...headers }, body: parsed(body) };
  }
}
