import { BOUNDS, entriesFor, operationsOf, type AnyVendor, type Field, type Fields, type LoadOptions } from '../../engine';

/** Where a choice's entries come from: an operation that lists them, its input, and the row's members for value and name. */
export type Source = LoadOptions;

const sourcesIn = (fields: Fields): readonly Source[] =>
  Object.values(fields).flatMap((field: Field): readonly Source[] =>
    field.type === 'rows' || field.type === 'group' ? sourcesIn(field.columns) : [entriesFor(field) ?? []].flat(),
  );

const sources = new WeakMap<AnyVendor, readonly Source[]>();

/** All sources of a vendor's pickers. */
export const sourcesOf = (vendor: AnyVendor): readonly Source[] => {
  const found = sources.get(vendor) ?? operationsOf(vendor).flatMap(({ operation }) => sourcesIn(operation.fields));
  sources.set(vendor, found);
  return found;
};

/** One entry of a list to pick from. */
export interface Entry {
  readonly value: string;
  readonly label: string;
  /** Additional information shown next to the name, if the vendor provides any. */
  readonly about?: string;
}

/** Whether an entry matches the typed words. */
export const isMeant = ({ value, label, about = '' }: Entry, words: string): boolean =>
  `${label} ${about} ${value}`.toLowerCase().includes(words.toLowerCase());

/** Whether two sources are equal, even if one was sent as JSON. */
export const isSameSource = (one: Partial<Source>, other: Partial<Source>): boolean =>
  (['operation', 'input', 'value', 'label', 'about'] as const).every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));

/** What the editor asks the runtime for. */
export interface PickRequest {
  /** The account's node, deployed or not. */
  readonly id: string;
  readonly values: unknown;
  readonly secrets: unknown;
  readonly source: Source;
  readonly filter: string;
}

/** The runtime's answer; `more`: there are further entries. */
export type PickAnswer =
  | { readonly ok: true; readonly entries: readonly Entry[]; readonly more: boolean }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly todo: string };

/** What the editor asks the runtime for the names of a campaign's variables. */
export interface NamesRequest extends Omit<PickRequest, 'source' | 'filter'> {
  /** `batch.trigger` */
  readonly operation: string;
  /** The value of the field that says what is sent. */
  readonly target: string;
}

/** The runtime's answer: names, in their order at the vendor. */
export type NamesAnswer = { readonly ok: true; readonly names: readonly string[] } | Extract<PickAnswer, { readonly ok: false }>;

/** Maximum number of entries shown at once. */
export const MOST_ENTRIES = BOUNDS.pickerEntries.most;
