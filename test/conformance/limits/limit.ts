import type { JsonObject } from '../../../engine';

/** A limit that a vendor's document names. */
export interface Limit {
  readonly vendor: string;
  readonly operation: string;
  readonly account?: JsonObject;
  /** All of the input but the field in question. */
  readonly base: JsonObject;
  /** The field by its path. */
  readonly field: string;
  /** Values that the vendor takes, and neighbours that it does not. */
  readonly within: readonly unknown[];
  readonly beyond: readonly unknown[];
}

export const letters = (count: number): string => 'x'.repeat(count);
export const texts = (count: number): readonly string[] => Array.from({ length: count }, (_each, n) => `text-${n}`);
