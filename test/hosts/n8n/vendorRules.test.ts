import './environment';
import type { INodeParameters } from 'n8n-workflow';
import { toOne } from './moEngagePush';
import type { Manner } from './bench';
import { picked, Stage } from './stage';

/** What each vendor's documents refuse is refused before it is sent, and what they take is taken, in n8n's own engine against the sandbox. */

const goOn: Manner = { onError: 'continueRegularOutput' };

const bryj = new Stage('bryj');
const followAnalytics = new Stage('followAnalytics');
const horisen = new Stage('horisen');
const moEngage = new Stage('moEngage');
const braze = new Stage('braze');

/** Requests beside those of signing in. */
const sent = (stage: Stage) => stage.wire('/').filter(({ path }) => !/sign_in|login|access-token/.test(path));

const words = async (stage: Stage, parameters: INodeParameters, over: Record<string, string | boolean> = {}): Promise<string> => {
  const ran = await stage.run(parameters, undefined, goOn, { accounts: stage.account(over) });
  return JSON.stringify([ran.error, ...ran.jsons('Node')]);
};

describe('an identifier that is no piece of a path', () => {
  const cases: readonly (readonly [string, Stage, INodeParameters, string])[] = [
    ['Bryj cancel', bryj, { resource: 'batch', operation: 'cancel' }, 'requestId'],
    ['Bryj get scheduled', bryj, { resource: 'batch', operation: 'getScheduled' }, 'campaignId'],
    ['FollowAnalytics cancel', followAnalytics, { resource: 'batch', operation: 'cancel', campaignId: picked('FACMPGN_x') }, 'requestId'],
    ['FollowAnalytics launch', followAnalytics, { resource: 'campaign', operation: 'launch' }, 'campaignId'],
    ['FollowAnalytics hits', followAnalytics, { resource: 'hit', operation: 'getMany' }, 'campaignId'],
    ['HORISEN get', horisen, { resource: 'campaign', operation: 'get' }, 'campaignUuid'],
  ];

  it.each(
    cases.flatMap(([what, stage, parameters, name]) => ['..', 'a/../b', 'a?b', 'a\ud800'].map((value) => [what, value, stage, parameters, name] as const)),
  )('%s: %j', async (_, value, stage, parameters, name) => {
    const isPicker = !name.startsWith('request') && stage !== bryj;
    expect(await words(stage, { ...parameters, [name]: isPicker ? picked(value) : value })).toMatch(/Campaign ID|Request ID|Campaign'/);
    expect(sent(stage)).toEqual([]);
  });
});

describe('a recurrence rule', () => {
  const create = (rule: string): INodeParameters => ({
    resource: 'campaign',
    operation: 'create',
    name: 'New Campaign',
    status: 'draft',
    sendingType: 'sms',
    template: 'Hello',
    sender: '+41587000000',
    recipientLists: ['11111111-c1af-11ee-8073-bf4d6e8c1618'],
    queryType: 'all',
    scheduleType: 'scheduled',
    recurrence: 'rule',
    rule,
  });

  it('in small letters goes out in capitals', async () => {
    await words(horisen, create('freq=weekly;byday=mo'));
    expect(sent(horisen).map(({ body }) => (JSON.parse(body) as { schedule_rrule: string }).schedule_rrule)).toEqual(['FREQ=WEEKLY;BYDAY=MO']);
  });

  it.each(['FREQ=YEARLY;BYEASTER=-2', 'FREQ=DAILY;TZID=Europe/Zurich', 'FREQ=WEEKLY;BYDAY=1MO'])('%s is refused', async (rule) => {
    expect(await words(horisen, create(rule))).toContain("'Rule' (rule)");
    expect(sent(horisen)).toEqual([]);
  });
});

it('a time zone by its offset is refused', async () => {
  const push: INodeParameters = {
    ...{ resource: 'push', operation: 'send', ...toOne, type: 'later', at: '2099-06-01T10:00:00' },
    additionalFields: { timezone: '+02:00' },
  };
  expect(await words(moEngage, push)).toContain("'Time Zone' (timezone) is '+02:00', which is not a valid time zone name (IANA)");
  expect(sent(moEngage)).toEqual([]);
});

describe('Braze', () => {
  const track: INodeParameters = {
    resource: 'user',
    operation: 'track',
    kind: 'attributes',
    identifier: 'external_id',
    recipientsFrom: 'items',
    userColumn: 'id',
    variables: 'all',
  };
  const objectsIn = () => braze.wire('/users/track').map(({ body }) => (JSON.parse(body) as { attributes: readonly object[] }).attributes);

  it('takes nested attributes', async () => {
    const ran = await braze.run(track, [{ json: { id: 'demo-0001', car: { brand: 'X', year: 2020 }, cars: [{ brand: 'X' }] } }]);
    expect(ran.error).toBeUndefined();
    expect(ran.jsons('Node')).toEqual([expect.objectContaining({ external_id: 'demo-0001', status: 'processed' })]);
    expect(objectsIn()).toEqual([[{ external_id: 'demo-0001', car: { brand: 'X', year: 2020 }, cars: [{ brand: 'X' }] }]]);
  });

  it('says of null in an Appboy account that it removes nothing', async () => {
    await braze.sandbox.control('POST', '/braze/settings', { appboy: 1 });
    const ran = await braze.run(track, [{ json: { id: 'demo-0001', eye_color: null } }], undefined, { accounts: braze.account({ version: 'appboy' }) });
    expect(JSON.stringify([ran.hints('Node'), ran.jsons('Node')])).toContain('cannot remove attributes');
    expect(objectsIn()).toEqual([[{ external_id: 'demo-0001' }]]);
  });

  it('warns before many rows put another type of data into an attribute, where it is to check that, and sends all of them', async () => {
    await braze.run(track, [{ json: { id: 'demo-0001', shoe_size: 'forty-two', points: 1 } }]);
    const rows = Array.from({ length: 100 }, (_, i) => ({ json: { id: `demo-${i}`, shoe_size: 40 + (i % 5), points: i } }));
    const ran = await braze.run({ ...track, additionalFields: { checkTypes: true } }, rows);
    expect(ran.error).toBeUndefined();
    expect(ran.jsons('Node')).toHaveLength(100);
    // A page each, and none twice.
    const pages = braze.wire('/custom_attributes').map(({ method, path, status }) => `${method} ${path} ${status}`);
    expect(pages[0]).toBe('GET /braze/custom_attributes 200');
    expect(pages).toEqual([...new Set(pages)]);
    expect(objectsIn().map(({ length }) => length)).toEqual([1, 75, 25]);
    const said = ran.hints('Node').filter((hint) => hint.includes('Braze has'));
    expect(said).toEqual([
      expect.stringContaining(
        "'shoe_size' in 'Attributes' (custom_attributes.shoe_size) is a number, such as 40, but Braze has 'shoe_size' as String (item 1, and 99 items more). Send a text, or",
      ),
    ]);
    expect((await braze.run(track, rows.slice(0, 2))).hints('Node').join()).not.toContain('Braze has');
    expect(braze.wire('/custom_attributes')).toHaveLength(pages.length);
  });

  it('has 50 objects in all where the contract says so', async () => {
    const items = Array.from({ length: 120 }, (_, i) => ({ json: { id: `demo-${i}`, n: i } }));
    const ran = await braze.run(track, items, undefined, { accounts: braze.account({ apiKey: 'demo-key-of-fifty-objects', trackLimit: 'total50' }) });
    expect(ran.error).toBeUndefined();
    expect(objectsIn().map(({ length }) => length)).toEqual([50, 50, 20]);
  });

  it('gives a series as long as it is asked for, also of a workflow that was saved with a limit', async () => {
    const series: INodeParameters = { resource: 'kpi', operation: 'getSeries', kpi: 'mau', length: 100, returnAll: false, limit: 50 };
    expect((await braze.run(series)).jsons('Node')).toHaveLength(100);
  });

  it('tells its own errors', async () => {
    await braze.fault({
      match: { path: '/users/track' },
      times: 1,
      fault: { kind: 'status', status: 400, body: { message: 'Bad Request', errors: ['segment_id is unknown'] } },
    });
    const ran = await braze.run(track, [{ json: { id: 'demo-0001' } }], goOn);
    expect(JSON.stringify(ran.jsons('Node'))).toContain('Braze answered: Bad Request: segment_id is unknown.');
  });
});
