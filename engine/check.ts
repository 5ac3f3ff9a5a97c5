import { brake, totalOf } from './brake';
import type { Call } from './call';
import { chunk, divide, type Chunk } from './chunk';
import type { Unit } from './unit';
import { consultant } from './consult';
import type { Failure } from './errors';
import { contextOf, errorOf, type Scene } from './exchange';
import type { FileRef } from './fields';
import { inspect, type FileFacts } from './inspect';
import { madeBy } from './made';
import type { AnyOperation, Problem } from './operation';
import type { Ports } from './ports';
import { completeAccount } from './session';
import { failureOf, validate } from './validate';
import { operationOf } from './vendor';

/** What a call is about, and what was found out before anything is sent. */
export interface Checked {
  readonly chunks: readonly Chunk[];
  readonly facts: ReadonlyMap<number, FileFacts>;
  readonly failures: readonly { readonly item: number; readonly failure: Failure }[];
  /** Doubts about an item, to be told with its first outcome. */
  readonly warnings: Map<number, readonly string[]>;
  /** What earlier tries of the run have sent, or may have. */
  readonly earlier: readonly Unit[];
  /** Why nothing at all is to be sent. */
  readonly stop?: Failure;
  /** How many people it is for; undefined where nobody can know. */
  readonly people: number | undefined;
}

/**
 * The stage for a call.
 * @throws CampaignError `validation` where the account is incomplete
 */
export const sceneOf = (call: Call, ports: Ports): Scene => {
  const account = completeAccount(call.vendor, call.account);
  const operation = operationOf(call.vendor, call.operation);
  return {
    vendor: call.vendor,
    operation,
    name: call.operation,
    account,
    options: call.options ?? {},
    baseUrl: call.vendor.baseUrl(account.credential as never),
    ports,
    made: madeBy(account.id),
    run: {},
  };
};

const fileFields = ({ fields }: AnyOperation): readonly string[] => Object.entries(fields).flatMap(([name, { type }]) => (type === 'file' ? [name] : []));

/** Everything that can be found wrong before anything is sent; what an earlier try has sent is not asked about again. */
export const check = async (scene: Scene, call: Call): Promise<Checked> => {
  const { operation, ports, options } = scene;
  const context = contextOf(scene);
  const failures: { item: number; failure: Failure }[] = [];
  const facts = new Map<number, FileFacts>();
  const warnings = new Map<number, readonly string[]>();
  const files = fileFields(operation);
  const consulted = consultant(scene);
  const earlier: Unit[] = [];
  let units: Unit[] = [];
  for (const [item, raw] of call.inputs.entries()) {
    const position = call.positions?.[item] ?? item;
    const before = call.ledger?.earlier(position);
    if (before) {
      for (const unit of before) {
        unit.item = item;
        (unit.note ? earlier : units).push(unit);
      }
      continue;
    }
    call.ledger?.clear(position);
    const validated = validate(operation, raw, context);
    if ('problems' in validated) {
      failures.push({ item, failure: failureOf(validated.problems) });
      continue;
    }
    const { input } = validated;
    let problem: Problem | undefined;
    for (const name of files) {
      if (input[name] === undefined) continue;
      const file = input[name] as unknown as FileRef;
      const found = await inspect(operation.fields, name, file, ports.csv);
      if ('problem' in found) problem = found.problem;
      else facts.set(item, found.facts);
    }
    const problems = problem ? [problem] : await consulted(input);
    if ('failure' in problems) {
      failures.push({ item, failure: problems.failure });
      continue;
    }
    if (problems.length > 0) {
      failures.push({ item, failure: failureOf(problems) });
      continue;
    }
    const doubts = [...(validated.doubts ?? []), ...(operation.warn?.(input as never, context) ?? [])];
    if (doubts.length > 0) warnings.set(item, doubts);
    for (const unit of divide(operation, { item, input })) units.push(unit);
  }
  let chunks = chunk(operation, units, context);
  const refused = new Set<Unit>();
  for (const each of chunks) {
    for (const [position, problems] of operation.batch?.together?.(each.inputs as never, context) ?? []) {
      const unit = each.units[position]!;
      failures.push({ item: unit.item, failure: failureOf(problems) });
      refused.add(unit);
    }
  }
  // Without the refused ones the others may stand together differently.
  if (refused.size > 0) {
    units = units.filter((unit) => !refused.has(unit));
    chunks = chunk(operation, units, context);
  }
  // What was accepted is over: its own try was held against the brake, and goes nowhere now.
  const open = earlier.filter(({ note }) => note?.state !== 'accepted');
  const people = options.stopAbove === undefined ? undefined : totalOf(operation, [...open, ...units], facts);
  const stop = units.length > 0 ? brake(people, options.stopAbove) : undefined;
  return { chunks, facts, failures, warnings, earlier, people, ...(stop && { stop }) };
};

/**
 * How many people a call is for, for hosts that make several calls of what is one send to the user; undefined where nobody can know.
 * @throws CampaignError `validation` where the account is incomplete
 */
export const peopleOf = async (call: Call, ports: Ports): Promise<number | undefined> => {
  const { options, ...rest } = call;
  const checked: Call = { ...rest, options: { ...options, stopAbove: Infinity } };
  return (await check(sceneOf(checked, ports), checked)).people;
};

/**
 * Holds a whole send against *Stop Above*.
 * @throws CampaignError `validation` where it is for more people, or nobody can know for how many
 */
export const holdBack = (call: Call, ports: Ports, people: number | undefined, stopAbove: number | undefined): void => {
  const failure = brake(people, stopAbove);
  if (failure) throw errorOf(sceneOf(call, ports), failure);
};
