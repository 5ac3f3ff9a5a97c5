import { most } from './acting';
import { casesOf } from './cases';
import { Elsewhere } from './elsewhere';
import { N8nPlace } from './n8n';
import { clear, play } from './play';

/** The fault matrix in n8n's own engine, with *Retry On Fail*, against the sandbox. */
let place: N8nPlace;
let elsewhere: Elsewhere;
beforeAll(async () => {
  [place, elsewhere] = await Promise.all([N8nPlace.open(), Elsewhere.open()]);
});
afterAll(async () => {
  elsewhere.close();
  await place.sandbox.close();
});

describe.each(most)('%s', (_, className, act) => {
  beforeAll(() => place.sandbox.control('POST', '/reset'));
  beforeEach(() => place.begin());
  afterEach(() => clear(place, act));
  for (const each of casesOf(className, act, { repeats401: true })) it(each.name, () => play(each, place, elsewhere));
});
