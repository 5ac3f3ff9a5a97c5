import { titleOf } from './names.mts';
import { Refused } from './refused.mts';

/** How a type of field is written: the rest of its entry, a value, and the check for it in the Braze sandbox. */
interface Kind {
  readonly more: string;
  readonly sample: string;
  readonly check: string;
  readonly isPlain: boolean;
}

const KINDS = {
  text: { more: '', sample: `'example'`, check: 'filled', isPlain: true },
  number: { more: 'limits: { whole: true },', sample: '1', check: 'whole', isPlain: true },
  boolean: { more: '', sample: 'true', check: 'flag', isPlain: true },
  list: { more: '', sample: `['example']`, check: 'texts', isPlain: false },
  json: { more: `limits: { shape: 'object' },`, sample: `{ example: 'example' }`, check: 'object', isPlain: false },
} as const satisfies Readonly<Record<string, Kind>>;

type Type = keyof typeof KINDS;

/** A field of an operation, as requested on the command line. */
export interface FieldSpec {
  readonly wire: string;
  readonly type: Type;
  readonly required: boolean;
  readonly inPath: boolean;
  /** A value used for it by the vendor's other operations, as code. */
  readonly known?: string;
  /** The vendor's export for it in `fields.ts`. */
  readonly shared?: string;
}

const isType = (type: string): type is Type => Object.hasOwn(KINDS, type);

/** Reads `alias_name` or `alias_name:text`. */
export const readField = (option: string, text: string, required: boolean): FieldSpec => {
  const [wire = '', type = 'text'] = text.split(':');
  if (!/^[A-Za-z][\w]*$/.test(wire))
    throw new Refused(`'${option} ${text}' names no field.`, `Give the vendor's own name for it, and a type if it is no text: ${option} alias_name:text.`);
  if (!isType(type)) throw new Refused(`'${option} ${text}' has the type '${type}', which there is not.`, `Enter one of ${Object.keys(KINDS).join(', ')}.`);
  if (type === 'boolean' && required)
    throw new Refused(
      `'${option} ${text}' is a switch, which always says something.`,
      `Ask for it with --optional ${text}; what is to be confirmed is written by hand.`,
    );
  return { wire, type, required, inPath: false };
};

/** The fields in a path, written as `{campaign_id}`. */
export const fieldsInPath = (path: string): readonly FieldSpec[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, wire]) => ({ wire: wire!, type: 'text', required: true, inPath: true }));

/** Whether a field can be part of a query. */
export const isPlain = ({ type }: FieldSpec): boolean => KINDS[type].isPlain;

export const checkOf = ({ type }: FieldSpec): string => KINDS[type].check;

const descriptionOf = ({ type }: FieldSpec): string => (type === 'boolean' ? 'Whether FILL IN' : 'FILL IN: what it says');

const fieldCode = (field: FieldSpec): string => {
  const { wire, type, required, inPath, shared } = field;
  if (shared !== undefined) return `${wire}: ${shared},`;
  const more = [required ? 'required: true,' : '', inPath ? 'inPath: true,' : '', KINDS[type].more].join(' ');
  return `${wire}: { type: '${type}', label: '${titleOf(wire)}', description: '${descriptionOf(field)}', ${more} },`;
};

/** The field table of an entry, as an object literal. */
export const fieldTable = (fields: readonly FieldSpec[]): string => `{ ${fields.map(fieldCode).join('\n')} }`;

/** An input with a value for each field, as an object literal. */
export const sampleInput = (fields: readonly FieldSpec[]): string =>
  `{ ${fields.map(({ wire, type, known }) => `${wire}: ${known ?? KINDS[type].sample}`).join(', ')} }`;

/** A minimal and a full input, as a list. */
export const sampleInputs = (fields: readonly FieldSpec[]): string => `[${sampleInput(fields.filter(({ required }) => required))}, ${sampleInput(fields)}]`;
