import type { JsonObject } from '../base/json';
import type { Fields } from '../catalogue/fields';
import type { FormDefinition } from '../catalogue/formDefinition';
import type { CheckContext, Problem } from '../catalogue/operation';
import { foundDoubts, foundProblems } from '../form/found';
import { applies, dependents, specialIn } from './dependents';
import { readFields } from './readFields';

/** What of an operation or a trigger its inputs are checked by. */
type Checked = Pick<FormDefinition, 'fields' | 'rules' | 'check'>;

const ruleProblems = (o: Checked, input: JsonObject): Problem[] =>
  (o.rules ?? []).flatMap(({ need, of }) => {
    const given = of.filter((name) => input[name] !== undefined);
    const names = of.map((name) => `'${o.fields[name]?.label ?? name}' (${name})`);
    if (need === 'exactlyOneOf' && given.length > 1)
      return [{ field: given[1]!, message: `${names.join(' and ')} cannot be used together.`, todo: 'Set exactly one of them.' }];
    if (need !== 'together' && given.length === 0)
      return [
        {
          field: of[0]!,
          message: `None of ${names.join(', ')} is set.`,
          todo: need === 'oneOf' ? 'Set at least one of them.' : 'Set exactly one of them.',
        },
      ];
    if (need === 'together' && given.length > 0 && given.length < of.length)
      return [{ field: of.find((name) => !given.includes(name))!, message: `${names.join(' and ')} must be used together.`, todo: 'Set both or neither.' }];
    return [];
  });

/** Renames fields saved under an earlier name. */
const renamed = (fields: Fields, raw: { readonly [name: string]: unknown }): { readonly [name: string]: unknown } => {
  const names = specialIn(fields).renamed.filter((name) => fields[name]!.was!.some((old) => Object.hasOwn(raw, old)));
  if (names.length === 0) return raw;
  const input: Record<string, unknown> = { ...raw };
  for (const name of names) {
    for (const old of fields[name]!.was!) {
      if (Object.hasOwn(input, old) && input[name] === undefined) input[name] = input[old];
      if (!Object.hasOwn(fields, old)) delete input[old];
    }
  }
  return input;
};

/** `doubts`: warnings for the user; the input is sent nevertheless. */
export type Validated = { readonly input: JsonObject; readonly doubts?: readonly string[] } | { readonly problems: readonly Problem[] };

/** Checks one input of an operation or a trigger against its field table, its rules and its own check. File contents are checked in `inspect.ts`. */
export const validate = (o: Checked, raw: { readonly [name: string]: unknown }, context: CheckContext): Validated => {
  const fields = o.fields;
  const found = foundProblems(raw);
  if (found.length > 0) return { problems: found };
  const given = renamed(fields, raw);
  const { data: input, problems: broken, doubts } = readFields(fields, context.timeZone, given);
  if (broken.length > 0) return { problems: broken };
  const problems = [...dependents(fields, input), ...ruleProblems(o, input)];
  if (problems.length > 0) return { problems };
  const own = o.check?.(input, context) ?? [];
  if (own.length > 0) return { problems: own };
  const all = [...foundDoubts(raw), ...doubts];
  return { input, ...(all.length > 0 && { doubts: all }) };
};

/** Checks and converts the fields of a credential. */
export const readCredential = (fields: Fields, raw: { readonly [name: string]: unknown }): Validated => {
  const own = Object.fromEntries(Object.entries(renamed(fields, raw)).filter(([name]) => Object.hasOwn(fields, name)));
  const { data: given, problems: broken, doubts } = readFields(fields, 'UTC', own);
  if (broken.length > 0) return { problems: broken };
  // A form keeps the values of fields that are now hidden.
  const shown = Object.fromEntries(Object.entries(given).filter(([name]) => applies(fields, name, given)));
  const problems = dependents(fields, shown);
  return problems.length > 0 ? { problems } : { input: given, ...(doubts.length > 0 && { doubts }) };
};

/** What is wrong with the fields of a credential. */
export const validateCredential = (fields: Fields, raw: { readonly [name: string]: unknown }): readonly Problem[] => {
  const read = readCredential(fields, raw);
  return 'problems' in read ? read.problems : [];
};
