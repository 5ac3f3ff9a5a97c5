import { Ended, type JsonObject } from '../../../engine';
import { bryj } from '../../../vendors/bryj';
import { calm, Driver, ok, type Model } from '../../properties/driver';

/** What a review found in the polling of reports: one that fails must not hold up the others, nor cost for ever. */
const HOUR = 3_600_000;
const CREDENTIAL = { email: 'a@example.com', password: 'x' };

const COLUMNS = 'app_id,campaign_id,user_id,device_id,sent_at,request_id,channel,error_message';
const row = (user: string, error = '', device = 'd'): string => `APP,CMP_x,${user},${device},2026-01-15 12:00:00 UTC,r,push,${error}`;

/** Answers by path; counts the questions for each. */
class Scripted implements Model {
  readonly skewMs = 0;
  readonly asked = new Map<string, number>();
  files: Readonly<Record<string, readonly string[]>> = {};
  reports: Readonly<Record<string, ReturnType<Model['answer']>>> = {};
  scheduled: ReturnType<Model['answer']> = ok({ campaign_id: 'CMP_x', requests: [] });

  answer(_: unknown, { host, pathname, searchParams }: URL): ReturnType<Model['answer']> {
    if (host === 'files.test') {
      const lines = this.files[pathname.slice(1)] ?? [];
      const text = [COLUMNS, ...lines, ''].join('\n');
      return {
        status: 200,
        body: null,
        stream: (async function* () {
          yield new TextEncoder().encode(text);
        })(),
      };
    }
    const key = pathname.endsWith('/scheduled') ? 'scheduled' : (searchParams.get('request_id') ?? '');
    this.asked.set(key, (this.asked.get(key) ?? 0) + 1);
    return key === 'scheduled' ? this.scheduled : this.reports[key]!;
  }
}

const linked = (...paths: readonly string[]) => ok({ request_id: 'r', reports: paths.map((path) => `https://files.test/${path}`) });
const NOT_READY = { status: 400, body: { error_message: 'Request not processed yet' } };

const watching = (model: Model, input: JsonObject) => new Driver(bryj, 'report', input, model, undefined, CREDENTIAL);
const named = (model: Model, ids: readonly string[], more: JsonObject = {}) =>
  watching(model, { watch: 'requests', request_ids: ids, first_ask_minutes: 0, ...more });

it('goes on with the other requests where one fails again and again, and gives that one up', async () => {
  const model = new Scripted();
  model.reports = { bad: { status: 500, body: null }, good: linked('a') };
  model.files = { a: [row('ada')] };
  const driver = named(model, ['bad', 'good']);
  for (let hour = 0; hour < 60; hour++) {
    await driver.poll(calm());
    driver.now += HOUR;
  }
  expect(driver.told.map(({ userId }) => userId)).toEqual(['ada']);
  expect(driver.state).toMatchObject({ requests: {}, done: expect.arrayContaining(['bad', 'good']) });
  // Three tries a question, and the gaps grow to an hour.
  expect(model.asked.get('bad')).toBeLessThan(100);
});

describe('a request that fails for good', () => {
  const REFUSED = { status: 403, body: { error_message: 'Access denied' } };
  const minutes = async (driver: Driver, count: number): Promise<void> => {
    for (let minute = 0; minute < count; minute++) {
      await driver.poll(calm());
      driver.now += 60_000;
    }
  };

  it.each<[string, (model: Scripted) => ReturnType<Model['answer']>, object]>([
    [
      'because its file may not be fetched',
      () => ok({ request_id: 'bad', reports: ['http://10.0.0.1/report.csv'] }),
      {
        code: 'permission',
        message: expect.stringMatching(/^The report of request bad could not be read: .*private network.*be requested again after .*the others continue/),
      },
    ],
    [
      'because its file is none',
      (model) => {
        model.files = { ...model.files, broken: ['one,cell,less'] };
        return linked('broken');
      },
      { code: 'format', message: expect.stringMatching(/request bad could not be read/) },
    ],
    ['because the vendor refuses it', () => REFUSED, { code: 'permission', message: expect.stringMatching(/request bad could not be read/) }],
  ])('%s is told, asked for ever less often, and does not hold up the others', async (_, badly, failure) => {
    const model = new Scripted();
    model.files = { a: [row('ada')], b: [row('bob')] };
    model.reports = { bad: badly(model), good: linked('a'), later: NOT_READY };
    const driver = named(model, ['bad', 'good', 'later'], { ask_every_minutes: 5 });
    await driver.poll(calm());
    expect(driver.told.map(({ userId }) => userId)).toEqual(['ada']);
    expect(driver.failures).toEqual([expect.objectContaining(failure)]);
    model.reports = { ...model.reports, later: linked('b') };
    await minutes(driver, 60);
    expect(driver.told.map(({ userId }) => userId)).toEqual(['ada', 'bob']);
    // After 5, 10, 20 minutes and so on; each time it is told.
    expect(model.asked.get('bad')).toBe(4);
    expect(driver.failures).toHaveLength(4);
    expect(model.asked.get('good')).toBe(1);
  });

  it('and whose rows came in part goes on with the rest once it is mended', async () => {
    const model = new Scripted();
    model.files = { a: ['one', 'two', 'three'].map((user) => row(user)), b: [row('four')] };
    model.reports = { bad: ok({ request_id: 'bad', reports: ['https://files.test/a', 'https://z.internal/b'] }), good: linked('b') };
    const driver = named(model, ['bad', 'good']);
    await driver.poll(calm(2));
    expect(driver.told.map(({ userId }) => userId)).toEqual(['one', 'two', 'four']);
    model.reports = { ...model.reports, bad: linked('a', 'b') };
    driver.now += 2 * HOUR;
    await driver.poll(calm(2));
    expect(driver.told.map(({ userId }) => userId)).toEqual(['one', 'two', 'four', 'three', 'four']);
  });

  it('beside another one is one failure that counts both', async () => {
    const model = new Scripted();
    const broken = { status: 400, body: { error_message: 'Something is odd' } };
    model.reports = { one: broken, two: broken };
    const driver = named(model, ['one', 'two']);
    await driver.poll(calm());
    expect(driver.failures).toEqual([expect.objectContaining({ message: expect.stringMatching(/request one .*1 more failed in this poll/) })]);
  });

  it('takes its time from itself alone where the host ends the look', async () => {
    class OutOfTime extends Ended {}
    const model = new Scripted();
    model.files = { a: [row('ada')] };
    model.reports = { good: linked('a') };
    const answer = model.answer.bind(model);
    model.answer = (request, url) => {
      if (url.searchParams.get('request_id') === 'slow') throw new OutOfTime();
      return answer(request, url);
    };
    const driver = named(model, ['slow', 'good']);
    await expect(driver.poll(calm())).rejects.toThrow(OutOfTime);
    await driver.poll(calm());
    expect(driver.told.map(({ userId }) => userId)).toEqual(['ada']);
  });

  it('as all others do, because the account may not, ends the look after the second, and is not given up', async () => {
    const model = new Scripted();
    const ids = Array.from({ length: 20 }, (_, i) => `r${i}`);
    model.reports = Object.fromEntries(ids.map((id) => [id, REFUSED]));
    model.files = { a: [row('ada')] };
    const driver = named(model, ids, { give_up_hours: 2 });
    await expect(driver.poll(calm())).rejects.toMatchObject({ code: 'permission' });
    expect([...model.asked.keys()]).toEqual(['r0', 'r1']);
    for (let hour = 0; hour < 30; hour++) {
      driver.now += HOUR;
      await driver.poll(calm()).catch(() => undefined);
    }
    model.reports = Object.fromEntries(ids.map((id) => [id, linked('a')]));
    driver.now += HOUR;
    await driver.poll(calm());
    expect(driver.told).toHaveLength(20);
  });

  it.each([
    ['authentication', { status: 401, body: {} }],
    ['rateLimited', { status: 429, body: {}, headers: { 'retry-after': '86400' } }],
  ] as const)('with %s ends the look at once, and another one comes first at the next', async (code, answer) => {
    const model = new Scripted();
    model.reports = { one: answer, two: answer };
    const driver = named(model, ['one', 'two']);
    await expect(driver.poll(calm())).rejects.toMatchObject({ code });
    expect([...model.asked.keys()]).toEqual(['one']);
    driver.now += 86_400_000;
    model.asked.clear();
    await expect(driver.poll(calm())).rejects.toMatchObject({ code });
    expect([...model.asked.keys()]).toEqual(['two']);
  });
});

it('asks for the reports that are due where the list of requests fails', async () => {
  const model = new Scripted();
  const sendAt = Date.UTC(2026, 0, 15, 13) / 1000;
  model.scheduled = ok({ campaign_id: 'CMP_x', requests: [{ request_id: 'r', requested_at: 0, to_be_send_at: sendAt, messages: [] }] });
  model.reports = { r: linked('a') };
  model.files = { a: [row('ada')] };
  const driver = watching(model, { watch: 'campaign', campaign_id: 'CMP_x' });
  await driver.poll(calm());
  model.scheduled = { status: 400, body: { error_message: 'Campaign with identifier CMP_x is not ready' } };
  for (let minute = 0; minute < 120; minute++) {
    driver.now += 60_000;
    await driver.poll(calm());
  }
  expect(driver.told.map(({ userId }) => userId)).toEqual(['ada']);
  // Every fifteen minutes, whether it fails or not.
  expect(model.asked.get('scheduled')).toBe(9);
});

it('takes an answer without files for one that is not ready', async () => {
  const model = new Scripted();
  model.reports = { r: ok({ request_id: 'r', reports: [] }) };
  const driver = named(model, ['r']);
  await driver.poll(calm());
  model.reports = { r: linked('a') };
  model.files = { a: [row('ada')] };
  driver.now += HOUR;
  await driver.poll(calm());
  expect(driver.told).toHaveLength(1);
});

it('gives up a report that is never ready, and says so', async () => {
  const model = new Scripted();
  model.reports = { r: NOT_READY };
  const driver = named(model, ['r'], { give_up_hours: 2 });
  for (let i = 0; i < 10; i++) {
    await driver.poll(calm());
    driver.now += HOUR;
  }
  expect(driver.told).toEqual([]);
  expect(driver.state).toMatchObject({ requests: {}, done: ['r'] });
});

it('finds rows that were added to a part while others were in progress', async () => {
  const model = new Scripted();
  model.reports = { r: linked('android', 'ios') };
  model.files = { android: [row('a1', 'In progress')], ios: [row('i1')] };
  const driver = named(model, ['r'], { in_progress: 'again', settle_minutes: 60 });
  await driver.poll(calm());
  model.files = { android: [row('a1', 'Opt out'), row('a2')], ios: [row('i1')] };
  driver.now += HOUR;
  await driver.poll(calm());
  expect(driver.told.map(({ userId, status }) => [userId, status])).toEqual([
    ['a1', 'inProgress'],
    ['i1', 'sent'],
    ['a1', 'failed'],
    ['a2', 'sent'],
  ]);
});

it('keeps two rows of the same device apart', async () => {
  const model = new Scripted();
  model.reports = { r: linked('a') };
  model.files = { a: [row('ada'), row('ada', 'In progress')] };
  const driver = named(model, ['r'], { in_progress: 'again', settle_minutes: 60 });
  await driver.poll(calm());
  model.files = { a: [row('ada'), row('ada', 'Opt out')] };
  driver.now += HOUR;
  await driver.poll(calm());
  expect(driver.told.map(({ status }) => status)).toEqual(['sent', 'inProgress', 'failed']);
});

it('reads on although the addresses come in another order', async () => {
  const model = new Scripted();
  model.reports = { r: linked('b?sig=2', 'a?sig=1') };
  model.files = { a: ['one', 'two', 'three'].map((user) => row(user)), b: ['four', 'five'].map((user) => row(user)) };
  const driver = named(model, ['r']);
  await driver.poll({ ...calm(2), stopsAfter: 2 });
  model.reports = { r: linked('a?sig=3', 'b?sig=4') };
  driver.now += HOUR;
  await driver.poll(calm());
  expect(driver.told.map(({ userId }) => userId)).toEqual(['one', 'two', 'three', 'four', 'five']);
});

it('refuses to wait for nothing', async () => {
  const model = new Scripted();
  for (const input of [{ watch: 'requests', request_ids: [] }, { watch: 'requests' }])
    await expect(watching(model, input).poll(calm())).rejects.toMatchObject({ code: 'validation', reached: 'no', field: 'request_ids' });
  expect(model.asked.size).toBe(0);
});

describe('the questions for a report that is not ready', () => {
  /** The minutes after the first look at which it was asked for. */
  const asks = async (more: JsonObject, minutes: number): Promise<{ at: readonly number[]; driver: Driver }> => {
    const model = new Scripted();
    model.reports = { r: NOT_READY };
    const driver = named(model, ['r'], more);
    const at: number[] = [];
    for (let minute = 0; minute <= minutes; minute++) {
      const before = model.asked.get('r') ?? 0;
      await driver.poll(calm()).catch(() => undefined);
      if ((model.asked.get('r') ?? 0) > before) at.push(minute);
      driver.now += 60_000;
    }
    return { at, driver };
  };

  it('begin when the user says, and come at gaps that double up to an hour', async () => {
    expect((await asks({ first_ask_minutes: 3, ask_every_minutes: 10, give_up_hours: 24 }, 260)).at).toEqual([3, 13, 33, 73, 133, 193, 253]);
  });

  it('keep to a gap that is longer than an hour', async () => {
    expect((await asks({ ask_every_minutes: 90, give_up_hours: 24 }, 300)).at).toEqual([0, 90, 180, 270]);
  });

  it('end once the user has waited for long enough, counted from the first', async () => {
    const { at, driver } = await asks({ first_ask_minutes: 5, ask_every_minutes: 20, give_up_hours: 1 }, 300);
    // After 65 minutes it is over, and the next question finds that out.
    expect(at).toEqual([5, 25, 65]);
    expect(driver.state).toMatchObject({ requests: {}, done: ['r'] });
  });
});

it('tells of a report that never came, once, with what to do', async () => {
  const model = new Scripted();
  model.reports = { r: NOT_READY };
  const driver = named(model, ['r'], { give_up_hours: 1, ask_every_minutes: 60 });
  await driver.poll(calm());
  driver.now += HOUR;
  await driver.poll(calm());
  expect(driver.failures).toEqual([
    expect.objectContaining({
      code: 'notReady',
      message: expect.stringMatching(/^No report for request r arrived within 1 h: .* It will not be requested again\.$/),
      todo: expect.stringContaining("increase 'Give Up After'"),
    }),
  ]);
  driver.now += 10 * HOUR;
  await driver.poll(calm());
  expect([driver.failures.length, model.asked.get('r')]).toEqual([1, 2]);
});

describe('the requests of a campaign', () => {
  const AT = Date.UTC(2026, 0, 15, 15);
  const waiting = (...ids: readonly string[]) =>
    ok({ campaign_id: 'CMP_x', requests: ids.map((request_id) => ({ request_id, requested_at: 0, to_be_send_at: AT / 1000, messages: [] })) });
  const watched = (driver: Driver) => Object.keys(driver.state!.requests as object);
  const of = (model: Model) => watching(model, { watch: 'campaign', campaign_id: 'CMP_x' });
  const MINUTE = 60_000;

  it('are asked for half an hour after their time', async () => {
    const model = new Scripted();
    model.scheduled = waiting('r');
    model.reports = { r: linked('a') };
    model.files = { a: [row('ada')] };
    const driver = of(model);
    await driver.poll(calm());
    expect(driver.state!.requests).toMatchObject({
      r: { due: '2026-01-15T15:30:00Z', next: '2026-01-15T15:30:00Z', sendAt: '2026-01-15T15:00:00Z', tries: 0 },
    });
    driver.now = AT + 30 * MINUTE - 1;
    await driver.poll(calm());
    expect(model.asked.get('r')).toBeUndefined();
    driver.now += 1;
    await driver.poll(calm());
    expect([model.asked.get('r'), driver.told.length]).toEqual([1, 1]);
    expect(driver.state).toMatchObject({ requests: {}, done: ['r'] });
  });

  it('that are not listed any more were called back, and are forgotten, but not those that are about to go', async () => {
    const model = new Scripted();
    model.scheduled = waiting('r', 's');
    const driver = of(model);
    await driver.poll(calm());
    expect(watched(driver)).toEqual(['r', 's']);
    model.scheduled = waiting('s');
    driver.now += HOUR;
    await driver.poll(calm());
    expect(watched(driver)).toEqual(['s']);
    // Five minutes before its time it may just be being sent.
    model.scheduled = waiting();
    driver.now = AT - 5 * MINUTE;
    await driver.poll(calm());
    expect(watched(driver)).toEqual(['s']);
  });

  it('are listed every so often, also where that fails', async () => {
    const model = new Scripted();
    const driver = watching(model, { watch: 'campaign', campaign_id: 'CMP_x', look_every_minutes: 10 });
    for (let minute = 0; minute <= 20; minute++) {
      await driver.poll(calm());
      driver.now += MINUTE;
    }
    expect(model.asked.get('scheduled')).toBe(3);
  });

  it('are forgotten from the hundred and first on, the oldest first, once they are done', async () => {
    const model = new Scripted();
    const ids = Array.from({ length: 102 }, (_, i) => `r${i}`);
    model.scheduled = waiting(...ids);
    model.reports = Object.fromEntries(ids.map((id) => [id, linked('a')]));
    const driver = of(model);
    await driver.poll(calm());
    // No more than a hundred are watched at a time; the others are taken up at a later look.
    expect(watched(driver)).toHaveLength(100);
    model.scheduled = waiting('r100', 'r101');
    for (const hours of [1, 2, 3]) {
      driver.now = AT + hours * HOUR;
      await driver.poll(calm());
    }
    const done = driver.state!.done as readonly string[];
    expect([done.length, done[0], done.at(-1)]).toEqual([100, 'r2', 'r101']);
  });
});

it('waits with a report of which too many rows are in progress until fewer are', async () => {
  const model = new Scripted();
  model.reports = { r: linked('a') };
  model.files = { a: ['one', 'two', 'three'].map((user) => row(user, 'In progress')) };
  // There is room for two: a digest takes twelve characters.
  const driver = new Driver(
    bryj,
    'report',
    { watch: 'requests', request_ids: ['r'], first_ask_minutes: 0, in_progress: 'again', settle_minutes: 30 },
    model,
    24,
    CREDENTIAL,
  );
  await driver.poll(calm());
  expect(driver.told).toEqual([]);
  expect(driver.state!.requests).toMatchObject({ r: { tries: 1, next: new Date(driver.now + HOUR / 2).toISOString().replace('.000Z', 'Z') } });
  model.files = { a: [row('one'), row('two', 'In progress'), row('three', 'In progress')] };
  driver.now += HOUR / 2;
  await driver.poll(calm());
  expect(driver.told.map(({ userId }) => userId)).toEqual(['one', 'two', 'three']);
});
