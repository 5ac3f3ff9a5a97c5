import type { AnyOperation, Field, Json, JsonObject } from '../../engine';

/** One thing that is wrong with an otherwise least input: a field that is blank, or that holds what it does not take. */
export interface BadInput {
  readonly what: string;
  /** The least input without the field. */
  readonly rest: JsonObject;
  readonly wire: string;
  readonly field: Field;
  /** What stands in the field instead; absent where it is blank. */
  readonly value?: Json;
  /** The beginning of the refusal: it names the field as the form calls it and as the vendor does. */
  readonly refusal: string;
}

/** No field takes it, but for JSON without a shape; any message or item may bring it. */
const NONSENSE = { nonsense: true };

const without = (input: JsonObject, wire: string): JsonObject => Object.fromEntries(Object.entries(input).filter(([name]) => name !== wire));

/** Every field blanked that an operation cannot do without, and its first field filled with nonsense. Nothing where it has no fields. */
export const badInputs = ({ fields, sampleInputs: [least] }: AnyOperation): readonly BadInput[] => {
  const all = Object.entries(fields);
  const bad = (wire: string, field: Field, what: string, value?: Json): BadInput => ({
    what: `${wire} ${what}`,
    rest: without(least, wire),
    wire,
    field,
    refusal: `'${field.label}' (${wire}) `,
    ...(value !== undefined && { value }),
  });
  const blank = all.filter(([wire, field]) => field.required && !('default' in field) && wire in least).map(([wire, field]) => bad(wire, field, 'blank'));
  const [first] = all.filter(([, { type, dependsOn }]) => type !== 'json' && type !== 'file' && !dependsOn);
  return first ? [...blank, bad(...first, 'holding nonsense', NONSENSE)] : blank;
};
