import type { JsonObject } from '../../../engine';
import { failureIn, rowsOf, scripted } from '../../support/host';
import { answer, calling, expectRefused, refusal, TRANSACTIONAL, wire } from './calling';

const OPERATIONS = [
  ['hit.getMany', 'hits'],
  ['hit.getManyPerUser', 'hits_per_user'],
] as const;
const page = (number: number, page_size: number | string, hits: readonly JsonObject[]) =>
  answer({ campaignKey: 'THE_CAMPAIGN_KEY', page: number, page_size, hits });
const some = (from: number, count: number) => Array.from({ length: count }, (_, i) => ({ user_id: `u${from + i}`, time: '2015-11-11T09:51:42Z' }));

describe.each(OPERATIONS)('%s', (operation, path) => {
  const call = (input: JsonObject, ...answers: Parameters<typeof scripted>) => {
    const send = scripted(...answers);
    return { send, outcomes: calling(operation, [{ campaign_id: TRANSACTIONAL, ...input }], send) };
  };

  it('asks for the largest pages from the first on', async () => {
    const { send, outcomes } = call({}, page(1, 5000, some(1, 2)));
    expect(await rowsOf((await outcomes)[0])).toHaveLength(2);
    expect(wire(send)).toEqual([`GET /api/transac/${TRANSACTIONAL}/${path}?page=1&page_size=5000`]);
    expect(send.requests[0]!.headers.accept).toBe('application/vnd.fa.v3, application/json');
  });

  it('asks for the time since with an offset, and for pages as large as told', async () => {
    const { send, outcomes } = call({ since_date: '2017-04-06T16:41', page_size: 500 }, page(1, 500, []));
    expect(await rowsOf((await outcomes)[0])).toEqual([]);
    expect(wire(send)).toEqual([`GET /api/transac/${TRANSACTIONAL}/${path}?page=1&page_size=500&since_date=2017-04-06T16:41:00+02:00`]);
  });

  it.each([2, '2'])('goes on page by page until one is shorter than the answered length %j', async (length) => {
    const { send, outcomes } = call({}, page(1, length, some(1, 2)), page(2, length, some(3, 2)), page(3, length, some(5, 1)));
    expect((await rowsOf((await outcomes)[0])).map(({ user_id }) => user_id)).toEqual(['u1', 'u2', 'u3', 'u4', 'u5']);
    expect(send.requests.map(({ url }) => new URL(url).searchParams.get('page'))).toEqual(['1', '2', '3']);
  });

  it('ends at an empty page', async () => {
    const { send, outcomes } = call({}, page(1, 2, some(1, 2)), page(2, 2, []));
    expect(await rowsOf((await outcomes)[0])).toHaveLength(2);
    expect(send.requests).toHaveLength(2);
  });

  it.each([
    ['page_size', 0, /the minimum is 1/],
    ['page_size', 5001, /the maximum is 5000/],
    ['page_size', 2.5, /'Page Size' \(page_size\)/],
    ['since_date', 'yesterday', /is not a valid date and time/],
    ['campaign_id', '', /is empty/],
  ])('refuses %s %j, and asks nothing', async (field, value, says) => {
    const { send, outcomes } = call({ [field]: value }, {});
    expectRefused(await outcomes, field, says);
    expect(send.requests).toHaveLength(0);
  });

  it.each([
    [400, 'Invalid parameter value ...', 'validation'],
    [404, 'Unknown campaign key ...', 'notFound'],
  ])('%i "%s" is %s', async (status, words, code) => {
    const { send, outcomes } = call({}, refusal(status, words));
    expect(failureIn((await outcomes)[0])).toMatchObject({ code, status, message: expect.stringContaining(words) });
    expect(send.requests).toHaveLength(1);
  });

  it('an answer without hits is not the vendor’s', async () => {
    const { outcomes } = call({}, answer({ page: 1 }));
    expect(failureIn((await outcomes)[0])).toMatchObject({ code: 'format', message: expect.stringContaining("'hits'") });
  });

  it('doubts an id of the other kind', async () => {
    const [outcome] = await call({ campaign_id: 'CGN_ACMECORP_1401106808015' }, page(1, 5000, [])).outcomes;
    expect(outcome?.state === 'done' && outcome.warnings).toEqual([expect.stringContaining('campaign_api_identifier')]);
  });
});

describe('hits', () => {
  it('are rows with their campaign, in the form that all vendors share or as they came', async () => {
    const reply = page(1, 500, [{ user_id: 'your_user_id_45', time: '2015-11-11T09:51:42Z' }]);
    const [flat] = await calling('hit.getMany', [{ campaign_id: TRANSACTIONAL }], scripted(reply), { options: { simplify: true } });
    expect(await rowsOf(flat)).toEqual([{ vendor: 'followAnalytics', campaignId: TRANSACTIONAL, userId: 'your_user_id_45', time: '2015-11-11T09:51:42Z' }]);
    const [raw] = await calling('hit.getMany', [{ campaign_id: TRANSACTIONAL }], scripted(reply));
    expect(await rowsOf(raw)).toEqual([{ campaign_id: TRANSACTIONAL, user_id: 'your_user_id_45', time: '2015-11-11T09:51:42Z' }]);
  });

  it('per user keep each row of a user who comes more than once', async () => {
    const users = [
      { user_id: 'your_user_id_215', hits: 5, first_time: '2015-11-11T08:15:40Z', last_time: '2015-11-13T09:51:44Z' },
      { user_id: 'your_user_id_215', hits: 3, first_time: '2015-10-11T10:05:10Z', last_time: '2015-11-13T09:51:00Z' },
    ];
    const [outcome] = await calling('hit.getManyPerUser', [{ campaign_id: TRANSACTIONAL }], scripted(page(1, 500, users)), { options: { simplify: true } });
    expect(await rowsOf(outcome)).toEqual(
      users.map(({ user_id, hits, first_time, last_time }) => ({
        vendor: 'followAnalytics',
        campaignId: TRANSACTIONAL,
        userId: user_id,
        hits,
        firstTime: first_time,
        lastTime: last_time,
      })),
    );
  });
});
