import type { JsonObject } from '../../../engine';
import type { Sent } from '../../properties/operations/wire';
import type { Rehearsal } from '../../support/sandbox';

/**
 * How inputs share requests, as a vendor's document says it and not as the catalogue has it. Inputs are known by numbers from 0, and each number is
 * somebody else.
 */
export interface Sharing {
  readonly vendor: string;
  readonly operation: string;
  /** What tells it from the other lines of the operation. */
  readonly by: string;
  /** The field whose entries may travel apart, where there is one. */
  readonly list?: string;
  /** Most numbers in one request. */
  readonly max: number;
  /** How many inputs are tried: the most and one more, where nothing else is said. */
  readonly counts?: readonly number[];
  /** Fields of the account besides those of the demo account, and the sandbox's settings that go with them. */
  readonly account?: JsonObject;
  readonly settings?: JsonObject;
  /** The input for one number. */
  one(n: number): JsonObject;
  /** One input for all these numbers, where an input may name several. */
  all?(numbers: readonly number[]): JsonObject;
  /** Who stands in a request, in its order. */
  named(sent: Sent): readonly unknown[];
  /** As whom a number stands there. */
  as(n: number): unknown;
  /** What comes back for a number; a pattern: it fails, and says so. */
  answer(n: number): JsonObject | RegExp;
  /** The numbers that stand together in each request, in its order; by default as many as there may be, as they come. */
  requests?(count: number): readonly (readonly number[])[];
  /** Whether requests may overtake each other on their way. */
  readonly isUnordered?: true;
  /** The batch at the sandbox that a result speaks of, and the person for whom a number stands in it. */
  readonly batch?: { id(result: JsonObject): unknown; person(n: number): string };
  /** What has to be there before. */
  before?(sandbox: Rehearsal, count: number): Promise<unknown>;
  /** What has to be there afterwards. */
  after?(sandbox: Rehearsal, count: number): Promise<void>;
  /** Braze: the list by which an error beside a success says whom it is about. */
  readonly errorsIn?: string;
  /** Changes of the common fields, none of which may stand in one request with what it is not. */
  readonly others?: readonly JsonObject[];
  /** How many requests it takes to say something twice to the same person. */
  readonly twice?: number;
}

export const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_each, n) => n);

/** As many in each request as there may be, as they come. */
export const inTurn = (count: number, max: number): readonly (readonly number[])[] =>
  upTo(Math.ceil(count / max)).map((place) => upTo(count).slice(place * max, (place + 1) * max));

/** A list in a request's body. */
export const listed = ({ body }: Sent, name: string): readonly JsonObject[] => ((body as JsonObject)[name] ?? []) as readonly JsonObject[];
