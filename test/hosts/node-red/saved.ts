import { isOperation, type Field, type Fields, type FormDefinition, type Json, type JsonObject } from '../../../engine';
import { formStateOf } from '../../../node-red/shared/formState';
import { defaultOf, fixedType, isKept, type Typed } from '../../../node-red/shared/saved';
import { nodeForm } from '../../../node-red/shared/types';

const columnsOf = (columns: Fields, row: JsonObject): Record<string, Typed> =>
  Object.fromEntries(Object.entries(row).map(([wire, value]) => [wire, typedOf(columns[wire]!, value!)]));

/** A value in the form in which the editor saves it. */
const typedOf = (field: Field, value: Json): Typed => {
  const type = fixedType(field);
  switch (field.type) {
    case 'rows':
      return { type, value: (value as readonly JsonObject[]).map((row) => columnsOf(field.columns, row)) };
    case 'group':
      return { type, value: columnsOf(field.columns, value as JsonObject) };
    case 'json':
      return { type, value: JSON.stringify(value) };
    case 'list':
      return { type, value: field.options ? value : [value].flat().join(', ') };
    case 'choice':
      return { type, value, ...(type === 'pick' && { label: `The one called ${String(value)}` }) };
    default:
      return { type, value: String(value) };
  }
};

/** How somebody fills the form's own fields who wants all of what an input says, and all that comes of it. */
const ownValues = (o: FormDefinition, input: JsonObject): Record<string, Json> => ({
  ...(o.recipients && { recipientsFrom: o.recipients.everybody && input[o.recipients.everybody.field] === true ? 'everybody' : 'json' }),
  ...(isOperation(o) && {
    ...(o.returns !== 'object' && { returnAll: true }),
    ...(o.simplify && { simplify: false }),
    ...(o.wait && { waitUntilReady: true }),
  }),
});

/**
 * What the editor saves when a user fills in this input: the main fields in sight, touched or not, and the further ones that were filled.
 */
export const savedFor = (o: FormDefinition, input: JsonObject): Record<string, Typed> => {
  const form = nodeForm(o);
  const own = ownValues(o, input);
  const given = Object.fromEntries(
    form.flatMap(({ name, wire, field }): [string, Typed][] => {
      const value = wire === undefined ? own[name] : input[wire];
      return value === undefined || value === null ? [] : [[name, typedOf(field, value)]];
    }),
  );
  const { shown } = formStateOf(form, given);
  return Object.fromEntries(
    shown.flatMap((each): [string, Typed][] => {
      const typed = given[each.name] ?? defaultOf(each);
      return isKept(each, typed) ? [[each.name, typed]] : [];
    }),
  );
};
