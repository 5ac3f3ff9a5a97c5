import type { Field, Problem } from '../../engine';

/**
 * The problem of an operation that asks out loud, if its switch is off.
 * @param field the switch, which is called `confirm`
 * @param what what cannot be undone, as the end of a sentence
 */
export const unconfirmed = ({ label, todo }: Field & { readonly todo: string }, isOn: boolean, what: string): readonly Problem[] =>
  isOn ? [] : [{ field: 'confirm', message: `'${label}' (confirm) is off; ${what}.`, todo }];
