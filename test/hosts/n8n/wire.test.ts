import { GET_REPORT, OwnBryj, REPORT } from '../../support/ownBryj';
import { wireCases } from '../../support/wireCases';
import { Stage } from './stage';

/** What comes over a real connection, in n8n's own engine. */
const stage = new Stage('bryj', Date.UTC(2026, 0, 15, 12));
let own: OwnBryj;
beforeAll(async () => {
  own = await OwnBryj.open();
});
afterEach(() => own.reset());
afterAll(() => own.close());

it.each(wireCases.map((each) => [each.says, each] as const))('%s', async (_, { set, expected, asked }) => {
  set(own, (ms) => (stage.now += ms));
  const ran = await stage.run(GET_REPORT, undefined, { onError: 'continueRegularOutput' }, { accounts: stage.account({ baseUrl: own.url }) });
  const items = ran.jsons('Node');
  if ('code' in expected) {
    expect(items).toEqual([expect.objectContaining({ details: expect.objectContaining({ code: expected.code }) })]);
    const [{ details }] = items as unknown as [{ details: { message: string; todo: string } }];
    expect(`${details.message} ${details.todo}`).toMatch(expected.says);
  } else expect(items.map(({ userId }) => userId)).toStrictEqual(expected);
  if (asked.report !== undefined) expect(own.asked(REPORT)).toBe(asked.report);
  if (asked.file !== undefined) expect(own.asked('/file')).toBe(asked.file);
});

it('rows that came before a failure are no items, and nobody says that they are', async () => {
  const head = 'app_id,campaign_id,user_id,device_id,sent_at,request_id,channel,error_message\n';
  const rows = Array.from({ length: 3_000 }, (_, i) => `APP_1,CMP_1,u${i},d,2026-01-15 07:39:00 UTC,r1,push,\n`).join('');
  own.at('/file', (response) => void response.end(`${head}${rows}one,cell,less\n`));
  const ran = await stage.run(GET_REPORT, undefined, { onError: 'continueRegularOutput' }, { accounts: stage.account({ baseUrl: own.url }) });
  expect(ran.jsons('Node')).toEqual([expect.objectContaining({ details: expect.objectContaining({ code: 'format' }) })]);
  expect(JSON.stringify(ran.jsons('Node'))).not.toMatch(/handed on|handedOn/);
});
