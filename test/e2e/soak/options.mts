import { parseArgs } from 'node:util';

export interface SoakOptions {
  /** How long each host works, starts and restarts not counted. */
  readonly minutes: number;
  /** What all chances come of. */
  readonly seed: number;
}

/** Less leaves no time to start from. */
const LEAST_MINUTES = 0.5;

/**
 * Reads the arguments of `npm run soak`.
 * @param chance where nobody names a seed
 * @throws Error that says what is wrong
 */
export const readOptions = (args: readonly string[], chance: () => number): SoakOptions => {
  const { values } = parseArgs({ args: [...args], options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } } });
  const minutes = Number(values.minutes);
  if (!(minutes >= LEAST_MINUTES && minutes <= 24 * 60)) throw new Error(`--minutes must be ${LEAST_MINUTES} to ${24 * 60}, not '${values.minutes}'`);
  const seed = values.seed === undefined ? Math.floor(chance() * 1_000_000_000) : Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0) throw new Error(`--seed must be a whole number, not '${values.seed}'`);
  return { minutes, seed };
};
