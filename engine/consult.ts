import { CampaignError } from './errors';
import { contextOf, errorOf, exchange, type Scene } from './exchange';
import type { Json, JsonObject } from './json';
import type { AnyOperation, Problem } from './operation';
import { pages } from './pages';
import { validate } from './validate';
import { operationOf } from './vendor';

/** What is read at most for a check; a list longer than this is for people to look through, not for a check before each send. */
const MOST_ROWS = 2_000;

interface Known {
  readonly rows: readonly Json[];
  /** Whether there is nothing more to be read. */
  readonly whole: boolean;
}

/** Rows of another operation, read as far as they are needed; undefined where they cannot be read. */
const read = async (scene: Scene, name: string, asked: JsonObject, enough: (rows: readonly Json[]) => boolean): Promise<Known | undefined> => {
  const operation: AnyOperation = operationOf(scene.vendor, name);
  const reading: Scene = { ...scene, operation, name, options: {} };
  const context = contextOf(reading);
  const validated = validate(operation, asked, context);
  if ('problems' in validated) throw new Error(`${name} cannot be asked that: ${validated.problems[0]?.message ?? ''}`);
  const inputs = [validated.input] as const;
  const request = operation.request(inputs as never, context);
  const ask = async (each: typeof request) => {
    const result = await exchange(reading, each, inputs as never, []);
    if ('failure' in result) throw errorOf(reading, result.failure);
    return result;
  };
  const rows: Json[] = [];
  try {
    for await (const page of pages(operation.paging, request, await ask(request), ask)) {
      rows.push(...page);
      if (enough(rows)) return { rows, whole: false };
      if (rows.length >= MOST_ROWS) break;
    }
    return { rows, whole: true };
  } catch (error) {
    // A refused account will be refused for the request itself too, and that says it better.
    if (!(error instanceof CampaignError)) throw error;
    scene.ports.log('info', `${scene.vendor.label}: ${operation.label} failed, so what it would have shown was not checked. ${error.message}`);
    return undefined;
  }
};

/** Checks inputs against what is at the vendor, asking once for all that want the same. */
export const consultant = (scene: Scene): ((input: JsonObject) => Promise<readonly Problem[]>) => {
  const { consult } = scene.operation;
  const known = new Map<string, Known | undefined>();
  return async (input) => {
    const asked = consult?.input(input as never);
    if (!consult || asked === undefined) return [];
    const key = JSON.stringify(asked);
    const enough = (rows: readonly Json[]) => consult.enough?.(rows, input as never) ?? false;
    const before = known.get(key);
    // What was read for another input may have ended before what this one needs.
    if (!known.has(key) || (before && !before.whole && !enough(before.rows))) known.set(key, await read(scene, consult.operation, asked, enough));
    const found = known.get(key);
    return found ? consult.check(input as never, found.rows, contextOf(scene)) : [];
  };
};
