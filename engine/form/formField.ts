import type { Condition } from '../catalogue/condition';
import type { Field } from '../catalogue/fields';

/** One field as both hosts show it. */
export interface FormField {
  /** Parameter name, camelCase. */
  readonly name: string;
  readonly field: Field;
  /** `main`: always in sight. `more`: among the additional fields. `options`: how to run, not what to send. */
  readonly place: 'main' | 'more' | 'options';
  /** Shown only while this is met; by parameter names. */
  readonly when?: Condition;
  /** Where the value goes; absent for the form's own fields. */
  readonly wire?: string;
}

/** Values of a form by parameter name, `more` and `options` fields among the others. */
export type FormValues = { readonly [name: string]: unknown };
