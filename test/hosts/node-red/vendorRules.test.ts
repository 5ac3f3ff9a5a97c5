import type { JsonObject } from '../../../engine';
import { vendors } from '../../../vendors';
import { demoAccount } from './accounts';
import { Bench, bool, choice, num, str, type Msg, type Values } from './bench';
import { push } from './moEngagePush';

/** What each vendor's documents refuse is refused before it is sent, and what they take is taken, in Node-RED's own runtime against the sandbox. */
let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const run = async (vendor: string, operation: string, values: Values, msg?: Msg, over?: JsonObject, type?: string): Promise<Msg[]> => {
  const account = demoAccount(vendors.find(({ id }) => id === vendor)!, bench.sandbox, over);
  const node = {
    id: 'n',
    z: 'f',
    type: type ?? `campaign-${vendor.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    account: account.node.id,
    vendor,
    operation,
    values,
    version: 1,
    wires: [['out']],
  };
  return await bench.run([node, account.node], msg, { vendors, credentials: account.credentials });
};

/** Requests beside those of signing in. */
const sent = () => bench.sandbox.requests().filter(({ path }) => !/sign_in|login|access-token/.test(path));
const refused = (): string => {
  expect(bench.out).toEqual([]);
  expect(sent()).toEqual([]);
  expect(bench.failure.code).toBe('validation');
  return bench.failure.message;
};
const pick = (value: string) => ({ type: 'pick', value, label: 'It' });

describe.each(['..', 'a/../b', 'a?b', 'a\ud800'])('%j as a piece of a path is refused', (value) => {
  it.each<[string, string, Values]>([
    ['bryj', 'batch.cancel', { requestId: str(value) }],
    ['bryj', 'batch.getScheduled', { campaignId: str(value) }],
    ['followAnalytics', 'batch.cancel', { campaignId: pick('FACMPGN_x'), requestId: str(value) }],
    ['followAnalytics', 'campaign.launch', { campaignId: pick(value) }],
    ['followAnalytics', 'hit.getMany', { campaignId: pick(value) }],
    ['horisen', 'campaign.get', { campaignUuid: pick(value) }],
  ])('by %s %s', async (vendor, operation, values) => {
    await run(vendor, operation, values);
    expect(refused()).toMatch(/'(Request ID|Campaign ID|Campaign)' \(/);
  });
});

it('a time zone by its offset is refused', async () => {
  const { values } = push({ type: choice('later'), at: str('2099-06-01T10:00:00'), timezone: str('+02:00') });
  await run('moEngage', 'push.send', values as Values, { payload: { id: 'demo-0001', text: 'M' } }, undefined, 'campaign-create');
  expect(refused()).toContain("'Time Zone' (timezone) is '+02:00', which is not a valid time zone name (IANA)");
});

describe('a recurrence rule', () => {
  const create = (rule: string) =>
    run('horisen', 'campaign.create', {
      name: str('New Campaign'),
      status: choice('draft'),
      sendingType: choice('sms'),
      template: str('Hello'),
      sender: str('+41587000000'),
      recipientLists: str('11111111-c1af-11ee-8073-bf4d6e8c1618'),
      queryType: choice('all'),
      scheduleType: choice('scheduled'),
      recurrence: choice('rule'),
      rule: str(rule),
    });

  it('in small letters goes out in capitals', async () => {
    await create('freq=weekly;byday=mo');
    expect(sent().map(({ body }) => (JSON.parse(body) as JsonObject).schedule_rrule)).toEqual(['FREQ=WEEKLY;BYDAY=MO']);
  });

  it.each(['FREQ=YEARLY;BYEASTER=-2', 'FREQ=DAILY;TZID=Europe/Zurich', 'FREQ=WEEKLY;BYDAY=1MO'])('%s is refused', async (rule) => {
    await create(rule);
    expect(refused()).toContain("'Rule' (rule)");
  });
});

describe('Braze', () => {
  const values: Values = { kind: choice('attributes'), identifier: choice('external_id'), recipientsFrom: choice('items'), userColumn: str('id') };
  const track = (payload: unknown, over?: JsonObject) => run('braze', 'user.track', values, { payload }, over, 'campaign-track-user');
  const objectsIn = () => sent().map(({ body }) => (JSON.parse(body) as { attributes: readonly object[] }).attributes);

  it('takes nested attributes', async () => {
    await track([{ id: 'demo-0001', car: { brand: 'X', year: 2020 }, cars: [{ brand: 'X' }] }]);
    expect(bench.caught).toEqual([]);
    expect(objectsIn()).toEqual([[{ external_id: 'demo-0001', car: { brand: 'X', year: 2020 }, cars: [{ brand: 'X' }] }]]);
  });

  it('says of null in an Appboy account that it removes nothing', async () => {
    await bench.sandbox.control('POST', '/braze/settings', { appboy: 1 });
    await track([{ id: 'demo-0001', eye_color: null }], { version: 'appboy' });
    expect(bench.said).toContain('cannot remove attributes');
    expect(objectsIn()).toEqual([[{ external_id: 'demo-0001' }]]);
  });

  it('warns before many rows put another type of data into an attribute, where it is to check that, and sends all of them', async () => {
    const first = { attributes: [{ external_id: 'demo-0001', shoe_size: 'forty-two', points: 1 }] };
    await fetch(`${bench.sandbox.baseUrls.braze}/users/track`, {
      method: 'POST',
      headers: { authorization: 'Bearer demo-rest-api-key', 'content-type': 'application/json' },
      body: JSON.stringify(first),
    });
    const rows = Array.from({ length: 100 }, (_, i) => ({ id: `demo-${i}`, shoe_size: 40 + (i % 5), points: i }));
    await run('braze', 'user.track', { ...values, checkTypes: bool(true) }, { payload: rows }, undefined, 'campaign-track-user');
    expect(bench.caught).toEqual([]);
    const wire = sent()
      .slice(1)
      .map(({ method, path }) => `${method} ${path}`);
    const pages = wire.filter((each) => each.startsWith('GET /braze/custom_attributes'));
    // A page each, and none twice; then everybody.
    expect(wire).toEqual([...new Set(pages), 'POST /braze/users/track', 'POST /braze/users/track']);
    expect(bench.said).toContain(
      "'shoe_size' in 'Attributes' (custom_attributes.shoe_size) is a number, such as 40, but Braze has 'shoe_size' as String (entry 1, and 99 entries more). Send a text, or",
    );
    expect(bench.said).not.toContain("'points'");
  });

  it('has 50 objects in all where the contract says so', async () => {
    const people = Array.from({ length: 120 }, (_, i) => ({ id: `demo-${i}`, n: i }));
    await track(people, { api_key: 'demo-key-of-fifty-objects', track_limit: 'total50' });
    expect(bench.caught).toEqual([]);
    expect(objectsIn().map(({ length }) => length)).toEqual([50, 50, 20]);
  });

  it('gives a series as long as it is asked for, also of a flow that was saved with a limit', async () => {
    const series: Values = { kpi: choice('mau'), length: num(100), returnAll: bool(false), limit: num(50), sendRows: choice('all') };
    const [msg] = await run('braze', 'kpi.getSeries', series);
    expect(msg!.payload).toHaveLength(100);
  });

  it('tells its own errors', async () => {
    const body = { message: 'Bad Request', errors: ['segment_id is unknown'] };
    await bench.sandbox.control('POST', '/faults', {
      vendor: 'braze',
      match: { path: '/users/track' },
      times: 1,
      fault: { kind: 'status', status: 400, body },
    });
    await track([{ id: 'demo-0001' }]);
    expect(bench.failure.message).toContain('Braze answered: Bad Request: segment_id is unknown.');
  });
});
