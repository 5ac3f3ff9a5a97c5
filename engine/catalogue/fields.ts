import type { FormatName } from '../base/formats';
import type { Json, JsonObject } from '../base/json';

/**
 * A file that the user hands over. `open` may be called several times (once to check the content,
 * once a try to send it) and gives the bytes from the start each time.
 */
export interface FileRef {
  readonly name: string;
  /** Bytes, where the host knows it; else it is counted while the content is checked. */
  readonly size?: number;
  open(): AsyncIterable<Uint8Array>;
}

interface ValueOf {
  text: string;
  number: number;
  boolean: boolean;
  /** Any ISO 8601 date-time; a wall-clock time without offset is read in the host's time zone. */
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
  /** `format`: that of each entry. */
  list: { min?: number; max?: number; maxEach?: number; format?: FormatName };
  file: {
    maxBytes?: number;
    extension?: string;
    /** The file is CSV (UTF-8, comma, RFC 4180 quotes) and has these columns; those in `filled` have a value in every row. */
    csv?: { columns: readonly string[]; filled?: readonly string[] };
  };
}

interface Common {
  /** The name in forms, in Title Case. */
  readonly label: string;
  /** One sentence for the form's help. */
  readonly description: string;
  readonly required?: boolean;
  /** It keeps from harm: of a switch, what is not plainly off is on; another field that is there and says nothing is refused. */
  readonly protects?: true;
  /** Its text becomes a piece of a path (`segment`), so it is refused where it cannot be one. */
  readonly inPath?: true;
  /** It names what is sent, such as a campaign; a picker's does so by itself. */
  readonly isTarget?: true;
  /** A text that people read: blanks around it are kept. Any other text names something, and they are left out. */
  readonly prose?: true;
  /** Optional, yet shown beside the required fields instead of among the additional ones. */
  readonly prominent?: true;
  readonly placeholder?: string;
  /** What the user does when the value is wrong; one sentence. A limit's own sentence is made from the limit. */
  readonly todo?: string;
  /** The field exists only while another field has one of these values. */
  readonly dependsOn?: { readonly field: string; readonly is: readonly (string | boolean)[] };
  /** Earlier wire names, the latest first, under which saved workflows and flows may still hold the value. */
  readonly was?: readonly string[];
  /** Where an earlier release had it in the form of an operation: among the main fields, or among the additional ones. */
  readonly wasIn?: 'main' | 'more';
}

export type Plain = {
  [K in keyof ValueOf]: Common & {
    readonly type: K;
    readonly default?: ValueOf[K];
    readonly limits?: LimitsOf[K];
    readonly secret?: K extends 'text' ? true : never;
  } & (K extends 'list'
      ? { /** Only these may stand in the list, and forms offer them to be ticked. */ readonly options?: readonly ChoiceOption[] }
      : unknown) &
    (K extends 'json'
      ? {
          /** Its values become text that people read: a whole number whose digits may be lost is refused in it. */
          readonly asText?: true;
          /** Members of its entries, and of objects in these, that name somebody or something: what cannot be meant around them is left out. */
          readonly names?: readonly string[];
        }
      : unknown);
}[keyof ValueOf];

export interface ChoiceOption {
  readonly value: string;
  readonly label: string;
  /** Earlier values, which saved workflows and flows may still hold. */
  readonly was?: readonly string[];
  readonly description?: string;
}

/** Where the entries of a choice come from: rows of a reading operation. */
export interface LoadOptions {
  readonly operation: string;
  /** What that operation is asked; nothing in particular if absent. */
  readonly input?: JsonObject;
  /** The row's member that becomes the field's value, the one by which people know it, and one that is shown beside it. */
  readonly value: string;
  readonly label: string;
  readonly about?: string;
}

export type Choice = Common & { readonly type: 'choice'; readonly default?: string } & (
    | { readonly options: readonly ChoiceOption[] }
    | { readonly loadOptions: LoadOptions }
  );

/** What a field lets one choose among without asking the vendor. */
export const optionsIn = (field: Field): readonly ChoiceOption[] => ('options' in field ? (field.options ?? []) : []);

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

/** The fields of an operation or a credential, by the vendor's own wire name. */
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

/**
 * What an operation's functions are given: the validated values, typed from the field table; of fields that are not known when this is compiled, any
 * JSON object.
 */
export type Input<F extends Fields> = string extends keyof F
  ? JsonObject
  : {
      readonly [K in keyof F as Sure<F[K]> extends true ? K : never]: Value<F[K]>;
    } & { readonly [K in keyof F as Sure<F[K]> extends true ? never : K]?: Value<F[K]> };
