import { parseArgs } from 'node:util';

/** Fewer rounds say nothing. */
export const LEAST_ROUNDS = 5;

export interface BenchOptions {
  /** Names of parts; none for all. */
  readonly parts: readonly string[];
  readonly size: number;
  readonly rounds: number;
  /** Whether the documents get what is measured. */
  readonly write: boolean;
}

/**
 * Reads the arguments of `npm run bench`.
 * @param known the names of all parts
 * @throws Error that says what is wrong
 */
export const readOptions = (args: readonly string[], known: readonly string[]): BenchOptions => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      size: { type: 'string', default: '1' },
      rounds: { type: 'string', default: String(LEAST_ROUNDS) },
      write: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((part) => !known.includes(part));
  if (unknown.length > 0) throw new Error(`There is no part '${unknown.join("', '")}'. Parts: ${known.join(', ')}`);
  const size = Number(values.size);
  if (!(size > 0 && size <= 1)) throw new Error(`--size must be above 0 and at most 1, not '${values.size}'`);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds must be a whole number above 0, not '${values.rounds}'`);
  if (values.write && (size < 1 || rounds < LEAST_ROUNDS)) throw new Error(`--write needs the whole size and at least ${LEAST_ROUNDS} rounds`);
  return { parts: positionals, size, rounds, write: values.write };
};
