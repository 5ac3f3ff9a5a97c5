import type { Condition } from '../catalogue/condition';
import type { Field } from '../catalogue/fields';

/** One field as both hosts show it. */
export interface FormField {
  /** Parameter name, camelCase. */
  readonly name: string;
  readonly field: Field;
  /** `main`: always visible. `more`: among the additional fields. `options`: how to run, not what to send. */
  readonly place: 'main' | 'more' | 'options';
  /** Shown only while this is met; by parameter name. */
  readonly when?: Condition;
  /** Where the value goes; absent for the form's own fields. */
  readonly wire?: string;
}

/** A form's values by parameter name, including `more` and `options` fields. */
export type FormValues = { readonly [name: string]: unknown };
