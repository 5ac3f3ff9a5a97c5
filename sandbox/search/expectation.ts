import { QueryError, valueIn, type Query } from './query';

/** How many messages somebody expects. */
export interface Expectation {
  readonly least: number;
  readonly most: number;
  /** As it was written. */
  readonly text: string;
}

/** `3`, `3+` (at least) or `1-3`. */
export function readExpectation(query: Query): Expectation | undefined {
  const text = valueIn(query, 'expect');
  if (text === undefined) return undefined;
  const [, least, plus, most] = /^(\d{1,9})(?:(\+)|-(\d{1,9}))?$/.exec(text.replace(/ $/, '+')) ?? [];
  if (least === undefined) throw new QueryError('"expect" must be a number, a number with + (at least), or two numbers with - between them');
  return { least: Number(least), most: plus ? Infinity : Number(most ?? least), text: text.replace(/ $/, '+') };
}

export const isMet = ({ least, most }: Expectation, total: number): boolean => total >= least && total <= most;

/** What is said of an expectation that was not met. */
export function unmet({ text }: Expectation, total: number): string {
  return `Expected ${text} ${text === '1' ? 'message' : 'messages'}, found ${total}`;
}
