import type { JsonObject } from '../base/json';
import { camelCase } from '../base/names';
import { isBlank, ITEMS, type HostWords } from '../base/words';
import type { FileRef } from '../catalogue/fields';
import type { FormDefinition } from '../catalogue/formDefinition';
import type { Recipients } from '../catalogue/operation';
import { formOf } from './form';
import type { FormField, FormValues } from './formField';
import { carry } from './found';
import { personReader } from './person';
import { isShown } from './shown';

/** The field for the variables, which may depend on another field. */
const variablesField = ({ variables }: Recipients, values: FormValues): string | undefined =>
  typeof variables === 'string' ? variables : variables.of[String(values[camelCase(variables.by)])];

/** Builds an operation's input, by wire name, from one item, whose fields become a recipient if the recipients come from the items. */
export type InputMaker = (
  record: JsonObject,
  /** The values of the variables, if the form itself has them. */
  given?: JsonObject,
) => Record<string, unknown>;

/** The fields of the operation that an item may set, as far as they exist with these values. */
const settableBy = (form: readonly FormField[], { own = [] }: Recipients, values: FormValues, common: Readonly<Record<string, unknown>>) =>
  new Map(
    form.flatMap(({ wire, when }) =>
      wire !== undefined && own.includes(wire) && isShown(when, values) ? [[wire, { given: !isBlank(common[wire]) }] as const] : [],
    ),
  );

/** What the host adds; see {@link inputMaker}. */
interface Making {
  readonly file?: (value: unknown) => FileRef | undefined;
  readonly seen?: Set<string>;
  readonly wanted?: readonly string[];
  readonly words?: HostWords;
}

/**
 * Turns a form's values into inputs; the values themselves are read once, regardless of the number of items.
 * @param file the file for the form's file field, located by the host
 * @param wanted the names of the campaign's variables that the form lists
 * @param seen which of the fields referred to by the form occur in the run's items; shared by all makers of the run
 */
export const inputMaker = (o: FormDefinition, values: FormValues, more?: Making): InputMaker => inputMakerOf(formOf(o), o, values, more);

/** The same for a form that is there already; fields without a wire name are ignored. */
export const inputMakerOf = (
  form: readonly FormField[],
  o: Pick<FormDefinition, 'fields' | 'recipients'>,
  values: FormValues,
  { file, seen = new Set(), wanted = [], words = ITEMS }: Making = {},
): InputMaker => {
  const common: Record<string, unknown> = {};
  for (const { name, wire, field, when } of form) {
    if (!wire || values[name] === undefined) continue;
    if (!isShown(when, values)) continue;
    common[wire] = field.type === 'file' && file ? file(values[name]) : values[name];
  }
  const r = o.recipients;
  if (r?.everybody && values.recipientsFrom === 'everybody') common[r.everybody.field] = true;
  if (!r || values.recipientsFrom !== 'items') return () => ({ ...common });
  const person = personReader({ recipients: r, fields: o.fields, values, settable: settableBy(form, r, values, common), seen, wanted, words });
  const target = variablesField(r, values);
  return (record, given) => {
    const { id, variables, own, found } = person(record, given);
    const said = { [r.id]: id, ...(target !== undefined && { [target]: variables }) };
    const input = r.rows === undefined ? { ...common, ...own, ...said } : { ...common, [r.rows]: [said] };
    return found ? carry(input, [found]) : input;
  };
};

/** The input of one item; see {@link inputMaker}. */
export const inputFrom = (o: FormDefinition, values: FormValues, record: JsonObject, more?: Making): Record<string, unknown> =>
  inputMaker(o, values, more)(record);
