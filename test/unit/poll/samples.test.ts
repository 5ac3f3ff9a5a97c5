import { samplesOf, type AnyVendor, type HttpReply, type JsonObject } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { bryj } from '../../../vendors/bryj';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { horisen } from '../../../vendors/horisen';
import { NOON, sampleAccount, scripted, testHost } from '../../support/host';

const DAY = 24 * 3_600_000;

/** A few rows of a trigger, with what was asked for them. */
const asks = async (vendor: AnyVendor, trigger: string, input: JsonObject, answers: readonly Partial<HttpReply>[], credential: JsonObject = {}) => {
  const send = scripted(...answers);
  const files = scripted({ stream: report() });
  const host = testHost({ vendor: send, unauthenticated: files });
  const rows = samplesOf({ vendor, trigger, input, account: sampleAccount(vendor, credential) }, host.ports);
  const urls = () => send.requests.map(({ url }) => new URL(url));
  return { rows, urls };
};

async function* report(): AsyncGenerator<Uint8Array> {
  const columns = 'app_id,campaign_id,user_id,device_id,sent_at,request_id,channel,error_message';
  yield new TextEncoder().encode([columns, ...Array.from({ length: 12 }, (_, i) => `A,C,u${i},d,2026-01-15 12:00:00 UTC,r,push,`), ''].join('\n'));
}

describe('a few rows of what has happened', () => {
  const hits = (count: number) => ({
    body: {
      success: true,
      result: { page: 1, page_size: 5000, hits: Array.from({ length: count }, (_, i) => ({ user_id: `u${i}`, time: '2026-01-10T00:00:00Z' })) },
    },
  });
  const of = (...answers: Partial<HttpReply>[]) => asks(followAnalytics, 'hits', { campaign_id: 'FACMPGN_x' }, answers);
  const since = (urls: readonly URL[]) => urls.map(({ searchParams }) => (NOON - Date.parse(searchParams.get('since_date')!)) / DAY);

  it('are those of the last week, at most ten', async () => {
    const { rows, urls } = await of(hits(12));
    expect((await rows).map(({ userId }) => userId)).toEqual(Array.from({ length: 10 }, (_, i) => `u${i}`));
    expect(since(urls())).toEqual([7]);
  });

  const listed = (...rows: readonly (readonly [user_id: string, time: string])[]) => ({
    body: { success: true, result: { page: 1, page_size: 5000, hits: rows.map(([user_id, time]) => ({ user_id, time })) } },
  });

  it('come newest first, whatever the order of the list', async () => {
    const { rows } = await of(listed(['b', '2026-01-14T02:00:00Z'], ['c', '2026-01-14T03:00:00Z'], ['a', '2026-01-14T01:00:00Z']));
    expect((await rows).map(({ userId }) => userId)).toEqual(['c', 'b', 'a']);
  });

  it('are the newest of a list that is too long to be read, found by halves', async () => {
    const MOST = 5_000;
    const many = listed(...Array.from({ length: MOST }, (_, i) => [`u${i}`, new Date(NOON - 7 * DAY + i * 1_000).toISOString()] as const));
    const { rows, urls } = await of(many, hits(0), many, listed(['y', '2026-01-11T00:00:00Z'], ['z', '2026-01-12T00:00:00Z']));
    expect((await rows).map(({ userId }) => userId)).toEqual(['z', 'y']);
    const asked = since(urls());
    const read = 7 - (MOST - 1) / 86_400;
    // Half of what is left, then, as nothing was there, half of its first half, then half of the rest.
    expect(asked).toEqual([7, read / 2, (read * 3) / 4, (read * 5) / 8].map((days) => expect.closeTo(days, 3)));
  });

  it('are read once where a long list begins with the newest', async () => {
    const { rows, urls } = await of(listed(...Array.from({ length: 5_000 }, (_, i) => [`u${i}`, new Date(NOON - i * 1_000).toISOString()] as const)));
    expect((await rows).map(({ userId }) => userId)).toEqual(Array.from({ length: 10 }, (_, i) => `u${i}`));
    expect(urls()).toHaveLength(1);
  });

  it('are older where there were none, and none where there never were any', async () => {
    const older = await of(hits(0), hits(1));
    expect((await older.rows).map(({ userId, raw }) => [userId, (raw as JsonObject).user_id])).toEqual([['u0', 'u0']]);
    expect(since(older.urls())).toEqual([7, 90]);
    const none = await of(hits(0));
    expect(await none.rows).toEqual([]);
    expect(since(none.urls())).toEqual([7, 90, 3650]);
  });
});

it('those of campaigns say what they are like now, as nothing is known of before', async () => {
  const campaign = (uuid: string, status: string) => ({
    uuid,
    name: uuid,
    status,
    created_dt: '2026-01-01T00:00:00.000Z',
    updated_dt: '2026-01-01T00:00:00.000Z',
  });
  const data = [campaign('a', 'finished'), campaign('b', 'draft')];
  const { rows } = await asks(horisen, 'status', {}, [{ body: { data, meta: { pagination: { currentPage: 1, totalPages: 1 } } } }], {
    ...{ platform: 'custom', api_url: 'https://api.test', token_url: 'https://api.test/token', service_uuid: '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11' },
  });
  expect((await rows).map(({ event, previousStatus, raw }) => [event, previousStatus, raw])).toEqual([
    ['finished', '', data[0]],
    ['statusChanged', '', data[1]],
  ]);
});

it('those of a series are its last ten points, of which the last is not complete', async () => {
  const data = Array.from({ length: 10 }, (_, i) => ({ time: `2026-01-${String(i + 6).padStart(2, '0')}`, revenue: i }));
  const { rows, urls } = await asks(braze, 'revenueSeries', { last_point: 'complete' }, [{ body: { message: 'success', data } }], { rest_endpoint: 'custom' });
  expect((await rows).map(({ complete }) => complete)).toEqual([...Array<boolean>(9).fill(true), false]);
  expect((await rows).map(({ raw }) => raw)).toEqual(data);
  expect(urls()[0]!.searchParams.get('length')).toBe('10');
});

describe('a few rows of reports', () => {
  const NOT_READY = { status: 400, body: { error_message: 'Request not processed yet' } };
  const READY = { body: { request_id: 'r', reports: ['https://files.test/a'] } };
  const of = (ids: readonly string[], ...answers: Partial<HttpReply>[]) =>
    asks(bryj, 'report', { watch: 'requests', request_ids: ids }, answers, { email: 'a@example.com', password: 'x' });
  const asked = (urls: readonly URL[]) => urls.map(({ searchParams }) => searchParams.get('request_id'));

  it('are those of the first one that is ready', async () => {
    const { rows, urls } = await of(['one', 'two', 'three'], NOT_READY, READY);
    expect(await rows).toHaveLength(10);
    expect(asked(urls())).toEqual(['one', 'two']);
  });

  it('are asked for of three, as each question may count, and the first failure is told', async () => {
    const { rows, urls } = await of(['one', 'two', 'three', 'four'], NOT_READY, { status: 403, body: { error_message: 'Access denied' } }, NOT_READY);
    await expect(rows).rejects.toMatchObject({ code: 'notReady' });
    expect(asked(urls())).toEqual(['one', 'two', 'three']);
  });

  it('are not asked for again where the account is refused', async () => {
    const { rows, urls } = await of(['one', 'two'], { status: 401, body: { error_message: 'No' } });
    await expect(rows).rejects.toMatchObject({ code: 'authentication' });
    expect(asked(urls())).toEqual(['one']);
  });

  it('are that of the document where no request is named, and say so', async () => {
    const { rows, urls } = await asks(bryj, 'report', { watch: 'campaign', campaign_id: 'CMP_x' }, [], { email: 'a@example.com', password: 'x' });
    expect(await rows).toEqual([expect.objectContaining({ sample: true, raw: expect.any(Object) })]);
    expect(urls()).toEqual([]);
  });
});

it('rows are not even made up for an account that is not complete', async () => {
  const { rows } = await asks(bryj, 'report', { watch: 'campaign', campaign_id: 'CMP_x' }, [], { email: '', password: 'x' });
  await expect(rows).rejects.toMatchObject({ code: 'validation', field: 'email' });
});
