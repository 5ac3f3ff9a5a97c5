import type { Contract } from './contract';
import { IN, type Current, type Entry, type Offer, type Parameters, type Terms } from './terms';

/** A change after which saved data no longer means the same, and what to do about it. */

interface Found {
  readonly path: string;
  readonly current: Current;
}

const findIn = ({ parameters }: Entry, path: string): Found | undefined => {
  const all = Object.entries(parameters);
  const found = all.find(([name]) => name === path) ?? all.find(([, { was }]) => was.includes(path));
  return found && { path: found[0], current: found[1] };
};

const list = (values: readonly unknown[]): string => values.map((each) => `'${String(each)}'`).join(', ');
const said = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));

/** Whether a new parameter has a default that is among these values: saved workflows, which lack it, mean that. */
const standsFor = (entry: Entry, known: Parameters, name: string, values: readonly unknown[]): boolean =>
  !(name in known) && values.includes(entry.parameters[name]?.default);

/** Whether it exists wherever it existed before. */
const isShownAsBefore = (entry: Entry, known: Parameters, before: Terms['when'], today: Terms['when'] = {}): boolean =>
  Object.entries(today).every(([name, values]) => {
    if (standsFor(entry, known, name, values)) return true;
    const [, wanted] = Object.entries(before ?? {}).find(([former]) => former === name || findIn(entry, former)?.path === name) ?? [];
    return wanted !== undefined && wanted.every((value) => values.includes(value));
  });

/** The list or group that a column is in. */
const frameOf = (path: string): string | undefined => (path.includes(IN) ? path.slice(0, path.lastIndexOf(IN)) : undefined);
const nameOf = (path: string): string => path.split(IN).at(-1)!;

/** Whether another parameter's existence depends on this one. */
const decides = ({ parameters }: Entry, path: string): boolean =>
  Object.entries(parameters).some(([other, { when = {} }]) => frameOf(other) === frameOf(path) && nameOf(path) in when);

const placeBreaches = (entry: Entry, { path, current }: Found, former: string, { place }: Terms): string[] => {
  const lost = [place ?? []].flat().filter((each) => each !== current.place && each !== current.wasIn);
  // Columns and run options are stored in one place only.
  const isFixed = frameOf(path) !== undefined || lost.includes('options');
  if (lost.length > 0) {
    return [`was in ${list(lost)} and is in '${current.place}': ${isFixed ? 'it cannot move' : `say wasIn: ${list(lost)} in the field`}`];
  }
  const hasMoved = place !== undefined && [place].flat().some((each) => each !== current.place);
  return (path !== former || hasMoved) && decides(entry, path)
    ? ['has another name or place, and other fields are there or not by what it says: n8n cannot carry that; keep it as it was']
    : [];
};

const termsBreaches = (entry: Entry, known: Parameters, found: Found, former: string): string[] => {
  const before = known[former]!;
  const { current } = found;
  const choices = [...(current.choices ?? []), ...current.formerChoices];
  const gone = (before.choices ?? []).filter((each) => current.choices === undefined || !choices.includes(each));
  return [
    ...(current.type !== before.type ? [`was of type '${before.type}' and is of type '${current.type}': add a field of another name, and keep this one`] : []),
    ...placeBreaches(entry, found, former, before),
    ...(JSON.stringify(current.default) !== JSON.stringify(before.default)
      ? [`had the default ${said(before.default)} and has ${said(current.default)}: hosts save no value that stands at its default; keep it as firstDefault`]
      : []),
    ...(current.required && !before.required ? ['is required and was not: keep it optional'] : []),
    ...(gone.length > 0 ? [`no longer has the choice ${list(gone)}: say was in the option that takes its place`] : []),
    ...(isShownAsBefore(entry, known, before.when, current.when) ? [] : [`is there only with ${said(current.when)}, and was with ${said(before.when)}`]),
  ];
};

/** A new required parameter that no saved workflow can have. */
const isDemanded = (before: Parameters, { required, when = {}, ...current }: Current): boolean =>
  required === true &&
  !('default' in current) &&
  Object.entries(when).every(([name, values]) => values.some((value) => before[name]?.choices?.includes(String(value)) ?? true));

const newBreaches = (before: Parameters, { parameters }: Entry): string[] =>
  Object.entries(parameters).flatMap(([path, current]) => {
    const isNew = !(path in before) && !current.was.some((former) => former in before);
    const frame = frameOf(path);
    return isNew && (frame === undefined || frame in before) && isDemanded(before, current)
      ? [`'${path}' is new and required: make it optional, or give it a default with which nothing changes`]
      : [];
  });

/** A name that is current for one parameter and former for another is ambiguous. */
const nameBreaches = ({ parameters }: Entry): string[] =>
  Object.entries(parameters).flatMap(([path, { was, choices = [], formerChoices }]) => [
    ...was.filter((former) => former in parameters).map((former) => `'${path}' cannot be called '${former}' formerly: there is such a field today`),
    ...formerChoices
      .filter((former) => choices.includes(former))
      .map((former) => `'${path}' cannot have had the choice '${former}': there is such a one today`),
  ]);

const entryBreaches = (before: Parameters, entry: Entry): string[] => [
  ...Object.keys(before).flatMap((path) => {
    const found = findIn(entry, path);
    if (!found) return [`'${path}' is gone: say was: ['${nameOf(path)}'] in the field that takes its place`];
    return termsBreaches(entry, before, found, path).map((what) => `'${found.path}' ${what}`);
  }),
  ...newBreaches(before, entry),
  ...nameBreaches(entry),
];

type Entries = { readonly [name: string]: Entry };

/** An operation is identified by resource and name together, and n8n stores both separately. */
const isTaken = (entries: Entries, name: string, was: readonly string[]): string | undefined => {
  const calls = [name, ...was].map((each) => each.split('.'));
  const crossed = calls.flatMap(([resource]) => calls.map(([, key]) => [resource, key].filter((each) => each !== undefined).join('.')));
  return crossed.find((each) => each !== name && each in entries);
};

const entriesBreaches = (what: string, before: { readonly [name: string]: Parameters }, today: Entries): string[] => [
  ...Object.entries(before).flatMap(([name, parameters]) => {
    const [found] = Object.entries(today).filter(([each, { was }]) => each === name || was.includes(name));
    if (!found) return [`${what} '${name}' is gone: say was: ['${name}'] in the one that takes its place`];
    return entryBreaches(parameters, found[1]).map((each) => `${what} '${found[0]}': ${each}`);
  }),
  ...Object.entries(today).flatMap(([name, { was }]) => {
    const taken = isTaken(today, name, was);
    return taken === undefined ? [] : [`${what} '${name}' cannot be what '${taken}' was: there is such a one today`];
  }),
];

/** How today's offer breaks a contract; each breach with its place and what to do. Additions break nothing. */
export const breachesOf = (contract: Contract, today: Offer): string[] => [
  ...entryBreaches(contract.account, today.account).map((each) => `account: ${each}`),
  ...entriesBreaches('operation', contract.operations, today.operations),
  ...entriesBreaches('trigger', contract.triggers, today.triggers),
];
