import type { JsonObject } from '../../../engine';
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
