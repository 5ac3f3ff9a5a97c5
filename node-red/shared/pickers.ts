import { BOUNDS, operationsOf, type AnyVendor, type Field, type Fields, type LoadOptions } from '../../engine';

/** Where the entries of a choice come from: an operation that lists them, what it is asked, and which of a row's members are the value and its name. */
export type Source = LoadOptions;

const sourcesIn = (fields: Fields): readonly Source[] =>
  Object.values(fields).flatMap((field: Field): readonly Source[] => {
    if (field.type === 'choice') return 'loadOptions' in field ? [field.loadOptions] : [];
    return field.type === 'rows' || field.type === 'group' ? sourcesIn(field.columns) : [];
  });

const sources = new WeakMap<AnyVendor, readonly Source[]>();

/** All that a vendor's forms let one pick from. */
export const sourcesOf = (vendor: AnyVendor): readonly Source[] => {
  const found = sources.get(vendor) ?? operationsOf(vendor).flatMap(({ operation }) => sourcesIn(operation.fields));
  sources.set(vendor, found);
  return found;
};

/** One entry of a list to pick from. */
export interface Entry {
  readonly value: string;
  readonly label: string;
  /** What is shown beside the name, where the vendor says something there. */
  readonly about?: string;
}

/** Whether an entry is meant by the words that were typed. */
export const isMeant = ({ value, label, about = '' }: Entry, words: string): boolean =>
  `${label} ${about} ${value}`.toLowerCase().includes(words.toLowerCase());

/** One and the same list, also where one of them came as JSON. */
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

/** What the runtime answers; `more`: there are entries that are not among these. */
export type PickAnswer =
  | { readonly ok: true; readonly entries: readonly Entry[]; readonly more: boolean }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly todo: string };

/** Most entries that are shown at once. */
export const MOST_ENTRIES = BOUNDS.pickerEntries.most;
