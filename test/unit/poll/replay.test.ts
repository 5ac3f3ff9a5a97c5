import type { JsonObject } from '../../../engine';
import { bryj } from '../../../vendors/bryj';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { horisen } from '../../../vendors/horisen';
import { againIn, calm, Driver, newIn, NOON, ok, type Model } from '../../properties/driver';

/** What is returned again because the user asks for it: what each source can and cannot do. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
const users = (rows: readonly JsonObject[]) => rows.map(({ userId }) => userId);

describe('hits', () => {
  const hits: { user_id: string; time: string }[] = [];
  const model: Model = { skewMs: 0, answer: () => ok({ success: true, result: { page: 1, page_size: 50_000, hits: [...hits] } }) };
  const watching = () => new Driver(followAnalytics, 'hits', { campaign_id: 'FACMPGN_x' }, model);
  const hit = (user_id: string, at: number) => void hits.push({ user_id, time: iso(at) });
  beforeEach(() => void hits.splice(0));

  it('that were lost a few minutes ago come again, and one that came meanwhile comes as new, in their order', async () => {
    const driver = watching();
    await driver.poll(calm());
    driver.now += 10 * MINUTE;
    hit('ada', NOON + 5 * MINUTE);
    hit('bob', NOON + 9 * MINUTE);
    await driver.poll(calm());
    driver.now += MINUTE;
    // Late, so it stands between the two.
    hit('cyd', NOON + 7 * MINUTE);
    driver.replaySince = iso(NOON + 6 * MINUTE);
    driver.told.length = 0;
    await driver.poll(calm());
    expect(driver.told.map(({ userId, replayed }) => [userId, replayed])).toEqual([
      ['cyd', undefined],
      ['bob', true],
    ]);
  });

  it('stop coming again where the user no longer asks for it, in the middle of them, and none is lost', async () => {
    const driver = watching();
    await driver.poll(calm());
    driver.now += 10 * MINUTE;
    for (let i = 0; i < 6; i++) hit(`user${i}`, NOON + (i + 1) * MINUTE);
    await driver.poll(calm());
    driver.replaySince = iso(NOON);
    driver.told.length = 0;
    // The wish is stored, then two rows.
    await driver.poll({ ...calm(2), stopsAfter: 2 });
    expect(users(againIn(driver.told))).toEqual(['user0', 'user1']);
    driver.replaySince = undefined;
    driver.now += MINUTE;
    hit('new', driver.now);
    await driver.poll(calm());
    await driver.poll(calm());
    expect(users(driver.told)).toEqual(['user0', 'user1', 'new']);
  });

  it('that look the same as one that has come again are new, also where the replay goes on after them', async () => {
    const driver = watching();
    await driver.poll(calm());
    driver.now += 10 * MINUTE;
    for (const user of ['ada', 'bob', 'cyd']) hit(user, NOON + 5 * MINUTE);
    await driver.poll(calm());
    driver.replaySince = iso(NOON);
    driver.told.length = 0;
    await driver.poll({ ...calm(1), stopsAfter: 2 });
    hit('ada', NOON + 5 * MINUTE);
    await driver.poll(calm());
    expect(users(againIn(driver.told))).toEqual(['ada', 'bob', 'cyd']);
    expect(users(newIn(driver.told))).toEqual(['ada']);
  });

  it('are as many as there are, and the state stays small', async () => {
    const driver = watching();
    await driver.poll(calm());
    driver.now += 30 * MINUTE;
    for (let i = 0; i < 5_000; i++) hit(`user${i}`, NOON + Math.floor(i / 3) * 1_000);
    await driver.poll(calm(1_000));
    driver.replaySince = iso(NOON);
    const before = driver.told.length;
    for (let i = 0; i < 8; i++) await driver.poll({ ...calm(1_000), stopsAfter: 2 });
    hit('new', driver.now - MINUTE);
    await driver.poll(calm(1_000));
    const again = driver.told.slice(before);
    expect(users(againIn(again)).sort()).toEqual(
      hits
        .slice(0, -1)
        .map(({ user_id }) => user_id)
        .sort(),
    );
    expect(users(newIn(again))).toEqual(['new']);
    expect(driver.largest).toBeLessThan(64_000);
  });

  it('are marked before the row of the vendor, whose members stay as they are', async () => {
    const driver = watching();
    hit('ada', NOON - MINUTE);
    driver.replaySince = iso(NOON - HOUR);
    await driver.poll(calm());
    expect(driver.told).toEqual([expect.objectContaining({ userId: 'ada', replayed: true, raw: { campaign_id: 'FACMPGN_x', ...hits[0] } })]);
    expect(Object.keys(driver.told[0]!).slice(-2)).toEqual(['replayed', 'raw']);
  });

  it('do not come again because what is stored of it was damaged', async () => {
    const driver = watching();
    hit('ada', NOON - MINUTE);
    driver.replaySince = iso(NOON - HOUR);
    await driver.poll(calm());
    driver.state = { ...driver.state!, replay: { since: driver.replaySince, rest: { from: 'some day', told: {} } } };
    driver.told.length = 0;
    await driver.poll(calm());
    expect(users(newIn(driver.told))).toEqual([]);
  });
});

describe('campaigns', () => {
  const HORISEN = {
    platform: 'custom',
    api_url: 'https://api.test',
    token_url: 'https://api.test/token',
    service_uuid: '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11',
  };
  let rows: JsonObject[] = [];
  const model: Model = { skewMs: 0, answer: () => ok({ data: rows, meta: { pagination: { currentPage: 1, totalPages: 1 } } }) };
  const campaign = (uuid: string, status: string, created: number, updated = created, ran?: number): JsonObject => ({
    ...{ uuid, name: uuid, status, created_dt: iso(created), updated_dt: iso(updated), last_dt: ran === undefined ? null : iso(ran) },
  });
  const watching = (input: JsonObject = {}) => new Driver(horisen, 'status', input, model, undefined, HORISEN);
  const brief = (all: readonly JsonObject[]) => all.map(({ event, campaignId, status, replayed }) => [event, campaignId, status, replayed]);

  it('come as they are now, with what is known to have happened since', async () => {
    rows = [
      campaign('old', 'draft', NOON - 48 * HOUR),
      campaign('ended', 'finished', NOON - 48 * HOUR, NOON - HOUR, NOON - 2 * HOUR),
      campaign('made', 'active', NOON - HOUR, NOON - HOUR / 2),
    ];
    const driver = watching();
    await driver.poll(calm());
    driver.replaySince = iso(NOON - 3 * HOUR);
    await driver.poll(calm());
    expect(brief(driver.told)).toEqual([
      ['executed', 'ended', 'finished', true],
      ['finished', 'ended', 'finished', true],
      ['created', 'made', 'active', true],
      ['statusChanged', 'made', 'active', true],
    ]);
  });

  it('come as new, and not again as well, where they change in the same moment', async () => {
    rows = [campaign('a', 'draft', NOON - HOUR)];
    const driver = watching();
    await driver.poll(calm());
    driver.now += MINUTE;
    rows = [campaign('a', 'active', NOON - HOUR, driver.now - 1_000), campaign('b', 'draft', driver.now - 1_000)];
    driver.replaySince = iso(NOON - 2 * HOUR);
    await driver.poll(calm());
    await driver.poll(calm());
    expect(brief(driver.told)).toEqual([
      ['statusChanged', 'a', 'active', undefined],
      ['created', 'b', 'draft', undefined],
      ['created', 'a', 'active', true],
    ]);
  });

  it('are those events that the user chose', async () => {
    rows = [campaign('ended', 'finished', NOON - HOUR, NOON - MINUTE, NOON - 2 * MINUTE)];
    const of = async (events: readonly string[]) => {
      const driver = watching({ events: [...events] });
      driver.replaySince = iso(NOON - 2 * HOUR);
      await driver.poll(calm());
      return driver.told.map(({ event }) => event);
    };
    expect(await of(['created'])).toEqual(['created']);
    expect(await of(['finished', 'executed'])).toEqual(['executed', 'finished']);
    // The end is a change of the status where it is not chosen by itself.
    expect(await of(['statusChanged'])).toEqual(['statusChanged']);
  });

  it('go on where the host stopped, each once', async () => {
    rows = Array.from({ length: 9 }, (_, i) => campaign(`c${i}`, 'draft', NOON - HOUR + (i % 3) * MINUTE));
    const driver = watching();
    await driver.poll(calm());
    driver.replaySince = iso(NOON - 2 * HOUR);
    for (let i = 0; i < 4; i++) await driver.poll({ ...calm(2), stopsAfter: 3 });
    await driver.poll(calm(2));
    const ids = driver.told.map(({ campaignId }) => String(campaignId));
    expect([ids.length, [...new Set(ids)].sort()]).toEqual([9, rows.map(({ uuid }) => String(uuid))]);
  });
});

describe('reports', () => {
  const COLUMNS = 'app_id,campaign_id,user_id,device_id,sent_at,request_id,channel,error_message';
  const files: Record<string, readonly (readonly [user: string, error?: string])[]> = {};
  const asked: string[] = [];
  const model: Model = {
    skewMs: 0,
    answer: (_, { host, pathname, searchParams }) => {
      if (host !== 'files.test') {
        const id = searchParams.get('request_id') ?? '';
        asked.push(id);
        if (!files[id]) return { status: 400, body: { error_message: 'Request not processed yet' } };
        return ok({ request_id: id, reports: [`https://files.test/${id}`] });
      }
      const id = pathname.slice(1);
      const lines = (files[id] ?? []).map(([user, error = '']) => `APP,CMP_x,${user},d,2026-01-15 12:00:00 UTC,${id},push,${error}`);
      return {
        status: 200,
        body: null,
        stream: (async function* () {
          yield new TextEncoder().encode([COLUMNS, ...lines, ''].join('\n'));
        })(),
      };
    },
  };
  const watching = (ids: readonly string[], more: JsonObject = {}) =>
    new Driver(bryj, 'report', { watch: 'requests', request_ids: [...ids], first_ask_minutes: 0, ...more }, model, undefined, {
      email: 'a@example.com',
      password: 'x',
    });
  beforeEach(() => {
    asked.length = 0;
    for (const id of Object.keys(files)) delete files[id];
  });

  it('come again as a whole if they were handed on since, each by one more question', async () => {
    Object.assign(files, { one: [['ada']] });
    const driver = watching(['one', 'two', 'never']);
    await driver.poll(calm());
    driver.now += HOUR;
    Object.assign(files, { two: [['bob'], ['cyd']] });
    await driver.poll(calm());
    expect(users(driver.told)).toEqual(['ada', 'bob', 'cyd']);
    driver.replaySince = iso(driver.now - MINUTE);
    asked.length = 0;
    driver.told.length = 0;
    await driver.poll(calm());
    await driver.poll(calm());
    expect(driver.told.map(({ userId, replayed }) => [userId, replayed])).toEqual([
      ['bob', true],
      ['cyd', true],
    ]);
    expect(asked).toEqual(['two']);
    driver.replaySince = iso(NOON - MINUTE);
    await driver.poll(calm());
    expect(users(driver.told.slice(2))).toEqual(['ada', 'bob', 'cyd']);
  });

  it('come again although they are no longer named, and although an earlier release kept no times', async () => {
    Object.assign(files, { one: [['ada']], two: [['bob']] });
    const driver = watching(['one', 'two']);
    await driver.poll(calm());
    const { past, ...early } = driver.state!;
    expect(past).toEqual({ one: iso(NOON), two: iso(NOON) });
    const later = watching(['two']);
    later.state = driver.state;
    later.replaySince = iso(NOON - MINUTE);
    await later.poll(calm());
    expect(users(againIn(later.told))).toEqual(['ada', 'bob']);
    later.state = early as typeof later.state;
    later.told.length = 0;
    await later.poll(calm());
    expect(users(againIn(later.told)).sort()).toEqual(['ada', 'bob']);
  });

  it('come again as far as they were handed on, and the rest comes as new', async () => {
    Object.assign(files, { one: ['a', 'b', 'c', 'd'].map((user) => [user]) });
    const driver = watching(['one']);
    await driver.poll({ ...calm(2), stopsAfter: 2 });
    expect(users(driver.told)).toEqual(['a', 'b']);
    driver.replaySince = iso(NOON - MINUTE);
    driver.told.length = 0;
    await driver.poll(calm(2));
    await driver.poll(calm(2));
    expect([users(newIn(driver.told)), users(againIn(driver.told))]).toEqual([
      ['c', 'd'],
      ['a', 'b'],
    ]);
  });

  it('are not guessed where their order has changed meanwhile', async () => {
    Object.assign(files, { one: [['a'], ['b'], ['c', 'In progress']] });
    const driver = watching(['one'], { in_progress: 'again', settle_minutes: 60 });
    await driver.poll(calm());
    driver.replaySince = iso(NOON - MINUTE);
    driver.told.length = 0;
    files.one = [['b'], ['a'], ['c', 'In progress']];
    await driver.poll(calm());
    expect(driver.told).toEqual([]);
    expect(driver.failures).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(/report of request one is in a different order .* cannot be returned again/),
        todo: 'Get the complete report with Get Report.',
      }),
    ]);
    // What it awaits comes all the same.
    driver.now += HOUR;
    files.one = [['b'], ['a'], ['c']];
    await driver.poll(calm());
    expect(users(newIn(driver.told))).toEqual(['c']);
  });

  it('come again with what is known of them by now, and what is settled comes as new', async () => {
    Object.assign(files, { one: [['a'], ['b', 'In progress']] });
    const driver = watching(['one'], { in_progress: 'again', settle_minutes: 60 });
    await driver.poll(calm());
    driver.replaySince = iso(NOON - MINUTE);
    driver.told.length = 0;
    await driver.poll(calm());
    expect(driver.told.map(({ userId, status, replayed }) => [userId, status, replayed])).toEqual([
      ['a', 'sent', true],
      ['b', 'inProgress', true],
    ]);
    files.one = [['a'], ['b']];
    driver.now += HOUR;
    await driver.poll(calm());
    expect(driver.told.slice(2).map(({ userId, status, replayed }) => [userId, status, replayed])).toEqual([['b', 'sent', undefined]]);
  });

  it('that the vendor no longer has are an error, and do not hold up the others', async () => {
    Object.assign(files, { one: [['ada']], two: [['bob']] });
    const driver = watching(['one', 'two'], { give_up_hours: 1 });
    await driver.poll(calm());
    delete files.one;
    driver.replaySince = iso(NOON - MINUTE);
    driver.told.length = 0;
    for (let i = 0; i < 12; i++) {
      await driver.poll(calm());
      driver.now += 10 * MINUTE;
    }
    expect(users(driver.told)).toEqual(['bob']);
    expect(driver.failures).toEqual([expect.objectContaining({ code: 'notReady', message: expect.stringContaining('request one') })]);
    expect(driver.state!.replay).toEqual({ since: driver.replaySince });
  });

  it('are known by their order although a person stands in them twice', async () => {
    Object.assign(files, { one: [['a'], ['a'], ['b'], ['c']] });
    const driver = new Driver(bryj, 'report', { watch: 'requests', request_ids: ['one'], first_ask_minutes: 0 }, model, 30, {
      email: 'a@example.com',
      password: 'x',
    });
    await driver.poll({ ...calm(3), stopsAfter: 2 });
    await driver.poll(calm(3));
    expect(users(driver.told)).toEqual(['a', 'a', 'b', 'c']);
    expect(driver.failures).toEqual([]);
  });
});
