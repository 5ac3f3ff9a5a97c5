import { API, asHeader, FILES, forbidden, forbiddenWays, NAMES } from '../../support/foreignFiles';
import { nameServer } from '../../support/names';
import { GET_REPORT, OwnBryj, REPORT, reportOf } from '../../support/ownBryj';
import { standIn } from './outbound';
import { Stage } from './stage';

/** Files that a public vendor's answer names at private addresses, in n8n's own engine, with its own client on real connections. */
const stage = new Stage('bryj', Date.UTC(2026, 0, 15, 12));
let own: OwnBryj;
beforeAll(async () => {
  own = await OwnBryj.open();
});
beforeEach(() => {
  nameServer(NAMES);
  standIn({ [API]: own.url, [FILES]: own.url });
  own.at('/file', (response) => void response.end(reportOf('u1')));
});
afterEach(() => {
  jest.restoreAllMocks();
  own.reset();
});
afterAll(() => own.close());

const read = async (baseUrl = API) =>
  (await stage.run(GET_REPORT, undefined, { onError: 'continueRegularOutput' }, { accounts: stage.account({ baseUrl }) })).jsons('Node');
const named = (address: string): void => own.at(REPORT, (response) => void response.end(JSON.stringify({ request_id: 'r1', reports: [address] })));
const addressOf = (way: string): string => forbidden(Number(new URL(own.url).port)).find(([says]) => says === way)![1];

const REFUSED = [
  expect.objectContaining({
    details: expect.objectContaining({ code: 'permission', message: expect.stringMatching(/inside a private network, which is not fetched/) }),
  }),
];

it.each(forbiddenWays)('are not asked for: %s', async (way) => {
  named(addressOf(way));
  expect(await read()).toEqual(REFUSED);
  expect(own.asked('/file')).toBe(0);
  expect(own.asked(REPORT)).toBe(1);
});

it.each(forbiddenWays)('are not asked for where a public address leads there: %s', async (way) => {
  named(`${FILES}/moved`);
  own.at('/moved', (response) => void response.writeHead(302, { location: asHeader(addressOf(way)) }).end());
  expect(await read()).toEqual(REFUSED);
  expect(own.asked('/moved')).toBe(1);
  expect(own.asked('/file')).toBe(0);
});

it('are read at a public address', async () => {
  named(`${FILES}/file`);
  expect(await read()).toMatchObject([{ userId: 'u1' }]);
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
  expect(await read(own.url)).toMatchObject([{ userId: 'u1' }]);
});
