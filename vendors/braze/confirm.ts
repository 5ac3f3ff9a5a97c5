import type { Field, Problem } from '../../engine';

/** A switch that has to be turned on for what cannot be undone; it is off by default, and `unconfirmed` checks it. */
export const confirmation = <const Label extends string>(label: Label, does: string, todo: string) =>
  ({ type: 'boolean', label, description: `Whether to ${does}; this cannot be undone`, required: true, todo }) as const satisfies Field;

/**
 * The problem of an input whose switch is off.
 * @param doing what cannot be undone: 'deleting users'
 */
export const unconfirmed = (confirm: boolean, { label, todo }: ReturnType<typeof confirmation>, doing: string): readonly Problem[] =>
  confirm ? [] : [{ field: 'confirm', message: `'${label}' (confirm) is off; ${doing} cannot be undone.`, todo }];
