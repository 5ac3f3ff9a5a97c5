import { formTable } from './fields.mts';
import { entriesOf, formFor, isRunField } from './operations.mts';
import type { Engine } from './engine.mts';
import type { AnyVendor, FormField } from './types.mts';

/** What differs from operation to operation is said there. */
const OWN_DEFAULT: ReadonlySet<string> = new Set(['returnAll', 'longestWait', 'askEvery']);

const withoutOwnDefault = (each: FormField): FormField => {
  if (!OWN_DEFAULT.has(each.name)) return each;
  const { default: _, ...field } = each.field as FormField['field'] & { readonly default?: unknown };
  return { ...each, field: field as FormField['field'] };
};

/** The fields for how to run an operation, each once. */
export const optionsText = (vendors: readonly AnyVendor[], engine: Engine): string => {
  const found = new Map<string, FormField>();
  const forms = vendors.flatMap((vendor) => entriesOf(vendor).map(({ operation }) => formFor(operation, engine)));
  for (const each of forms.flat()) if (isRunField(each) && !found.has(each.name)) found.set(each.name, withoutOwnDefault(each));
  // Conditions on fields of a single operation are on its page.
  const all = [...found.values()].map(({ when, ...each }) => (when && Object.keys(when).every((name) => found.has(name)) ? { ...each, when } : each));
  return formTable(all, all, engine, () => undefined);
};
