import { leading } from './acts';
import { casesOf } from './cases';
import { Elsewhere } from './elsewhere';
import { NodeRedPolls } from './nodeRedPoll';
import { playPoll } from './polling';

/** The polls of the fault matrix in Node-RED's own runtime; the node looks again by itself, at its times. */
const { poll } = leading;
let polls: NodeRedPolls;
let elsewhere: Elsewhere;
beforeAll(async () => {
  [polls, elsewhere] = await Promise.all([NodeRedPolls.open(), Elsewhere.open()]);
});
afterEach(() => polls.reset());
afterAll(async () => {
  elsewhere.close();
  await polls.sandbox.close();
});

describe(`Poll of a trigger, ${poll.vendor.id}.${poll.operation}`, () => {
  for (const each of casesOf('poll', poll)) it(each.name, () => playPoll(each, polls, elsewhere));
});
