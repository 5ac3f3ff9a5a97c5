import { isObject, type Json, type JsonObject } from '../../../engine';
import { figuresIn, messagesIn, namesOf, partOf, rowOf, type Cell } from '../flat';

/** The start of the columns of a variant or a step: what it is, unless its name begins with that, and its name. */
const startOf = (what: string, names: readonly string[]): readonly string[] =>
  names[0] === what || names[0]?.startsWith(`${what}_`) ? names : [what, ...names];

/** The figures of each variant, or of each step with its messages. */
const cellsOf = (what: 'variant' | 'step', stats: Json | undefined): readonly Cell[] => {
  const entries = Object.entries(isObject(stats) ? (stats as JsonObject) : {});
  const parts = entries.flatMap(([id, entry]) => (isObject(entry) ? [partOf(entry as JsonObject, (entry as JsonObject).name, id)] : []));
  const names = namesOf(parts);
  return parts.flatMap((part) => {
    const start = startOf(what, names.get(part)!);
    return [...figuresIn(part.entry, start, 'name'), ...messagesIn(part.entry.messages, start)];
  });
};

/**
 * The figures of a Canvas as one flat row: `entries`, `variant_1_entries`, `step_welcome_email_sent`. The name of the Canvas and other members of the
 * whole keep their names.
 */
export const flatStats = (stats: Json): JsonObject => {
  const { total_stats, variant_stats, step_stats, ...common } = stats as JsonObject;
  return rowOf([...figuresIn(common), ...figuresIn(total_stats), ...cellsOf('variant', variant_stats), ...cellsOf('step', step_stats)]);
};
