import { isUnsafe } from '../request/answers';
import type { Call, Outcome, SendOnce } from '../catalogue/call';
import type { Output } from '../base/output';
import type { Chunk } from '../request/chunk';
import type { Unit } from '../base/unit';
import { CampaignError, Ended, unexpected, type Failure } from '../base/errors';
import { checkContextOf, errorOf, retryOf, type RequestContext } from '../request/context';
import { exchange, unknown } from '../request/exchange';
import { whereToLook } from '../request/requestFailures';
import type { Attempt, Exchanged } from '../request/exchanged';
import type { FileFacts } from '../validate/inspect';
import type { JsonObject } from '../base/json';
import { noteAccepted } from '../base/ledger';
import { admit, mayHaveBeenSent, skipped, type Admitted } from './once';
import { wholes } from './readModifyWrite';
import { concerning } from '../validate/people';
import { outputOf } from '../output/outputs';
import type { OnceKey } from '../base/ports';
import { isBlank } from '../base/words';
import { waiter } from './ready';
import { parsedOf, singledOut } from './singledOut';

/** The outcome of one unit of a request. */
export type Verdict = Exclude<Outcome, { state: 'notTried' }>;

/** The outcomes of a request's units, and whether they end the call for the others. */
export interface Sent {
  readonly verdicts: readonly Verdict[];
  /** Whether the request failed for at least some of its units; what an earlier run left behind is not a failure of this one. */
  readonly isFailed: boolean;
  /** The failure of the whole request. */
  readonly failure?: Failure;
}

/** @param items of the whole request */
const failed = (context: RequestContext, { item, input }: Unit, failure: Failure, items: readonly number[]): Verdict => ({
  item,
  state: 'failed',
  error: errorOf(context, concerning(context.operation, failure, input), items),
});

const inputsOf = (inputs: readonly JsonObject[]): Chunk['inputs'] => inputs as unknown as Chunk['inputs'];

/** Maps an output to its state: the vendor may have accepted the request without sending anything. */
const verdictOf = (item: number, output: Output, warnings: readonly string[], words: string | undefined): Verdict =>
  words !== undefined && output.kind === 'object'
    ? { item, state: 'notSent', output: { kind: 'object', json: { ...output.json, status: 'notSent', notice: words } }, words, warnings }
    : { item, state: 'done', output, warnings };

const MAYBE: Omit<Failure, 'todo'> = {
  code: 'outcomeUnknown',
  reached: 'maybe',
  message: 'An earlier attempt in this run may have been accepted; it was not sent again.',
};

/** An input that the vendor recognizes if it is repeated: without a key of its own, it gets that of the one person it is for. */
const recognizable = ({ repeatKey }: RequestContext['operation'], input: JsonObject, keys: readonly OnceKey[]): JsonObject =>
  repeatKey !== undefined && isBlank(input[repeatKey]) && keys.length === 1 ? { ...input, [repeatKey]: keys[0]!.digest } : input;

/** One shared note for all units of a request: all that is known is that it was passed to the connection. */
const noteUnderWay = (admitted: readonly Admitted[], at: number): void => {
  const note = { state: 'underWay', at } as const;
  for (const { unit, keys } of admitted) {
    unit.note = note;
    if (keys.length > 0) unit.keys = keys;
  }
};

/** Warnings if the store of send-once keys does not record the outcome. */
const UNTOLD = {
  accepted: 'The send-once keys of what was sent could not be stored',
  release: 'The send-once keys of what was not sent could not be removed',
} as const;

/** The result of a file says for how many people it was; the vendor does not. */
const counted = (output: Output | Failure, facts: FileFacts | undefined): Output | Failure =>
  'kind' in output && output.kind === 'object' && facts?.rows !== undefined ? { ...output, json: { ...output.json, recipients: facts.rows } } : output;

/** Sends a call's requests and records what was accepted or may have been. */
export class Sending {
  private readonly ready;

  constructor(
    private readonly context: RequestContext,
    private readonly call: Call,
    private readonly facts: ReadonlyMap<number, FileFacts>,
    /** Warnings about an item, reported with its first outcome. */
    private readonly doubts: (item: number) => readonly string[],
  ) {
    this.ready = waiter(context);
  }

  /** The outcome of units that an earlier try of the run sent or may have sent; lost answers are looked up once more. */
  async earlier(unit: Unit): Promise<Verdict> {
    const { context } = this;
    const note = unit.note!;
    if (note.state === 'accepted') return verdictOf(unit.item, note.output, note.warnings, note.notSent);
    const failure = note.state === 'unknown' ? note.failure : { ...MAYBE, todo: whereToLook(context) };
    const result = await unknown(context, [unit.input], [unit.item], failure, note.at);
    const {
      verdicts: [verdict],
    } = await this.settled([{ unit, input: unit.input, keys: unit.keys ?? [], warnings: [] }], result, { sentAt: note.at }, true);
    return verdict!;
  }

  /** Sends one request: reads what it needs, claims its send-once keys, and records the outcome of each unit. */
  async send({ units, items }: Chunk): Promise<Sent> {
    const { context, call } = this;
    const { operation } = context;
    const refuse = (failure: Failure): Sent => ({ verdicts: units.map((unit) => failed(context, unit, failure, items)), isFailed: true, failure });
    const notReady = await this.ready(units[0].input);
    if (notReady) return refuse(notReady);
    const checkContext = checkContextOf(context);
    // Repeatable requests need no key, and stopping must not be blocked by the key of a launch.
    const keyOf = ({ item, input }: Unit): SendOnce | undefined => (isUnsafe(retryOf(operation, [input], checkContext)) ? call.sendOnce?.[item] : undefined);
    const admission = await admit(context, units, keyOf);
    if ('failure' in admission) return refuse(admission.failure);
    const { admitted, heldBack } = admission;
    /** @param twin the outcome of the unit in this request that claims the same key */
    const verdictsOf = (twin: (unit: Unit) => Verdict | undefined): Verdict[] =>
      heldBack.map((each): Verdict => {
        const { item } = each.unit;
        const same = each.twin && twin(each.twin);
        if (same?.state === 'failed') return failed(context, each.unit, same.error.failure, [item]);
        if (same?.state === 'notSent') return { ...same, item, warnings: [] };
        return each.because === 'sent'
          ? { item, state: 'skipped', why: 'sentBefore', output: { kind: 'object', json: skipped(each, context) }, warnings: [] }
          : failed(context, each.unit, mayHaveBeenSent(each, context), [item]);
      });
    if (admitted.length === 0) return { verdicts: verdictsOf(() => undefined), isFailed: false };
    const keys = admitted.flatMap((each) => each.keys);
    const attempt: Attempt = {};
    try {
      const put = await wholes(context, inputsOf(admitted.map(({ input, keys: own }) => recognizable(operation, input, own))), items);
      if ('failure' in put) {
        await this.tell('release', keys);
        return refuse(put.failure);
      }
      const { inputs } = put;
      const isNoted = call.ledger !== undefined && (isUnsafe(retryOf(operation, inputs, checkContextOf(context))) || keys.length > 0);
      if (isNoted) noteUnderWay(admitted, context.ports.now());
      const sent = await this.sendOut(admitted, inputs, items, attempt, isNoted);
      const twin = (unit: Unit) => sent.verdicts[admitted.findIndex((each) => each.unit === unit)];
      return { ...sent, verdicts: [...verdictsOf(twin), ...sent.verdicts] };
    } catch (error) {
      const isOver = error instanceof CampaignError || error instanceof Ended || context.ports.signal?.aborted;
      const isUnsent = attempt.sentAt === undefined;
      if (isUnsent) {
        for (const { unit } of admitted) unit.note = undefined;
        await this.tell('release', keys);
      }
      if (isOver) throw error;
      // What was passed to the connection stays recorded as in progress.
      return refuse(isUnsent ? unexpected(error, 'no') : { ...unexpected(error, 'maybe'), todo: whereToLook(context) });
    }
  }

  /** Sends admitted units as one request. If the vendor refuses it because of some of them, the others are sent again without these. */
  private async sendOut(admitted: readonly Admitted[], inputs: Chunk['inputs'], items: readonly number[], attempt: Attempt, isNoted: boolean): Promise<Sent> {
    const { context } = this;
    const request = context.operation.request(inputs, checkContextOf(context));
    const result = await exchange(context, request, inputs, items, this.facts.get(items[0]!), attempt);
    const found = 'failure' in result ? singledOut(context, result.failure, inputs, attempt) : undefined;
    if (!found) return await this.settled(admitted, result, attempt, isNoted, inputs);
    const { named, withheld } = found;
    const part = <T>(all: readonly T[], isNamed: boolean): readonly T[] => all.filter((_, position) => named.has(position) === isNamed);
    const about = { request, reply: { status: 0, headers: {}, body: null }, parsed: parsedOf([...named.values()]) };
    const out = await this.settled(part(admitted, true), about, attempt, isNoted, inputsOf(part(inputs, true)));
    const others = part(admitted, false);
    if (others.length === 0) return out;
    const rest = withheld
      ? await this.settled(others, { failure: withheld }, attempt, isNoted)
      : await this.sendOut(others, inputsOf(part(inputs, false)), items, attempt, isNoted);
    const lines = { out: [...out.verdicts], rest: [...rest.verdicts] };
    const verdicts = admitted.map((_, position) => lines[named.has(position) ? 'out' : 'rest'].shift()!);
    return { ...rest, verdicts, isFailed: out.isFailed || rest.isFailed };
  }

  /** Records a result for each unit: in the ledger, in the store of send-once keys, and as its verdict. */
  private async settled(
    admitted: readonly Admitted[],
    result: Exchanged,
    { sentAt = this.context.ports.now() }: Attempt,
    isNoted: boolean,
    inputs: Chunk['inputs'] = inputsOf(admitted.map(({ input }) => input)),
  ): Promise<Sent> {
    const { context } = this;
    const items = admitted.map(({ unit }) => unit.item);
    if ('failure' in result) {
      const { failure } = result;
      const isUnknown = failure.code === 'outcomeUnknown';
      for (const { unit } of admitted) {
        if (isUnknown && isNoted) unit.note = { state: 'unknown', at: sentAt, failure };
        else unit.note = undefined;
      }
      if (!isUnknown)
        await this.tell(
          'release',
          admitted.flatMap(({ keys }) => keys),
        );
      return { verdicts: admitted.map(({ unit }) => failed(context, unit, failure, items)), isFailed: true, failure };
    }
    const { parsed, settled } = result;
    const words = 'notSent' in parsed ? parsed.notSent : undefined;
    let said = [...(settled === undefined ? [] : [settled]), ...('warnings' in parsed ? (parsed.warnings ?? []) : [])];
    const accepted: OnceKey[] = [];
    const free: OnceKey[] = [];
    const verdicts = admitted.map(({ unit, keys, warnings }, position): Verdict => {
      const output = counted(outputOf(context, { items, inputs }, result, position), this.facts.get(unit.item));
      if (!('kind' in output)) {
        unit.note = undefined;
        free.push(...keys);
        return failed(context, unit, output, [unit.item]);
      }
      (words === undefined ? accepted : free).push(...keys);
      const verdict = verdictOf(unit.item, output, [...this.doubts(unit.item), ...warnings, ...said], words);
      said = [];
      if ((verdict.state === 'done' || verdict.state === 'notSent') && verdict.output.kind === 'object') {
        this.remember(verdict.output.json);
        if (isNoted) noteAccepted(unit, verdict.output, words, verdict.warnings);
      }
      return verdict;
    });
    await this.tell('accepted', accepted);
    await this.tell('release', free);
    return { verdicts, isFailed: verdicts.some(({ state }) => state === 'failed') };
  }

  /** Remembers the ID of what this run created. */
  private remember(json: JsonObject): void {
    const id = this.context.operation.reconcile?.madeIn?.(json);
    if (id !== undefined) this.context.made.add(id);
  }

  /** Records the outcome of claimed keys in the store. */
  private async tell(how: keyof typeof UNTOLD, keys: readonly OnceKey[]): Promise<void> {
    if (keys.length === 0) return;
    try {
      await this.context.ports.once![how](keys);
    } catch (error) {
      // They stay claimed: a later run does not send them and reports that they may have been sent.
      this.context.ports.log('warn', `${UNTOLD[how]}: ${String(error)}`);
    }
  }
}
