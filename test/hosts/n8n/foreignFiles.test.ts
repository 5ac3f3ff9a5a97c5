import { API, FILES, testForeignFiles } from '../../support/foreignFiles';
import { GET_REPORT, OwnBryj } from '../../support/ownBryj';
import { standIn } from './outbound';
import { Stage } from './stage';

/** Files that a public vendor's answer names at private addresses, in n8n's own engine, with its own client on real connections. */
const stage = new Stage('bryj', Date.UTC(2026, 0, 15, 12));
let own: OwnBryj;
beforeAll(async () => {
  own = await OwnBryj.open();
});
beforeEach(() => standIn({ [API]: own.url, [FILES]: own.url }));
afterEach(() => {
  jest.restoreAllMocks();
  own.reset();
});
afterAll(() => own.close());

const read = async (baseUrl = API) =>
  (await stage.run(GET_REPORT, undefined, { onError: 'continueRegularOutput' }, { accounts: stage.account({ baseUrl }) })).jsons('Node');

testForeignFiles({
  own: () => own,
  async expectRead(baseUrl) {
    expect(await read(baseUrl)).toMatchObject([{ userId: 'u1' }]);
  },
  async expectRefused(words) {
    const details = expect.objectContaining({ code: 'permission', message: expect.stringMatching(words) });
    expect(await read()).toEqual([expect.objectContaining({ details })]);
  },
});
