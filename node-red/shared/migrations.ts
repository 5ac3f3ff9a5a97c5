// Not by way of the engine's index: the editor needs this before it loads the engine.
import { isObject } from '../../engine/base/json';

/** A value as saved in a flow: how to read it, and what was entered. */
export interface Typed {
  readonly type: string;
  readonly value: unknown;
  /** The vendor's name for a picked value; only for display. */
  readonly label?: string;
}

export type Values = { readonly [name: string]: Typed };

/** Whether it is a value as saved in a flow. */
export const isTyped = (value: unknown): value is Typed => isObject(value) && typeof value.type === 'string' && 'value' in value;

type Raw = { readonly [key: string]: unknown };

/** Marks a saved node whose outputs have the names of the first release. */
const FIRST_NAMES = 'first';

/** Whether a node's outputs name the same thing alike. */
export const hasSameNames = ({ outputNames }: Raw): boolean => outputNames !== FIRST_NAMES;

/** A value written by hand, as if it had been typed into the form. */
const typed = (value: unknown): Typed => {
  if (isTyped(value)) return value;
  if (typeof value === 'number') return { type: 'num', value: String(value) };
  if (typeof value === 'boolean') return { type: 'bool', value: String(value) };
  return typeof value === 'string' ? { type: 'str', value } : { type: 'json', value: JSON.stringify(value) };
};

/**
 * Migrations from one version of the saved form to the next, in order; their number is the current version. A migration never changes, because flows of
 * its version may turn up at any time.
 */
export const migrations: readonly ((saved: Raw) => Raw)[] = [
  // Flows written by hand contain bare values, and may omit `values`.
  (saved) => ({
    ...saved,
    values: Object.fromEntries(Object.entries(isObject(saved.values) ? saved.values : {}).map(([name, value]) => [name, typed(value)])),
  }),
  // Outputs of earlier flows keep the names of their members, which functions behind these nodes read.
  (saved) => ({ ...saved, outputNames: FIRST_NAMES }),
];

export const VERSION = migrations.length;

/** A node of a flow comes from a later release than this one. */
export class TooNew extends Error {
  constructor(readonly version: number) {
    super(`This node was saved by a newer release of its package (form ${version}; this release supports ${VERSION}). Update the package.`);
    this.name = 'TooNew';
  }
}

/** Migrates a flow's saved node or account to the current form. */
export const migrate = (saved: Raw): Raw & { readonly values: Values } => {
  const version = typeof saved.version === 'number' ? saved.version : 0;
  if (version > VERSION) throw new TooNew(version);
  const present = migrations.slice(version).reduce((each, step) => step(each), saved);
  return { ...present, version: VERSION, values: isObject(present.values) ? (present.values as unknown as Values) : {} };
};
