import type { Field } from '../catalogue/fields';

/** One field as both hosts show it. */
export interface FormField {
  /** Parameter name, camelCase. */
  readonly name: string;
  readonly field: Field;
  /** `main`: always in sight. `more`: among the additional fields. `options`: how to run, not what to send. */
  readonly place: 'main' | 'more' | 'options';
  /** Shown only while these other form fields have one of these values. */
  readonly when?: { readonly [name: string]: readonly (string | boolean)[] };
  /** Where the value goes; absent for the form's own fields. */
  readonly wire?: string;
}

export type When = NonNullable<FormField['when']>;
