import type { Failure, JsonObject, Parsed } from '../../../engine';
import { saysOnly } from './errors';

/** A refusal that says that there is nothing to delete, or that something exists already: done, if the answer to an earlier try was lost. */
export const doneBefore = (failure: Failure, id: string, again: boolean, done: JsonObject): Parsed<JsonObject> | undefined =>
  again && saysOnly(failure, id) ? { one: done } : undefined;
