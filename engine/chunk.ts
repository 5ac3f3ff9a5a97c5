import { utf8Length } from './bytes';
import type { JsonObject } from './json';
import type { AnyOperation } from './operation';

/** Inputs that share a request, with their positions among all items. */
export interface Chunk {
  readonly items: readonly number[];
  readonly inputs: readonly [JsonObject, ...JsonObject[]];
}

interface Open {
  items: number[];
  inputs: JsonObject[];
  weight: number;
  bytes: number;
}

/**
 * Packs valid inputs into the fewest requests that the operation's batch rule allows, in the items' order.
 * Without a rule each input has a request of its own.
 */
export const chunk = (o: AnyOperation, valid: readonly { readonly item: number; readonly input: JsonObject }[]): readonly Chunk[] => {
  const { batch } = o;
  const done: Open[] = [];
  const open = new Map<string, Open>();
  for (const { item, input } of valid) {
    const weight = batch?.weigh?.(input as never) ?? 1;
    const bytes = batch?.maxBytes === undefined ? 0 : utf8Length(JSON.stringify(input));
    const fresh: Open = { items: [item], inputs: [input], weight, bytes };
    if (!batch || batch.alone?.(input as never)) {
      done.push(fresh);
      continue;
    }
    const key = JSON.stringify((batch.sameIn ?? []).map((name) => input[name] ?? null));
    const current = open.get(key);
    if (current && current.weight + weight <= (batch.max ?? Infinity) && current.bytes + bytes <= (batch.maxBytes ?? Infinity)) {
      current.items.push(item);
      current.inputs.push(input);
      current.weight += weight;
      current.bytes += bytes;
    } else {
      open.set(key, fresh);
      done.push(fresh);
    }
  }
  return done as unknown as readonly Chunk[];
};
