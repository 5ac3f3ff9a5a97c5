import { isFailed, type Ledger, type Outcome } from '../../../engine';
import type { Wire } from './wire';
import type { Tally, Witness } from './witness';

/** What was told of one item in one try. */
export interface Told {
  readonly outcomes: Outcome[];
  /** An expression left it empty, and nothing of it had been sent. */
  readonly isInvalid: boolean;
  /** Whether the host came to it at all. */
  isHandedOver: boolean;
}

type People = readonly (readonly string[])[];

const isUnknown = (outcome: Outcome): boolean => outcome.state === 'failed' && outcome.error.code === 'outcomeUnknown';

/** What stands wrong, gathered so that a counterexample shows all of it. */
class Findings {
  readonly all: string[] = [];

  say(holds: boolean, what: () => string): void {
    if (!holds) this.all.push(what());
  }
}

/** Names in "Not sent, because an earlier run ... may have sent it: a, b." */
const leftOutIn = (warnings: readonly string[]): readonly string[] =>
  warnings.flatMap((warning) => /^Not sent, because .* may have sent it: (.*)\.$/s.exec(warning)?.[1]?.split(', ') ?? []);

/** How often each state was told of each person, and how often it is not known, which is only told of items. */
class Report {
  readonly done = new Map<string, number>();
  readonly notSent = new Map<string, number>();
  /** Of whom it is told that they have it, by this run or by an earlier one. */
  readonly have = new Set<string>();
  readonly unknown: number[];

  constructor(wire: Wire, people: People, told: readonly Told[], findings: Findings) {
    this.unknown = told.map(({ outcomes }) => outcomes.filter(isUnknown).length);
    for (const [item, { outcomes }] of told.entries()) {
      for (const outcome of outcomes) {
        if (isFailed(outcome)) {
          const { code, reached } = outcome.error;
          const isMaybe = code === 'outcomeUnknown';
          findings.say(isMaybe === (reached === 'maybe'), () => `item ${item}: ${code} with reached '${reached}'`);
          findings.say(!(outcome.state === 'notTried' && reached !== 'no'), () => `item ${item}: not tried, and reached '${reached}'`);
          continue;
        }
        findings.say(outcome.output.kind === 'object', () => `item ${item}: no object`);
        if (outcome.output.kind !== 'object') continue;
        const { json } = outcome.output;
        const named = wire.personIn?.(json);
        const skipped = outcome.state === 'skipped' && Array.isArray(json.people) ? (json.people as readonly string[]) : undefined;
        const whom = wire.divides ? (skipped ?? [named ?? '?']) : people[item]!;
        findings.say(
          whom.every((person) => people[item]!.includes(personOf(person))),
          () => `item ${item}: names ${JSON.stringify(whom)}`,
        );
        const out = new Set(leftOutIn(outcome.warnings));
        for (const each of whom) {
          const person = personOf(each);
          if (outcome.state === 'done') this.done.set(person, (this.done.get(person) ?? 0) + 1);
          if (outcome.state === 'notSent') this.notSent.set(person, (this.notSent.get(person) ?? 0) + 1);
          else if (!out.has(person)) this.have.add(person);
        }
      }
    }
  }
}

/** A person as a key names it may be an object. */
const personOf = (person: unknown): string => (typeof person === 'object' && person !== null ? String(Object.values(person)[0]) : String(person));

const listings = (people: People): Map<string, number> => {
  const listed = new Map<string, number>();
  for (const person of people.flat()) listed.set(person, (listed.get(person) ?? 0) + 1);
  return listed;
};

/** Items of each person, each once. */
const itemsOf = (people: People): Map<string, readonly number[]> => {
  const items = new Map<string, number[]>();
  for (const [item, each] of people.entries()) for (const person of new Set(each)) items.set(person, [...(items.get(person) ?? []), item]);
  return items;
};

/** Nobody gets more than was listed, or, under a key, more than one. */
const checkMost = (findings: Findings, listed: ReadonlyMap<string, number>, keyed: boolean, { run, all }: Witness): void => {
  for (const [person, count] of listed) {
    findings.say(run.accepted.of(person) <= count, () => `${person} is listed ${count} times, and got ${run.accepted.of(person)}`);
    if (keyed) findings.say(all.accepted.of(person) <= 1, () => `${person} got ${all.accepted.of(person)} under one key`);
  }
};

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** Each unit has its outcome, and no more. */
const checkUnits = (findings: Findings, wire: Wire, people: People, told: readonly Told[]): void => {
  for (const [item, { outcomes, isInvalid, isHandedOver }] of told.entries()) {
    const [only] = outcomes;
    const isWhole = isInvalid || !wire.divides || (wire.looksUp && outcomes.length === 1 && only!.state === 'failed' && only!.error.reached === 'no');
    const wanted = !isHandedOver ? 0 : isWhole ? 1 : people[item]!.length;
    findings.say(outcomes.length === wanted, () => `item ${item} has ${outcomes.length} outcomes instead of ${wanted}`);
  }
};

/** What was told of messages is what the vendor has accepted, but for what is said to be unknown. */
const checkMessages = (findings: Findings, { divides }: Wire, people: People, { done, notSent, unknown }: Report, run: Tally): void => {
  const items = itemsOf(people);
  for (const [person, own] of items) {
    const accepted = run.accepted.of(person);
    const told = done.get(person) ?? 0;
    const maybe = sum(own.map((item) => unknown[item]! * (divides ? 1 : people[item]!.filter((each) => each === person).length)));
    findings.say(told <= accepted, () => `${person} is reported done ${told} times, and got ${accepted}`);
    findings.say(accepted <= told + maybe, () => `${person} got ${accepted}, and is reported done ${told} and unknown ${maybe} times`);
    findings.say((notSent.get(person) ?? 0) <= run.notSent.of(person), () => `${person} is reported as not sent, which the vendor never said`);
    findings.say(
      maybe === 0 || own.some((item) => people[item]!.some((each) => run.open.of(each) > 0)),
      () => `${person} is called unknown, and every answer was clear`,
    );
  }
  for (const [item, all] of people.entries()) {
    if (all.some((person) => items.get(person)!.length > 1) || new Set(all).size < all.length) continue;
    const accepted = sum(all.map((person) => run.accepted.of(person)));
    const told = sum(all.map((person) => done.get(person) ?? 0));
    findings.say(
      accepted <= told + unknown[item]! * (divides ? 1 : all.length),
      () => `item ${item}: ${accepted} accepted, ${told} done, ${unknown[item]} unknown`,
    );
  }
};

/** Of what is a state of one thing, two that ask for it have it both. */
const checkStates = (findings: Findings, people: People, { have, unknown }: Report, { all, run }: Witness): void => {
  for (const [thing, own] of itemsOf(people)) {
    if (have.has(thing)) findings.say(all.accepted.of(thing) > 0, () => `${thing} is reported done, and was never`);
    else findings.say(run.accepted.of(thing) === 0 || own.some((item) => unknown[item]! > 0), () => `${thing} was done, and is reported as failed`);
  }
};

/** Under a key everybody of whom it is told has it, from this run or an earlier one. */
const checkKeyed = (findings: Findings, people: People, { have, unknown }: Report, { all, run }: Witness): void => {
  for (const [person, own] of itemsOf(people)) {
    if (have.has(person)) findings.say(all.accepted.of(person) === 1, () => `${person} is reported done or skipped, and got ${all.accepted.of(person)}`);
    else findings.say(run.accepted.of(person) === 0 || own.some((item) => unknown[item]! > 0), () => `${person} got it, and is reported as failed`);
  }
};

/** Holds what one try has told against what the vendor has seen. */
export const checkTry = (wire: Wire, people: People, keyed: boolean, told: readonly Told[], witness: Witness): void => {
  const findings = new Findings();
  checkUnits(findings, wire, people, told);
  const handedOver = told.every(({ isHandedOver }) => isHandedOver);
  const report = new Report(wire, people, told, findings);
  checkMost(findings, listings(people), keyed, witness);
  // Of items that the host did not come to, nothing is told in this try.
  if (handedOver) {
    if (wire.isState) checkStates(findings, people, report, witness);
    else if (keyed) checkKeyed(findings, people, report, witness);
    else checkMessages(findings, wire, people, report, witness.run);
  }
  expect(findings.all).toEqual([]);
};

/** What is known when a run is cancelled: hosts tell it from the ledger. */
export const checkCancelled = (wire: Wire, people: People, keyed: boolean, ledger: Ledger, witness: Witness): void => {
  const findings = new Findings();
  checkMost(findings, listings(people), keyed, witness);
  // Where a unit is one person's, the ledger counts people.
  if ((wire.divides || wire.most === 1) && !keyed && !wire.isState) {
    const { accepted, unknown } = ledger.account();
    const { run } = witness;
    findings.say(accepted <= run.accepted.total + run.notSent.total, () => `cancelled: ${accepted} noted as accepted, ${run.accepted.total} were`);
    findings.say(run.accepted.total <= accepted + unknown, () => `cancelled: ${run.accepted.total} accepted, ${accepted} noted and ${unknown} unknown`);
    findings.say(unknown <= run.open.total, () => `cancelled: ${unknown} noted as unknown, and ${run.open.total} were`);
  }
  expect(findings.all).toEqual([]);
};
