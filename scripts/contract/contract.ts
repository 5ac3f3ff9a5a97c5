import type { Current, Entry, Offer, Parameters, Terms } from './terms';

/** What saved workflows and flows may rely on: everything that any release offered, for one vendor. */
export interface Contract {
  /** The last release whose offer is included. */
  readonly version: string;
  readonly account: Parameters;
  readonly operations: { readonly [name: string]: Parameters };
  readonly triggers: { readonly [name: string]: Parameters };
}

const placesOf = ({ place }: Terms): readonly string[] => (place === undefined ? [] : [place].flat());

const union = <T>(one: readonly T[], other: readonly T[]): readonly T[] => [...new Set([...one, ...other])].sort();

/** A contract entry extended by today's offer. Required: if always required; choices: all that were ever offered. */
const extended = (before: Terms | undefined, today: Current): Terms => {
  const places = union(before ? placesOf(before) : [], placesOf(today));
  const choices = union(before?.choices ?? [], today.choices ?? []);
  return {
    type: today.type,
    ...(places.length > 0 && { place: places.length === 1 ? places[0]! : places }),
    ...('default' in today && { default: today.default }),
    ...(today.required && { required: true as const }),
    ...(choices.length > 0 && { choices }),
    ...(today.when && { when: today.when }),
  };
};

const byName = <T>(all: { readonly [name: string]: T }): { readonly [name: string]: T } =>
  Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));

const parametersWith = (before: Parameters = {}, { parameters }: Entry): Parameters =>
  byName({ ...before, ...Object.fromEntries(Object.entries(parameters).map(([path, today]) => [path, extended(before[path], today)])) });

type Entries = { readonly [name: string]: Parameters };

const entriesWith = (before: Entries = {}, today: { readonly [name: string]: Entry }): Entries =>
  byName({ ...before, ...Object.fromEntries(Object.entries(today).map(([name, entry]) => [name, parametersWith(before[name], entry)])) });

/** The contract with today's offer added; nothing promised earlier is removed. */
export const withOffer = (before: Partial<Contract>, { account, operations, triggers }: Offer, version: string): Contract => ({
  version,
  account: parametersWith(before.account, account),
  operations: entriesWith(before.operations, operations),
  triggers: entriesWith(before.triggers, triggers),
});

const inBraces = (indent: string, lines: readonly string[]): string => (lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`);

const parametersText = (indent: string, parameters: Parameters): string =>
  inBraces(
    indent,
    Object.entries(parameters).map(([path, terms]) => `${indent}  ${JSON.stringify(path)}: ${JSON.stringify(terms)}`),
  );

const entriesText = (entries: Entries): string =>
  inBraces(
    '  ',
    Object.entries(entries).map(([name, parameters]) => `    ${JSON.stringify(name)}: ${parametersText('    ', parameters)}`),
  );

/** The contract as a file: JSON with one line per parameter. */
export const contractText = ({ version, account, operations, triggers }: Contract): string =>
  `${inBraces('', [
    `  "version": ${JSON.stringify(version)}`,
    `  "account": ${parametersText('  ', account)}`,
    `  "operations": ${entriesText(operations)}`,
    `  "triggers": ${entriesText(triggers)}`,
  ])}\n`;
