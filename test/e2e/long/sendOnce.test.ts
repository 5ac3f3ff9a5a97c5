import { check } from '../../properties/driver';
import { historiesOf } from '../../properties/sendOnce/history';
import { Player } from '../../properties/sendOnce/play';
import { namedWires } from '../../properties/sendOnce/wires';

/** Ten thousand histories and more, shared by the endpoints: nobody gets two messages, and nothing is called sent that was not. */

const HISTORIES = 10_000;

it.each(namedWires)(
  '%s',
  async (_, wire) => {
    await check(historiesOf(wire), Math.ceil(HISTORIES / namedWires.length), (history) => new Player(wire, history).play());
  },
  300_000,
);
