import { further, leading, type Act } from './acts';
import { classes, type ClassName } from './table';

/** What acts, by class and name; polls go their own way. */
export type Acting = readonly [name: string, className: ClassName, act: Act];

const acts = (select: (className: ClassName) => readonly Act[]): readonly Acting[] =>
  (Object.keys(classes) as ClassName[])
    .filter((name) => name !== 'poll')
    .flatMap((name) => select(name).map((act) => [`${classes[name]}, ${act.vendor.id}.${act.operation}`, name, act] as const));

export const all: readonly Acting[] = acts((name) => [leading[name], ...(further[name] ?? [])]);

/** One of each class, but all that may reach people. */
export const most: readonly Acting[] = acts((name) => [leading[name], ...(name === 'send' ? (further.send ?? []) : [])]);
