import { TransportError, type JsonObject } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { failureIn, jsonOf, run, rowsOf, sampleAccount, scripted, testHost } from '../../support/host';
import { calm, Driver, NOON, ok, type Model } from '../../properties/driver';

type Raw = { readonly [wireName: string]: unknown };

const account = sampleAccount(braze);
const success = { body: { message: 'success' } };
const call = async (operation: string, inputs: readonly Raw[], send = scripted(success)) => ({
  outcomes: await run({ vendor: braze, operation, inputs, account }, testHost({ vendor: send }).ports),
  send,
});
const queryOf = async (operation: string, input: Raw, body: JsonObject) => {
  const { outcomes, send } = await call(operation, [input], scripted({ body }));
  expect(outcomes[0]?.state === 'done' ? 'done' : failureIn(outcomes[0])).toBe('done');
  return decodeURIComponent(send.requests[0]!.url.replace(/^.*?\.com/, ''));
};

describe('email.block', () => {
  it('sends nothing unless it is confirmed', async () => {
    for (const confirm of [false, undefined, '']) {
      const { outcomes, send } = await call('email.block', [{ email: 'a@example.com', confirm }]);
      expect(failureIn(outcomes[0])).toMatchObject({ code: 'validation', field: 'confirm', reached: 'no' });
      expect(send.requests).toEqual([]);
    }
  });

  it('says what the switch is for', async () => {
    const { outcomes } = await call('email.block', [{ email: 'a@example.com', confirm: false }]);
    expect(failureIn(outcomes[0])).toMatchObject({
      message: "'Block Addresses' (confirm) is off; blocked addresses receive no more email.",
      todo: expect.stringMatching(/^Turn it on/),
    });
  });

  it('sends 50 addresses a request and no switch, and repeats what got no answer', async () => {
    const send = scripted(new TransportError('reset', 'maybe'), success);
    const email = Array.from({ length: 60 }, (_each, n) => `u${n}@example.com`);
    const { outcomes } = await call('email.block', [{ email, confirm: true }], send);
    expect(send.requests.map(({ url }) => new URL(url).pathname)).toEqual(Array.from({ length: 3 }, () => '/email/blocklist'));
    expect(send.requests.map(({ json }) => Object.entries(json as JsonObject).map(([name, list]) => [name, (list as string[]).length]))).toEqual(
      [50, 50, 10].map((count) => [['email', count]]),
    );
    expect(outcomes.map(jsonOf)).toEqual(email.map((each) => ({ email: each, blocked: true, status: 'processed' })));
  });
});

describe('what is asked for', () => {
  const EMPTY = { emails: [], sms: [], message: 'success' };

  it.each<[string, Raw, string]>([
    ['email.getHardBounces', { email: 'a@example.com' }, '/email/hard_bounces?email=a@example.com&end_date=2026-01-16&limit=500'],
    ['email.getHardBounces', { start_date: '2026-01-01' }, '/email/hard_bounces?start_date=2026-01-01&end_date=2026-01-16&limit=500'],
    ['sms.getInvalidNumbers', { start_date: '2026-01-01' }, '/sms/invalid_phone_numbers?start_date=2026-01-01&end_date=2026-01-16&limit=500'],
    [
      'sms.getInvalidNumbers',
      { phone_numbers: ['+15043277269', '+15043277270'], start_date: '2026-01-01', reason: 'deactivated' },
      '/sms/invalid_phone_numbers?phone_numbers[]=+15043277269&phone_numbers[]=+15043277270&reason=deactivated&limit=500',
    ],
  ])('%s with %j', async (operation, input, url) => {
    expect(await queryOf(operation, input, EMPTY)).toBe(url);
  });

  it.each<[string, Raw, string]>([
    ['email.getHardBounces', { end_date: '2026-01-01' }, 'email'],
    ['email.getHardBounces', { start_date: '2026-01-02', end_date: '2026-01-01' }, 'end_date'],
    ['sms.getInvalidNumbers', {}, 'phone_numbers'],
    ['sms.getInvalidNumbers', { phone_numbers: [] }, 'phone_numbers'],
    ['sms.getInvalidNumbers', { phone_numbers: ['0504'] }, 'phone_numbers[0]'],
    ['sms.getInvalidNumbers', { start_date: '2026-01-02', end_date: '2026-01-01' }, 'end_date'],
  ])('%s refuses %j', async (operation, input, field) => {
    const { outcomes, send } = await call(operation, [input]);
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'validation', field, reached: 'no' });
    expect(send.requests).toEqual([]);
  });

  it('is paged through by 500', async () => {
    const page = (count: number, from = 0) => ({ body: { sms: Array.from({ length: count }, (_each, n) => ({ phone: `+1504${from + n}` })) } });
    const { outcomes, send } = await call('sms.getInvalidNumbers', [{ start_date: '2026-01-01' }], scripted(page(500), page(1, 500)));
    expect(await rowsOf(outcomes[0])).toHaveLength(501);
    expect(send.requests.map(({ url }) => new URL(url).searchParams.get('offset'))).toEqual([null, '500']);
  });
});

/** A list, newest first, that begins at midnight. */
class Listed implements Model {
  readonly skewMs = 0;
  readonly rows: { readonly at: number; readonly row: JsonObject }[] = [];

  constructor(private readonly member: string) {}

  answer(_: unknown, { searchParams }: URL) {
    const from = Date.parse(searchParams.get('start_date')!);
    const offset = Number(searchParams.get('offset') ?? 0);
    const listed = this.rows.filter(({ at }) => at >= from).sort((one, other) => other.at - one.at);
    return ok({ message: 'success', [this.member]: listed.slice(offset, offset + 500).map(({ row }) => row) });
  }
}

describe.each([
  {
    name: 'hardBounces',
    member: 'emails',
    rowAt: (who: number, at: string): JsonObject => ({ email: `u${who}@example.com`, hard_bounced_at: at }),
    told: (who: number): JsonObject => ({ vendor: 'braze', event: 'hardBounced', email: `u${who}@example.com` }),
  },
  {
    name: 'invalidNumbers',
    member: 'sms',
    rowAt: (who: number, at: string): JsonObject => ({ phone: `+1504327726${who}`, invalid_detected_at: at, reason: 'deactivated' }),
    told: (who: number): JsonObject => ({ vendor: 'braze', event: 'numberInvalid', phone: `+1504327726${who}`, reason: 'deactivated' }),
  },
])('the trigger $name', ({ name, member, rowAt, told }) => {
  const driverOf = (list: Listed) =>
    new Driver(braze, name, { starting_at: new Date(NOON - 3_600_000).toISOString() }, list, undefined, { rest_endpoint: 'custom' });
  const put = (list: Listed, who: number, at: number, written = new Date(at).toISOString()) => list.rows.push({ at, row: rowAt(who, written) });

  it('returns each row once, late ones too, whichever way its time is written', async () => {
    const list = new Listed(member);
    const driver = driverOf(list);
    put(list, 1, NOON - 60_000);
    await driver.poll(calm());
    put(list, 2, NOON, new Date(NOON).toISOString().replace('T', ' ').replace('.000Z', ' +0000'));
    driver.now += 2 * 3_600_000;
    await driver.poll(calm());
    // It appears an hour late.
    put(list, 3, driver.now - 3_600_000);
    await driver.poll(calm());
    await driver.poll(calm());
    expect(driver.told.map(({ time: _, raw: __, ...row }) => row)).toEqual([1, 2, 3].map(told));
  });
});
