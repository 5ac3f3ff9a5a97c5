import type { JsonObject } from '../../../engine';
import { ask } from '../../../engine/poll/read';
import { pollContextOf } from '../../../engine/poll/context';
import { braze } from '../../../vendors/braze';
import { bryj } from '../../../vendors/bryj';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { horisen } from '../../../vendors/horisen';
import { NOON, sampleAccount, scripted, testHost } from '../../support/host';

const HOUR = 3_600_000;

describe('what a state is of', () => {
  const of = (input: JsonObject, credential: JsonObject = {}, trigger = 'revenueSeries', id = 'a') =>
    pollContextOf(
      {
        vendor: braze,
        trigger,
        input: { last_point: 'complete', ...input },
        account: { ...sampleAccount(braze, { rest_endpoint: 'custom', ...credential }), id },
      },
      testHost().ports,
    ).of;

  it('is a short digest', () => {
    expect(of({})).toMatch(/^[0-9a-f]{16}$/);
  });

  it('is another one for another source', () => {
    const own = of({});
    expect(of({ product: 'p' })).not.toBe(own);
    expect(of({ unit: 'hour' })).not.toBe(own);
    expect(of({}, { custom_url: 'https://other.example' })).not.toBe(own);
  });

  it('is another one for another account at the same address', () => {
    const ofService = (service_uuid: string) =>
      pollContextOf({ vendor: horisen, trigger: 'status', input: {}, account: sampleAccount(horisen, { service_uuid }) }, testHost().ports).of;
    expect(ofService('5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11')).not.toBe(ofService('5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e12'));
  });

  it('is the same whatever is said of how, with what key, and what the account is called', () => {
    const own = of({});
    expect(of({ last_point: 'grows' })).toBe(own);
    expect(of({ starting_at: '2026-01-01T00:00:00Z' })).toBe(own);
    expect(of({}, { api_key: 'another-key' })).toBe(own);
    expect(of({}, {}, 'revenueSeries', 'b')).toBe(own);
  });

  it('is the same under another name of the trigger', () => {
    const { hits } = followAnalytics.triggers;
    const account = sampleAccount(followAnalytics);
    const named = (vendor: typeof followAnalytics, trigger: string) =>
      pollContextOf({ vendor, trigger, input: { campaign_id: 'FACMPGN_x' }, account }, testHost().ports).of;
    const renamed = { ...followAnalytics, triggers: { events: { ...hits!, was: ['hits'] } } } as unknown as typeof followAnalytics;
    expect(named(renamed, 'events')).toBe(named(followAnalytics, 'hits'));
  });
});

it('a batch has a row at least, and what is not given has its bound', () => {
  const made = (over: object) =>
    pollContextOf(
      { vendor: braze, trigger: 'revenueSeries', input: { last_point: 'complete' }, account: sampleAccount(braze, { rest_endpoint: 'custom' }), ...over },
      testHost().ports,
    );
  expect([made({ batch: 0 }).batch, made({ batch: 7 }).batch, made({}).batch]).toEqual([1, 7, 1_000]);
  expect([made({ keyBytes: 5 }).keyBytes, made({}).keyBytes]).toEqual([5, 16_000]);
});

describe("the vendor's clock", () => {
  const asked = async (...dates: (string | undefined)[]) => {
    const vendor = scripted(
      ...dates.map((date) => ({ headers: (date === undefined ? {} : { date }) as Record<string, string>, body: { message: 'success', data: [] } })),
    );
    const context = pollContextOf(
      { vendor: braze, trigger: 'revenueSeries', input: { last_point: 'complete' }, account: sampleAccount(braze, { rest_endpoint: 'custom' }) },
      testHost({ vendor }).ports,
    );
    return await ask(context, 'purchase.getRevenueSeries', { length: 3 });
  };
  const utc = (ms: number) => new Date(ms).toUTCString();

  it('counts where it is an hour off at most', async () => {
    expect((await asked(utc(NOON + HOUR))).now).toBe(NOON + HOUR);
    expect((await asked(utc(NOON - HOUR))).now).toBe(NOON - HOUR);
    expect((await asked(utc(NOON + HOUR + 1_000))).now).toBe(NOON);
    expect((await asked(utc(NOON - HOUR - 1_000))).now).toBe(NOON);
  });

  it.each([[undefined], [''], ['soon']])('is ours where the answer has none: %j', async (date) => {
    expect((await asked(date)).now).toBe(NOON);
  });

  it('is kept with the answer, and nothing was moved while it was read', async () => {
    const reading = await asked(utc(NOON));
    expect([reading.answer, reading.isUnsure()]).toEqual([{ message: 'success', data: [] }, false]);
  });

  it('says nothing where the answer is a failure', async () => {
    const vendor = scripted({ status: 401, body: {} });
    const context = pollContextOf(
      { vendor: bryj, trigger: 'report', input: { watch: 'requests', request_ids: ['r'] }, account: sampleAccount(bryj) },
      testHost({ vendor }).ports,
    );
    await expect(ask(context, 'batch.getReport', { request_id: 'r' })).rejects.toMatchObject({ code: 'authentication' });
  });
});
