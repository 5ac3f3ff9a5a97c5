import { countOf, ITEMS } from '../base/words';
import type { Json, JsonObject } from '../base/json';
import type { AnyOperation, Doubt } from '../catalogue/operation';
import { checkContextOf, type RequestContext } from './context';
import { readRows } from './preflight';

/** A valid input, with its item and the item's position in the host. */
export interface Compared {
  readonly item: number;
  readonly position: number;
  readonly input: JsonObject;
}

type AnyComparison = NonNullable<AnyOperation['comparison']>;

/** A doubt, and the items that have it in common. */
interface Shared {
  readonly doubt: Doubt;
  readonly first: Compared;
  readonly items: Set<number>;
}

/** The inputs by what the vendor is asked for them. */
const byQuestion = (comparison: AnyComparison, all: readonly Compared[]): readonly { readonly asked: JsonObject; readonly inputs: Compared[] }[] => {
  const groups = new Map<string, { readonly asked: JsonObject; readonly inputs: Compared[] }>();
  for (const each of all) {
    const asked = comparison.input(each.input);
    if (asked === undefined) continue;
    const key = JSON.stringify(asked);
    const group = groups.get(key) ?? { asked, inputs: [] };
    group.inputs.push(each);
    groups.set(key, group);
  }
  return [...groups.values()];
};

/** What the vendor has of what the inputs name, or why this cannot be read; undefined if they name nothing. */
const knownOf = async (context: RequestContext, { operation, names, nameOf }: AnyComparison, asked: JsonObject, inputs: readonly Compared[]) => {
  const checkContext = checkContextOf(context);
  const open = new Set(inputs.flatMap(({ input }) => names(input, checkContext)));
  if (open.size === 0) return undefined;
  const known = new Map<string, JsonObject>();
  let taken = 0;
  const take = (rows: readonly Json[]): boolean => {
    for (const row of rows.slice(taken) as readonly JsonObject[]) {
      const name = nameOf(row);
      if (typeof name === 'string' && open.delete(name)) known.set(name, row);
    }
    taken = rows.length;
    return open.size === 0;
  };
  const found = await readRows(context, operation, asked, take);
  return 'failure' in found ? found : { known };
};

/**
 * Compares the inputs of a run with what the vendor has, which is read once, and returns the warnings by item: each doubt once, at the first item that has
 * it. If the vendor's data cannot be read, this is a warning at the first item.
 */
export const compare = async (
  context: RequestContext,
  comparison: AnyComparison,
  all: readonly Compared[],
): Promise<readonly { readonly item: number; readonly said: string }[]> => {
  const words = context.ports.words ?? ITEMS;
  const checkContext = checkContextOf(context);
  const warnings: { item: number; said: string }[] = [];
  for (const { asked, inputs } of byQuestion(comparison, all)) {
    const found = await knownOf(context, comparison, asked, inputs);
    if (!found) continue;
    if ('failure' in found) {
      warnings.push({ item: inputs[0]!.item, said: `${comparison.what} could not be checked: ${found.failure.message}` });
      continue;
    }
    const shared = new Map<string, Shared>();
    for (const each of inputs) {
      for (const doubt of comparison.doubts(each.input, found.known, checkContext)) {
        const one = shared.get(doubt.about) ?? { doubt, first: each, items: new Set() };
        one.items.add(each.item);
        shared.set(doubt.about, one);
      }
    }
    for (const { doubt, first, items } of shared.values()) {
      const others = items.size > 1 ? `, and ${countOf(items.size - 1, words)} more` : '';
      warnings.push({ item: first.item, said: `${doubt.what} (${words.item} ${first.position + 1}${others}). ${doubt.todo}` });
    }
  }
  return warnings;
};
