import { axiosSend } from '../../../node-red/runtime/http';
import type { Send } from '../../../engine';
import { API, asHeader, FILES, forbidden, forbiddenWays, NAMES } from '../../support/foreignFiles';
import { nameServer } from '../../support/names';
import { OwnBryj, REPORT, reportOf } from '../../support/ownBryj';
import { Bench, choice, report, str } from './bench';

/** Files that a public vendor's answer names at private addresses, in Node-RED's own runtime, with its own client on real connections. */
let bench: Bench;
let own: OwnBryj;
beforeAll(async () => {
  bench = await Bench.open();
  own = await OwnBryj.open();
});
beforeEach(() => nameServer(NAMES));
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
const bare: Send = (request, signal) => {
  const [place] = [API, FILES].filter((each) => request.url.startsWith(each));
  if (place === undefined) return axiosSend(request, signal);
  const { publicOnly: _, ...rest } = request;
  return axiosSend({ ...rest, url: request.url.replace(place, own.url) }, signal);
};

const read = (baseUrl = API) => bench.run([bench.account({ baseUrl: str(baseUrl) }), report({ requestId: str('r1'), sendRows: choice('all') })], {}, { bare });
const named = (address: string): void => own.at(REPORT, (response) => void response.end(JSON.stringify({ request_id: 'r1', reports: [address] })));
const addressOf = (way: string): string => forbidden(Number(new URL(own.url).port)).find(([says]) => says === way)![1];

const REFUSED = { code: 'permission', message: expect.stringMatching(/inside a private network, which is not fetched/) };

beforeEach(() => own.at('/file', (response) => void response.end(reportOf('u1'))));

it.each(forbiddenWays)('are not asked for: %s', async (way) => {
  named(addressOf(way));
  expect(await read()).toEqual([]);
  expect(bench.failure).toMatchObject(REFUSED);
  expect(own.asked('/file')).toBe(0);
  expect(own.asked(REPORT)).toBe(1);
});

it.each(forbiddenWays)('are not asked for where a public address leads there: %s', async (way) => {
  named(`${FILES}/moved`);
  own.at('/moved', (response) => void response.writeHead(302, { location: asHeader(addressOf(way)) }).end());
  expect(await read()).toEqual([]);
  expect(bench.failure).toMatchObject(REFUSED);
  expect(own.asked('/moved')).toBe(1);
  expect(own.asked('/file')).toBe(0);
});

it('are read at a public address', async () => {
  named(`${FILES}/file`);
  expect(await read()).toHaveLength(1);
  expect(own.asked('/file')).toBe(1);
});

it.each([
  'a backslash that clients take for a slash',
  'two users',
  'escapes in the host',
  'digits of another script',
  'one decimal number',
  'a name for 127.0.0.1',
])('are read where the account itself is in the private network: %s', async (way) => {
  named(addressOf(way));
  own.at('/@files.example/file', (response) => void response.end(reportOf('u1')));
  expect(await read(own.url)).toHaveLength(1);
});
