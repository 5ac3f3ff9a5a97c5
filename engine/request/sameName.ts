import { ITEMS } from '../base/words';
import type { JsonObject } from '../base/json';
import { checkContextOf, type RequestContext } from './context';
import { readRows } from './preflight';

/** The text that begins each warning: which field is what. */
const said = ({ operation }: RequestContext, name: string): string => {
  const { field } = operation.named!;
  return `'${operation.fields[field]!.label}' (${field}) is '${name}'`;
};

const ADVICE = 'Use another name to be able to tell them apart.';

/** What the vendor says about a name; it holds nothing back, whatever comes of it. */
const askAbout = async (context: RequestContext, name: string, asked: JsonObject): Promise<readonly string[]> => {
  const { operation, nameOf } = context.operation.named!.existing!;
  const isSame = (row: JsonObject): boolean => nameOf(row) === name;
  const found = await readRows(context, operation, asked, (rows) => (rows as readonly JsonObject[]).some(isSame));
  if ('failure' in found) return [`${said(context, name)}, and whether it is new could not be checked: ${found.failure.message}`];
  return (found.rows as readonly JsonObject[]).some(isSame)
    ? [`${said(context, name)}, and ${context.vendor.label} has a campaign with that name already. ${ADVICE}`]
    : [];
};

/**
 * Warns about names that are used a second time: by an earlier item of the run, or, if the user wants that looked up, by what the vendor has already. The
 * vendor is asked once per name.
 */
export const sameNamesOf = (context: RequestContext): ((position: number, input: JsonObject) => Promise<readonly string[]>) => {
  const { named } = context.operation;
  const positions = new Map<string, number>();
  return async (position, input) => {
    const name = named?.nameIn(input, checkContextOf(context));
    if (!named || name === undefined) return [];
    const key = JSON.stringify([name, named.among(input)]);
    const before = positions.get(key);
    if (before !== undefined) return [`${said(context, name)}, as in ${(context.ports.words ?? ITEMS).item} ${before + 1}. ${ADVICE}`];
    positions.set(key, position);
    const asked = named.existing?.input(input, name);
    return asked === undefined ? [] : await askAbout(context, name, asked);
  };
};
