import { BOUNDS } from '../base/bounds';
import { fromAnswer } from '../run/answered';
import { execute } from '../run/execute';
import { isFailed } from '../catalogue/call';
import type { Output } from '../base/output';
import type { Json, JsonObject } from '../base/json';
import type { Ports } from '../base/ports';
import type { PollContext } from './context';

/** The result of a reading operation, and the vendor's clock at its first answer. */
export interface Reading {
  readonly output: Output;
  /** Milliseconds since 1970: the answer's `Date`, or the local time if it is missing or more than an hour off. */
  readonly now: number;
  /** The body of the first successful answer. */
  readonly answer: Json;
  /** Whether the list moved while it was read, so that rows equal to others may have been left out. */
  isUnsure(): boolean;
}

const believed = (told: number | undefined, ours: number): number => (told !== undefined && Math.abs(told - ours) <= BOUNDS.skewMs.most ? told : ours);

/** Runs a reading operation once. Throws its CampaignError. */
export const ask = async ({ vendor, account, ports }: PollContext, operation: string, input: JsonObject, limit?: number): Promise<Reading> => {
  let told: number | undefined;
  let answer: Json = null;
  let unsure = false;
  const watched: Ports = {
    ...ports,
    unsure: () => {
      unsure = true;
    },
    vendor: async (request, signal) => {
      const reply = await ports.vendor(request, signal);
      const date = Date.parse(reply.headers.date ?? '');
      if (!Number.isNaN(date)) told ??= date;
      answer ??= vendor.readFailure(reply, operation) ? null : reply.body;
      return reply;
    },
  };
  const options = { simplify: false, ...(limit !== undefined && { limit }) };
  for await (const outcome of execute({ vendor, operation, inputs: [input], account, options }, watched)) {
    if (isFailed(outcome)) throw outcome.error;
    return { output: outcome.output, now: believed(told, ports.now()), answer, isUnsure: () => unsure };
  }
  throw new Error(`${operation} gave no outcome`);
};

/** Repeats a reading from its stored answer, without asking the vendor. */
export const reopened = ({ vendor, account, ports }: PollContext, operation: string, input: JsonObject, answer: Json): Reading => ({
  output: fromAnswer({ vendor, operation, inputs: [input], account, options: { simplify: false } }, answer, ports),
  now: ports.now(),
  answer,
  isUnsure: () => false,
});

/** The rows of an operation's result, by page, or by batch for a file. */
export const rowsOf = ({ output }: Reading): AsyncIterable<readonly Json[]> => {
  if (output.kind !== 'object') return output.rows();
  return (async function* () {
    yield [output.json];
  })();
};

/** All rows at once, for short lists. */
export const allRowsOf = async (reading: Reading): Promise<readonly Json[]> => {
  const all: Json[] = [];
  for await (const rows of rowsOf(reading)) for (const row of rows) all.push(row);
  return all;
};
