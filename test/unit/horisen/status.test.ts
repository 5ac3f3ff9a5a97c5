import { plan, TransportError } from '../../../engine';
import { horisen } from '../../../vendors/horisen';
import { failureIn, jsonOf, sampleAccount, scripted, testHost, NOON } from '../../support/host';
import { call, CAMPAIGN, CAMPAIGN_URL, expectRefused, saved, wire, type Raw } from './calling';

const LOST = new TransportError('time-out', 'maybe');
const one = { campaign_uuid: CAMPAIGN };
const launches: [string, Raw][] = [
  ['launch', one],
  ['setStatus', { ...one, status: 'active' }],
];
const stops: [string, Raw][] = [
  ['stop', one],
  ['setStatus', { ...one, status: 'stopped' }],
];

describe('changing a status', () => {
  it.each([...launches.map((each) => [...each, 'active'] as const), ...stops.map((each) => [...each, 'stopped'] as const)])(
    "%s of %j sends the document's object (3.5) with %s",
    async (operation, input, status) => {
      const { outcome, send } = await call(operation, input, scripted({ body: null }));
      expect(wire(send)).toEqual([['PATCH', CAMPAIGN_URL, { status }]]);
      expect(jsonOf(outcome)).toEqual({ uuid: CAMPAIGN, status });
    },
  );

  it.each([
    ['nothing', '', { uuid: CAMPAIGN, status: 'active' }],
    ['an empty object', {}, { uuid: CAMPAIGN, status: 'active' }],
    ['the campaign', saved({ status: 'finished' }), saved({ status: 'finished' })],
  ])('takes %s for an answer', async (_, body, result) => {
    expect(jsonOf((await call('launch', one, scripted({ body }))).outcome)).toEqual(result);
  });

  it.each([{ message: 'done' }, 'OK', '{"uuid": "1592695e', '<html>Log in</html>', 'エラーが発生しました'])(
    'looks up what %j means for a launch, of which nobody knows it',
    async (body) => {
      const { outcome, send } = await call('launch', one, scripted({ body }, { body: saved({ status: 'active' }) }));
      expect(jsonOf(outcome)).toEqual({ uuid: CAMPAIGN, status: 'active' });
      expect(outcome).toMatchObject({ warnings: [expect.stringContaining('A check showed')] });
      expect(send.requests.map(({ method }) => method)).toEqual(['PATCH', 'GET']);
      expect(failureIn((await call('launch', one, scripted({ body }, { body: {} }))).outcome).code).toBe('outcomeUnknown');
    },
  );

  it('takes mere words for an answer to a stop, which may be repeated', async () => {
    for (const body of [{ message: 'done' }, 'OK']) {
      expect(jsonOf((await call('stop', one, scripted({ body }))).outcome)).toEqual({ uuid: CAMPAIGN, status: 'stopped' });
    }
    expect(failureIn((await call('stop', one, scripted({ body: '{"uuid": "1592695e' }))).outcome).code).toBe('format');
  });

  it.each([
    ['launch', one, 'send'],
    ['stop', one, 'idempotent'],
    ['setStatus', { ...one, status: 'active' }, 'send'],
    ['setStatus', { ...one, status: 'stopped' }, 'idempotent'],
    ['delete', one, 'idempotent'],
  ])('%s of %j is of the class %s', async (operation, input, retry) => {
    const [planned] = await plan({ vendor: horisen, operation: `campaign.${operation}`, inputs: [input], account: sampleAccount(horisen) }, testHost().ports);
    expect(planned).toMatchObject({ retry });
  });

  it.each(['launch', 'stop', 'setStatus', 'delete'])('%s needs a campaign', async (operation) => {
    const status = operation === 'setStatus' ? { status: 'stopped' } : {};
    await expectRefused(operation, status, 'campaign_uuid', /'Campaign' \(campaign_uuid\) is empty/);
    await expectRefused(operation, { ...status, campaign_uuid: 'spring' }, 'campaign_uuid', /is 'spring', which is not a valid UUID/);
    await expectRefused(operation, { ...status, ...one }, 'service_uuid', /neither here nor in the account/, { account: { service_uuid: '' } });
  });

  it('goes to active and stopped only', async () => {
    await expectRefused('setStatus', { ...one, status: 'draft' }, 'status', /must be one of active, stopped/);
    await expectRefused('setStatus', one, 'status', /'Status' \(status\) is empty/);
  });
});

describe.each(launches)('a lost launch by %s', (operation, input) => {
  it.each([
    ['active', null],
    ['finished', new Date(NOON).toISOString()],
  ])('of a campaign that is %s has worked', async (status, last_dt) => {
    const { outcome, send } = await call(operation, input, scripted(LOST, { body: saved({ status, last_dt }) }));
    expect(jsonOf(outcome)).toMatchObject({ uuid: CAMPAIGN, status });
    expect(send.requests.map(({ method, url }) => [method, url])).toEqual([
      ['PATCH', CAMPAIGN_URL],
      ['GET', CAMPAIGN_URL],
    ]);
  });

  it('of a campaign that was over before is still not known', async () => {
    const over = saved({ status: 'finished', last_dt: '2025-01-01T07:00:00Z' });
    const { outcome } = await call(operation, input, scripted(LOST, { body: over }));
    expect(failureIn(outcome).code).toBe('outcomeUnknown');
  });

  it.each(['draft', 'stopped'])('of a campaign that is still %s is not sent again, and may be', async (status) => {
    const { outcome, send } = await call(operation, input, scripted(LOST, { body: saved({ status }) }));
    expect(failureIn(outcome)).toMatchObject({
      code: 'rejected',
      reached: 'no',
      field: 'campaign_uuid',
      message: expect.stringContaining(`its status is still ${status}`),
      todo: 'Launch it again.',
    });
    expect(send.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  });

  it('of a campaign that cannot be read stays unknown', async () => {
    for (const answer of [{ status: 404 }, { body: {} }]) {
      const { outcome } = await call(operation, input, scripted(LOST, answer));
      expect(failureIn(outcome)).toMatchObject({ code: 'outcomeUnknown', todo: expect.stringContaining("'Get'") });
    }
  });
});

it.each(stops)('a lost stop by %s is sent again', async (operation, input) => {
  const { outcome, send } = await call(operation, input, scripted(LOST, { body: null }));
  expect(jsonOf(outcome)).toEqual({ uuid: CAMPAIGN, status: 'stopped' });
  expect(send.requests.map(({ method }) => method)).toEqual(['PATCH', 'PATCH']);
});

describe('deleting a campaign', () => {
  it('is done by a 204, and by an empty 200', async () => {
    for (const answer of [{ status: 204, body: null }, { body: '' }, { body: {} }]) {
      const { outcome, send } = await call('delete', one, scripted(answer));
      expect(jsonOf(outcome)).toEqual({ uuid: CAMPAIGN, deleted: true });
      expect(wire(send)).toEqual([['DELETE', CAMPAIGN_URL, undefined]]);
    }
  });

  it('is done where a lost try has done it', async () => {
    const { outcome, send } = await call('delete', one, scripted(LOST, { status: 404 }));
    expect(jsonOf(outcome)).toEqual({ uuid: CAMPAIGN, deleted: true });
    expect(send.requests).toHaveLength(2);
  });

  it('fails where there was none at first, or a try that certainly did nothing came before', async () => {
    for (const answers of [[{ status: 404 }], [{ status: 429 }, { status: 404 }], [new TransportError('refused', 'no'), { status: 404 }]]) {
      const { outcome } = await call('delete', one, scripted(...answers));
      expect(failureIn(outcome)).toMatchObject({ code: 'notFound', field: 'campaign_uuid', message: 'HORISEN does not know this campaign (HTTP 404).' });
    }
  });

  it('forgives only that', async () => {
    const { outcome } = await call('delete', one, scripted(LOST, { status: 403 }));
    expect(failureIn(outcome)).toMatchObject({ code: 'permission' });
  });
});
