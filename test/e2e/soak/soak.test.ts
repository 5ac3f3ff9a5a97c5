import { soak } from './soak';

/** `npm run soak` says for how long, and with which chances; without it, it is a short one. */
const { SOAK_MINUTES = '0.8', SOAK_SEED = '20261130' } = process.env;
const minutes = Number(SOAK_MINUTES);
/** Starts and restarts of hosts, and what is looked up at the end. */
const AROUND_MS = 15 * 60_000;

it(
  'both hosts say of each person and each row what became of it, through faults and restarts, and hold no more memory at the end',
  async () => {
    const print = (line: string): void => void process.stderr.write(`${line}\n`);
    expect(await soak({ minutes, seed: Number(SOAK_SEED), print })).toEqual([]);
  },
  minutes * 60_000 * 3 + AROUND_MS,
);
