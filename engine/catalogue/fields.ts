import type { FormatName } from '../base/formats';
import type { Json, JsonObject } from '../base/json';

/**
 * A file provided by the user. `open` may be called several times (once to check the content, once per attempt to send it) and starts at the first byte
 * each time.
 */
export interface FileRef {
  readonly name: string;
  /** Size in bytes if the host knows it; otherwise counted while the content is checked. */
  readonly size?: number;
  open(): AsyncIterable<Uint8Array>;
}

interface ValueOf {
  text: string;
  number: number;
  boolean: boolean;
  /** Any ISO 8601 date-time; a local time without an offset is in the host's time zone. */
  dateTime: string;
  json: Json;
  /** A list of texts. */
  list: readonly string[];
  file: FileRef;
}

interface LimitsOf {
  text: { max?: number; pattern?: RegExp; format?: FormatName };
  number: { min?: number; max?: number; whole?: true };
  boolean: never;
  dateTime: never;
  json: { maxBytes?: number; shape?: 'object' | 'array' };
  /** `format`: the format of each entry. */
  list: { min?: number; max?: number; maxEach?: number; format?: FormatName };
  file: {
    maxBytes?: number;
    extension?: string;
    /** The file is CSV (UTF-8, commas, RFC 4180 quotes) and has these columns; those in `filled` have a value in every row. */
    csv?: { columns: readonly string[]; filled?: readonly string[] };
  };
}

interface Common {
  /** The label in forms, in Title Case. */
  readonly label: string;
  /** One sentence of help for the form. */
  readonly description: string;
  readonly required?: boolean;
  /** Guards against harm: a switch is on unless it is clearly off; any other field is rejected if it is present but blank. */
  readonly protects?: true;
  /** Its text becomes a path segment (`segment`) and is rejected if it cannot be one. */
  readonly inPath?: true;
  /** It identifies what is sent, such as a campaign; implied for pickers. */
  readonly isTarget?: true;
  /** Text for people: blanks around it are kept. Any other text is an identifier and is trimmed. `lines`: it is often several lines long. */
  readonly prose?: true | 'lines';
  /** Optional, but shown with the required fields instead of among the additional ones. */
  readonly prominent?: true;
  readonly placeholder?: string;
  /** What the user can do if the value is invalid; one sentence. For limits it is generated. */
  readonly todo?: string;
  /** The field exists only while another field has one of these values. */
  readonly dependsOn?: { readonly field: string; readonly is: readonly (string | boolean)[] };
  /** Forms show the field only while another field has one of these values. An input may have it nevertheless; the operation then does not send it. */
  readonly offeredFor?: { readonly field: string; readonly is: readonly (string | boolean)[] };
  /** Only in forms that were saved with a value for it; others do not offer it. */
  readonly isFormer?: true;
  /** Earlier wire names, latest first, that saved workflows and flows may still use. */
  readonly was?: readonly string[];
  /** Where an earlier release had it in an operation's form: among the main or the additional fields. */
  readonly wasIn?: 'main' | 'more';
  /**
   * Its default in forms saved before `default` changed or the field was added; null: none. Hosts save no value that equals its default, so a saved form
   * without the value means this one, and so does an input without it. Only for main fields.
   */
  readonly firstDefault?: unknown;
}

export type Plain = {
  [K in keyof ValueOf]: Common & {
    readonly type: K;
    readonly default?: ValueOf[K];
    readonly firstDefault?: ValueOf[K] | null;
    readonly limits?: LimitsOf[K];
    readonly secret?: K extends 'text' ? true : never;
    /** It is the name of a field of the items, not a value: dropping such a field on it writes its name. */
    readonly isItemField?: K extends 'text' ? true : never;
    /** Forms offer these names, but any other text is as good, such as a name that the vendor does not know yet. */
    readonly suggests?: K extends 'text' ? LoadOptions : never;
  } & (K extends 'list'
      ? { /** Only these values are allowed in the list; forms show them as checkboxes. */ readonly options?: readonly ChoiceOption[] }
      : unknown) &
    (K extends 'json'
      ? {
          /** Its values become text for people: an integer that may have lost digits is rejected. */
          readonly asText?: true;
          /** Members of its entries, and of objects in these, that are identifiers and are trimmed. */
          readonly names?: readonly string[];
        }
      : unknown);
}[keyof ValueOf];

export interface ChoiceOption {
  readonly value: string;
  readonly label: string;
  /** Earlier values that saved workflows and flows may still hold. */
  readonly was?: readonly string[];
  readonly description?: string;
  /** Only in forms that were saved with it; others do not offer it. */
  readonly isFormer?: true;
}

/** Loads a choice's options from the rows of a reading operation. */
export interface LoadOptions {
  readonly operation: string;
  /** The operation's input; empty if absent. */
  readonly input?: JsonObject;
  /** The row's member that becomes the value, the member shown as its name, and one shown beside it. */
  readonly value: string;
  readonly label: string;
  readonly about?: string;
}

export type Choice = Common & { readonly type: 'choice'; readonly default?: string; readonly firstDefault?: string | null } & (
    | { readonly options: readonly ChoiceOption[] }
    | { readonly loadOptions: LoadOptions }
  );

/** Where the entries come from that a form offers for a field; undefined: none are read from the vendor. */
export const entriesFor = (field: Field): LoadOptions | undefined =>
  'loadOptions' in field ? field.loadOptions : 'suggests' in field ? field.suggests : undefined;

/** The field as it was in forms saved before its default changed. */
export const asFirst = <F extends Field>(field: F): F => {
  if (field.firstDefault === undefined) return field;
  const { firstDefault, ...others } = field;
  return { ...others, default: firstDefault ?? undefined } as unknown as F;
};

/** The options of a field that are known without asking the vendor. */
export const optionsIn = (field: Field): readonly ChoiceOption[] => ('options' in field ? (field.options ?? []) : []);

/** The options that a form offers; one from an earlier release only where it was saved. */
export const offeredBy = (field: Field, saved?: unknown): readonly ChoiceOption[] =>
  optionsIn(field).filter(({ value, isFormer }) => !isFormer || [saved].flat().includes(value));

/** Whether clearing all checkboxes says something else than never having seen them. */
export const countsIfCleared = (field: Field): boolean => field.type === 'list' && field.options !== undefined && field.firstDefault !== undefined;

/** A list of objects, each with the columns as its fields. */
export interface Rows extends Common {
  readonly type: 'rows';
  readonly columns: Fields;
  readonly limits?: { readonly min?: number; readonly max?: number };
}

/** One nested object. */
export interface Group extends Common {
  readonly type: 'group';
  readonly columns: Fields;
}

export type Field = Plain | Choice | Rows | Group;

/** The fields of an operation or a credential, by the vendor's wire names. */
export type Fields = { readonly [wireName: string]: Field };

type Value<F> = F extends { type: 'choice'; options: readonly { value: infer V }[] }
  ? V
  : F extends { type: 'rows'; columns: infer C extends Fields }
    ? readonly Input<C>[]
    : F extends { type: 'group'; columns: infer C extends Fields }
      ? Input<C>
      : F extends { type: infer K }
        ? K extends keyof ValueOf
          ? ValueOf[K]
          : string
        : never;

type Sure<F> = F extends { dependsOn: unknown } ? false : F extends { required: true } ? true : false;

/** What an operation's functions receive: validated values, typed by the field table; any JSON object if the fields are not known at compile time. */
export type Input<F extends Fields> = string extends keyof F
  ? JsonObject
  : {
      readonly [K in keyof F as Sure<F[K]> extends true ? K : never]: Value<F[K]>;
    } & { readonly [K in keyof F as Sure<F[K]> extends true ? never : K]?: Value<F[K]> };
