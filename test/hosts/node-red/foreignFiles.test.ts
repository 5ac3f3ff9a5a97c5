import { axiosSend } from '../../../node-red/runtime/http';
import type { Send } from '../../../engine';
import { API, FILES, testForeignFiles } from '../../support/foreignFiles';
import { OwnBryj } from '../../support/ownBryj';
import { Bench, choice, report, str } from './bench';

/** Files that a public vendor's answer names at private addresses, in Node-RED's own runtime, with its own client on real connections. */
let bench: Bench;
let own: OwnBryj;
beforeAll(async () => {
  bench = await Bench.open();
  own = await OwnBryj.open();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await bench.reset();
  own.reset();
});
afterAll(async () => {
  await bench.close();
  await own.close();
});

/** The client, for which a server of our own stands at two public addresses. */
const unauthenticated: Send = (request, signal) => {
  const [place] = [API, FILES].filter((each) => request.url.startsWith(each));
  if (place === undefined) return axiosSend(request, signal);
  const { publicOnly: _, ...rest } = request;
  return axiosSend({ ...rest, url: request.url.replace(place, own.url) }, signal);
};

const read = (baseUrl = API) =>
  bench.run([bench.account({ baseUrl: str(baseUrl) }), report({ requestId: str('r1'), sendRows: choice('all') })], {}, { unauthenticated });

testForeignFiles({
  own: () => own,
  async expectRead(baseUrl) {
    expect(await read(baseUrl)).toHaveLength(1);
  },
  async expectRefused(words) {
    expect(await read()).toEqual([]);
    expect(bench.failure).toMatchObject({ code: 'permission', message: expect.stringMatching(words) });
  },
});
