import { isFailed, type AnyOperation, type CampaignError, type Outcome } from '../../../engine';
import { braze } from './braze';
import { bryj } from './bryj';
import { differences } from './compare';
import { followAnalytics } from './followAnalytics';
import { horisen } from './horisen';
import type { Meaning, Meanings } from './meaning';
import { isRecord, meantBy, type Members } from './meant';
import { moEngage } from './moEngage';
import { isAboutState } from './refusals';
import { rowsIn, type Sent } from './wire';

const meanings: Readonly<Record<string, Meanings>> = { braze, bryj, followAnalytics, horisen, moEngage };

export const meaningOf = (vendor: string, operation: string): ((input: Members) => Meaning) => {
  const found = meanings[vendor]?.[operation];
  if (!found) throw new Error(`Nobody has written down what ${vendor}.${operation} says: see test/properties/operations/${vendor}.ts`);
  return found;
};

/** The family of errors, without the one for faults that nobody foresaw. */
const FAMILY = [
  ...['validation', 'authentication', 'permission', 'notFound', 'notReady', 'conflict', 'rateLimited', 'rejected', 'unavailable'],
  ...['outcomeUnknown', 'format', 'cancelled'],
];
const STATES = ['done', 'notSent', 'skipped', 'failed', 'notTried'];

/** What JavaScript says where nobody has thought of a case. */
const RAW =
  /undefined|\[object |NaN is a number|Cannot (read|convert|mix|destructure)|Invalid (time|Date)|is not (iterable|a function|defined|a constructor)|URI malformed|circular|Maximum call stack|native code|Reduce of empty|JSON at position|Unexpected token|toISOString|BigInt|Symbol\(/;

/** What is wrong with how an outcome is told. */
const faultsOfTelling = (outcome: Outcome): readonly string[] => {
  if (!STATES.includes(outcome.state)) return [`the outcome is ${outcome.state}`];
  if (!isFailed(outcome)) return outcome.warnings.filter((each) => RAW.test(each)).map((each) => `a warning says: ${each}`);
  const { code, message, todo, field } = outcome.error;
  const told = JSON.stringify(outcome.error.toJSON());
  return [
    ...(FAMILY.includes(code) ? [] : [`its code is ${code}: ${message}`]),
    ...(RAW.test(message) || RAW.test(todo) || RAW.test(String(field ?? '')) ? [`it says: ${message} ${todo} (${String(field)})`] : []),
    ...(/^\S.*([.!?]|[.!?] \(and \d+ more: .*\))$/s.test(message) ? [] : [`its message is no sentence: ${message}`]),
    ...(/^\S.*\.$/s.test(todo) ? [] : [`it says nothing to do: ${message} ${todo}`]),
    ...(told === undefined ? ['it is no plain data'] : []),
  ];
};

/** Whether a request only reads; horisen's GETs before an update, and a look at campaigns before they are triggered. */
const isReading = ({ method }: Sent): boolean => method === 'GET';

/** One input that was run. */
export interface Played {
  readonly vendor: string;
  readonly name: string;
  readonly operation: AnyOperation;
  readonly input: Members;
  /** Whether what is good of an input may be sent without the rest. */
  readonly continueOnFail: boolean;
  readonly outcomes: readonly Outcome[];
  readonly sent: readonly Sent[];
}

/** The input without those entries of its lists that were refused by themselves. */
const withoutRefused = ({ operation, input, outcomes }: Played): Members => {
  const refused = outcomes.flatMap((outcome) =>
    isFailed(outcome) && outcome.error.reached === 'no' && outcome.error.entry !== undefined ? [outcome.error.entry] : [],
  );
  if (refused.length === 0) return input;
  let entry = 0;
  const lists = (operation.batch?.splitBy ?? []).flatMap((list) => {
    const value = meantListIn(operation, list, input[list]);
    return value === undefined ? [] : [[list, value.filter(() => !refused.includes(++entry))] as const];
  });
  const left = lists.filter(([, list]) => list.length > 0);
  return { ...Object.fromEntries(Object.entries(input).filter(([name]) => !lists.some(([list]) => list === name))), ...Object.fromEntries(left) };
};

/** A list field as its entries stand, bad ones among them. */
const meantListIn = ({ fields }: AnyOperation, name: string, value: unknown): readonly unknown[] | undefined => {
  if (value === undefined || value === null || value === '') return undefined;
  const parsed = (text: string): unknown => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return undefined;
    }
  };
  if (fields[name]?.type !== 'list') return (typeof value === 'string' ? parsed(value.replace(/^\ufeff/, '')) : value) as readonly unknown[];
  const list = Array.isArray(value) ? value : [value];
  return list.flatMap((each: unknown) => {
    const inner = typeof each === 'string' && /^\s*\[/.test(each) ? parsed(each) : undefined;
    if (Array.isArray(inner)) return inner as unknown[];
    return typeof each === 'string' && !Array.isArray(value)
      ? each
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== '')
      : [each];
  });
};

/** Several requests of an input whose lists were divided among them, as one: what is the same in all, and the lists together. */
const checkBatch = (all: readonly Sent[]): Sent => {
  const [first, ...others] = all;
  if (!first || others.length === 0 || !isRecord(first.body)) return first!;
  const bodies = all.map(({ body }) => (isRecord(body) ? body : {}));
  const names = [...new Set(bodies.flatMap((body) => Object.keys(body)))];
  return {
    ...first,
    body: Object.fromEntries(
      names.map((name) => [name, bodies.some((body) => Array.isArray(body[name])) ? bodies.flatMap((body) => body[name] ?? []) : bodies[0]![name]]),
    ),
  };
};

const sorted = (list: unknown): unknown =>
  Array.isArray(list) ? [...list].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)) : list;

/** What does not come over the wire as it was meant. */
const differencesIn = (played: Played): readonly string[] => {
  const { vendor, name, operation } = played;
  const meaning = meaningOf(vendor, name)(meantBy(operation.fields, withoutRefused(played)));
  const main = played.sent.filter(({ method }) => method === meaning.method);
  if (main.length === 0) return [`nothing of ${meaning.method} was sent`];
  const isList = operation.returns !== 'object';
  const got = isList ? main[0]! : checkBatch(main);
  const isDivided = !isList && main.length > 1;
  const query = Object.fromEntries(
    Object.entries(meaning.query ?? {}).map(([param, value]) => [param, typeof value === 'number' || typeof value === 'boolean' ? String(value) : value]),
  );
  const [wanted, body] = isDivided && isRecord(meaning.body) && isRecord(got.body) ? [mapped(meaning.body), mapped(got.body)] : [meaning.body, got.body];
  return [
    ...differences(meaning.path, got.path, 'path'),
    ...differences(query, got.query, 'query'),
    ...differences(wanted, meaning.isPart ? part(body, wanted) : body, 'body'),
    ...differences(meaning.form, got.form, 'form'),
    ...(typeof meaning.rows === 'string'
      ? differences(meaning.rows, got.file?.text, 'file')
      : differences(meaning.rows, got.file && rowsIn(got.file.text), 'rows')),
  ];
};

const mapped = (body: Members): Members => Object.fromEntries(Object.entries(body).map(([name, value]) => [name, sorted(value)]));

/** Only those members that something was said of. */
const part = (body: unknown, wanted: unknown): unknown =>
  isRecord(body) && isRecord(wanted) ? Object.fromEntries(Object.entries(body).filter(([name]) => wanted[name] !== undefined)) : body;

/** What was not sent because the vendor refused something before it. */
const isUnsent = ({ message }: CampaignError): boolean =>
  /^Not tried: an earlier request failed|^Not sent: .* rejected the whole request because of/.test(message);

const isRefusedHere = (outcome: Outcome): boolean =>
  isFailed(outcome) && outcome.error.reached === 'no' && (outcome.error.code === 'validation' || (outcome.state === 'notTried' && !isUnsent(outcome.error)));

const wordsOf = ({ message, details }: CampaignError): string => `${message} ${JSON.stringify(details ?? null)}`;

/** Everything that is wrong with how an input was run; nothing is as it should be. */
export const faultsOf = (played: Played): readonly string[] => {
  const { vendor, name, operation, outcomes, sent } = played;
  if (outcomes.length === 0) return ['there is no outcome'];
  const faults = outcomes.flatMap(faultsOfTelling);
  if (faults.length > 0) return faults;
  if (outcomes.every(isRefusedHere) || (!played.continueOnFail && outcomes.some(isRefusedHere))) {
    const written = sent.filter((each) => !isReading(each));
    return [...written.map(({ method, path }) => `it was refused, and ${method} ${path.join('/')} was sent`)];
  }
  for (const outcome of outcomes) {
    if (isFailed(outcome) && !isRefusedHere(outcome) && !isUnsent(outcome.error) && !isAboutState(vendor, name, wordsOf(outcome.error))) {
      faults.push(`refused by the sandbox for its form: ${wordsOf(outcome.error)}`);
    }
    if (!isFailed(outcome)) {
      for (const warning of outcome.warnings.filter((each) => /accepted the request and added/.test(each) && !isAboutState(vendor, name, each)))
        faults.push(`refused in part: ${warning}`);
    }
  }
  // What is refused for what it is about ends the run, or is left out when the rest is sent again: then what was sent is not the whole.
  const isPart = operation.singleOut !== undefined && outcomes.some((outcome) => isFailed(outcome) && !isRefusedHere(outcome));
  return [...faults, ...(isPart ? [] : differencesIn(played))];
};
