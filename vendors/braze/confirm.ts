import type { Field, Problem } from '../../engine';

/** A switch that has to be turned on for what cannot be undone; it is off by default, and `unconfirmed` checks it. */
export const confirmation = <const Label extends string>(label: Label, does: string, todo: string) =>
  ({ type: 'boolean', label, description: `Whether to ${does}; this cannot be undone`, required: true, todo }) as const satisfies Field;

/**
 * The problem of an operation that asks out loud, if its switch is off.
 * @param field the switch, which is called `confirm`
 * @param what what cannot be undone, as the end of a sentence
 */
export const unconfirmed = ({ label, todo }: Field & { readonly todo: string }, isOn: boolean, what: string): readonly Problem[] =>
  isOn ? [] : [{ field: 'confirm', message: `'${label}' (confirm) is off; ${what}.`, todo }];
