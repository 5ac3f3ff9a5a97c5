import { brake, totalOf } from '../validate/brake';
import type { Call } from '../catalogue/call';
import { chunk, divide, type Chunk } from '../request/chunk';
import { deduplicate, type Dropped } from '../validate/duplicates';
import { unitOf, type Unit } from '../base/unit';
import { preflightOf } from '../request/preflight';
import { CampaignError, Ended, unexpected, type Failure } from '../base/errors';
import { checkContextOf, errorOf, type RequestContext } from '../request/context';
import type { FileRef } from '../catalogue/fields';
import { inspect, type FileFacts } from '../validate/inspect';
import { NOTHING, type JsonObject } from '../base/json';
import { guarded } from '../request/guarded';
import { madeBy } from '../base/made';
import type { AnyOperation, Problem } from '../catalogue/operation';
import { entryAt, inWhole, partsOf, sortOut, type Part } from '../validate/parts';
import { concerning } from '../validate/people';
import type { Ports } from '../base/ports';
import { secretsOf } from '../request/secrets';
import { completeAccount } from '../request/session';
import { failureOf } from '../validate/validate';
import { operationOf } from '../catalogue/vendor';
import { ITEMS } from '../base/words';

/** What a call is about, and what was found out before anything is sent. */
export interface Checked {
  readonly chunks: readonly Chunk[];
  readonly facts: ReadonlyMap<number, FileFacts>;
  readonly failures: readonly { readonly item: number; readonly failure: Failure }[];
  /** Doubts about an item, to be told with its first outcome. */
  readonly warnings: Map<number, readonly string[]>;
  /** What earlier tries of the run have sent, or may have. */
  readonly earlier: readonly Unit[];
  /** Parts of items that are not sent, where others of the same item are. */
  readonly refused: readonly Unit[];
  /** What is left out for later items for the same people. */
  readonly dropped: readonly Dropped[];
  /** Why nothing at all is to be sent. */
  readonly stop?: Failure;
  /** How many people it is for; undefined where nobody can know. */
  readonly people: number | undefined;
}

/**
 * The stage for a call.
 * @throws CampaignError `validation` where the account is incomplete
 */
export const requestContextOf = (call: Call, ports: Ports): RequestContext => {
  const account = completeAccount(call.vendor, call.account, ports.addresses);
  const operation = operationOf(call.vendor, call.operation);
  const secrets = secretsOf(call.vendor, account.credential);
  return {
    vendor: call.vendor,
    operation,
    name: call.operation,
    account,
    secrets,
    options: call.options ?? {},
    baseUrl: call.vendor.baseUrl(account.credential),
    ports: guarded(ports, secrets),
    made: madeBy(account.id),
    run: {},
  };
};

const kept = new WeakMap<AnyOperation, readonly string[]>();

/** The names of an operation's file fields, found once: they are asked for with every item. */
const fileFields = (o: AnyOperation): readonly string[] => {
  const names = kept.get(o) ?? Object.entries(o.fields).flatMap(([name, { type }]) => (type === 'file' ? [name] : []));
  kept.set(o, names);
  return names;
};

/** What one item comes to before anything is sent. */
interface Looked {
  readonly inputs: readonly JsonObject[];
  readonly doubts: readonly string[];
  readonly facts?: FileFacts;
  readonly failures: readonly Failure[];
}

/** Looks through the files of an input. */
const lookThrough = async (
  { operation, ports, secrets }: RequestContext,
  files: readonly string[],
  input: JsonObject,
): Promise<{ readonly facts?: FileFacts } | { readonly failure: Failure }> => {
  let facts: FileFacts | undefined;
  for (const name of files) {
    const found = await inspect(operation.fields, name, input[name] as unknown as FileRef, ports.csv, secrets.excerpt);
    if ('problem' in found) return { failure: failureOf([found.problem]) };
    facts = found.facts;
  }
  return facts ? { facts } : {};
};

/** Checks one item: what is wrong with single entries of its lists is no reason to leave out the others. */
const lookAt = async (context: RequestContext, raw: Call['inputs'][number], preflight: ReturnType<typeof preflightOf>): Promise<Looked> => {
  const { operation } = context;
  const checkContext = checkContextOf(context);
  const { good, bad } = sortOut(operation, raw, checkContext);
  const failures: Failure[] = bad.map(({ problems, entry, raw: own }) => {
    const place = entry === undefined ? entryAt(operation, raw, problems[0]!.field) : { entry };
    return concerning(operation, { ...failureOf(problems), ...place }, own as JsonObject);
  });
  const [whole] = good;
  if (!whole) return { inputs: [], doubts: [], failures };
  const doubts = [...whole.doubts];
  const files = fileFields(operation).filter((name) => whole.input[name] !== undefined);
  const look = files.length > 0 ? await lookThrough(context, files, whole.input) : {};
  if ('failure' in look) return { inputs: [], doubts: [], failures: [...failures, look.failure] };
  const inputs: JsonObject[] = [];
  const admit = async (input: JsonObject, part?: Part): Promise<void> => {
    const problems = await preflight(input);
    if (!('failure' in problems) && problems.length === 0) {
      inputs.push(input);
      // What is left out as a duplicate is not doubted.
      if (!context.options.duplicates) doubts.push(...(operation.warn?.(input, checkContext) ?? []));
      return;
    }
    const parts = part === undefined && !('failure' in problems) ? partsOf(operation, input) : undefined;
    if (parts) {
      for (const each of parts) await admit(each.raw as JsonObject, each);
      return;
    }
    const failure = 'failure' in problems ? problems.failure : failureOf(part ? inWhole(problems, part) : problems);
    failures.push({ ...concerning(operation, failure, input), ...(part && { entry: part.entry }) });
  };
  await admit(whole.input);
  return { inputs, doubts, ...('facts' in look && { facts: look.facts }), failures };
};

/** Everything that can be found wrong before anything is sent; what an earlier try has sent is not asked about again. */
export const check = async (context: RequestContext, call: Call): Promise<Checked> => {
  const { operation, ports, options } = context;
  const checkContext = checkContextOf(context);
  const failures: { item: number; failure: Failure }[] = [];
  const facts = new Map<number, FileFacts>();
  const warnings = new Map<number, readonly string[]>();
  const preflight = preflightOf(context);
  const earlier: Unit[] = [];
  const refused: Unit[] = [];
  let units: Unit[] = [];
  /** What earlier tries have sent, as it is said now, for whom it is: what was accepted is not kept. */
  const sent: Unit[] = [];
  for (const [item, raw] of call.inputs.entries()) {
    const position = call.positions?.[item] ?? item;
    const before = call.ledger?.earlier(position);
    if (before) {
      for (const unit of before) {
        unit.item = item;
        if (unit.refused) failures.push({ item, failure: unit.refused });
        else (unit.note ? earlier : units).push(unit);
      }
      if (options.duplicates) sent.push(...sortOut(operation, raw, checkContext).good.map(({ input }) => unitOf(item, input)));
      continue;
    }
    call.ledger?.clear(position);
    let looked: Looked;
    try {
      looked = await lookAt(context, raw, preflight);
    } catch (error) {
      if (error instanceof CampaignError || error instanceof Ended || ports.signal?.aborted) throw error;
      failures.push({ item, failure: unexpected(error, 'no') });
      continue;
    }
    for (const failure of looked.failures) {
      failures.push({ item, failure });
      if (looked.inputs.length > 0) refused.push({ ...unitOf(item, NOTHING), refused: failure });
    }
    if (looked.facts) facts.set(item, looked.facts);
    if (looked.doubts.length > 0) warnings.set(item, looked.doubts);
    for (const input of looked.inputs) for (const unit of divide(operation, { item, input })) units.push(unit);
  }
  const dropped: Dropped[] = [];
  const leave = (unit: Unit, problems: readonly Problem[], person?: string): void => {
    failures.push({ item: unit.item, failure: concerning(operation, { ...failureOf(problems), ...(person !== undefined && { person }) }, unit.input) });
  };
  const doubt = (item: number, said: readonly string[]): void => {
    if (said.length > 0) warnings.set(item, [...(warnings.get(item) ?? []), ...said]);
  };
  if (options.duplicates) {
    const sorted = deduplicate(operation, options.duplicates, units, sent, ports.words ?? ITEMS);
    units = [...sorted.units];
    dropped.push(...sorted.dropped);
    for (const { unit, problem, person } of sorted.refused) leave(unit, [problem], person);
    for (const [{ item }, said] of sorted.doubts) doubt(item, [said]);
    for (const { item, input } of units) doubt(item, operation.warn?.(input, checkContext) ?? []);
  }
  let chunks = chunk(operation, units, checkContext);
  const apart = new Set<Unit>();
  for (const each of chunks) {
    for (const [position, problems] of operation.batch?.checkBatch?.(each.inputs, checkContext) ?? []) {
      const unit = each.units[position]!;
      leave(unit, problems);
      apart.add(unit);
    }
  }
  // Without the refused ones the others may stand together differently.
  if (apart.size > 0) {
    units = units.filter((unit) => !apart.has(unit));
    chunks = chunk(operation, units, checkContext);
  }
  // What was accepted is over: its own try was held against the brake, and goes nowhere now.
  const open = earlier.filter(({ note }) => note?.state !== 'accepted');
  const people = options.stopAbove === undefined ? undefined : totalOf(operation, [...open, ...units], facts);
  const stop = units.length > 0 ? brake(people, options.stopAbove) : undefined;
  return { chunks, facts, failures, warnings, earlier, refused, dropped, people, ...(stop && { stop }) };
};

/**
 * How many people a call is for, for hosts that make several calls of what is one send to the user; undefined where nobody can know.
 * @throws CampaignError `validation` where the account is incomplete
 */
export const peopleOf = async (call: Call, ports: Ports): Promise<number | undefined> => {
  const { options, ...rest } = call;
  const checked: Call = { ...rest, options: { ...options, stopAbove: Infinity } };
  return (await check(requestContextOf(checked, ports), checked)).people;
};

/**
 * Holds a whole send against *Stop Above*.
 * @throws CampaignError `validation` where it is for more people, or nobody can know for how many
 */
export const holdBack = (call: Call, ports: Ports, people: number | undefined, stopAbove: number | undefined): void => {
  const failure = brake(people, stopAbove);
  if (failure) throw errorOf(requestContextOf(call, ports), failure);
};
