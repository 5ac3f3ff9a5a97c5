import { check } from '../driver';
import { historiesOf } from './history';
import { Player } from './play';
import { namedWires } from './wires';

/**
 * Sent once, or said so: each endpoint that may reach people through histories at random of faults, further tries, cancellations, deaths and
 * restarts. The vendor is the witness of what was sent. `test/e2e/long/` runs more of them.
 */

/** Histories of each endpoint. */
const RUNS = 80;

it.each(namedWires)(
  '%s',
  async (_, wire) => {
    await check(historiesOf(wire), RUNS, (history) => new Player(wire, history).play());
  },
  120_000,
);
