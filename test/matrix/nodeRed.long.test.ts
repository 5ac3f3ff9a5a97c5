import { all } from './acting';
import { casesOf } from './cases';
import { Elsewhere } from './elsewhere';
import { NodeRedPlace } from './nodeRed';
import { clear, play } from './play';

/** The fault matrix in Node-RED's own runtime, with a Catch node that is wired back, against the sandbox. */
let place: NodeRedPlace;
let elsewhere: Elsewhere;
beforeAll(async () => {
  [place, elsewhere] = await Promise.all([NodeRedPlace.open(), Elsewhere.open()]);
});
afterAll(async () => {
  elsewhere.close();
  await place.sandbox.close();
});

describe.each(all)('%s', (_, className, act) => {
  beforeAll(() => place.sandbox.control('POST', '/reset'));
  afterEach(() => clear(place, act));
  for (const each of casesOf(className, act)) it(each.name, () => play(each, place, elsewhere));
});
