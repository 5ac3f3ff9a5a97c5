import { plan, TransportError } from '../../../engine';
import { horisen } from '../../../vendors/horisen';
import { failureIn, jsonOf, NOON, sampleAccount, scripted, testHost } from '../../support/host';
import { BEFORE_THE_EXAMPLES, bodyOf, call, CAMPAIGN, CAMPAIGNS_URL, draft, expectRefused, having, LIST, saved, SERVICE, wire, type Raw } from './calling';

const now = { status: 'active', schedule_type: 'now' };
const LOST = new TransportError('time-out', 'maybe');
const AT_NOON = '2026-01-15T12:00:00Z';

describe('creating a campaign', () => {
  it("sends the document's example (3.1), with all contacts said out loud", async () => {
    const input = having(draft, { status: 'active', schedule_type: 'once', schedule_at: '2024-05-01T17:05:00Z' });
    const { outcome, send } = await call('create', input, undefined, { now: BEFORE_THE_EXAMPLES });
    expect(wire(send)).toEqual([
      [
        'POST',
        CAMPAIGNS_URL,
        {
          name: 'New Campaign',
          status: 'active',
          sending_type: 'sms',
          schedule_type: 'once',
          schedule_rrule: '2024-05-01 17:05:00',
          template: 'Hello @first_name',
          sender: '+41587000000',
          recipient_lists: LIST,
          query_type: 'all',
        },
      ],
    ]);
    expect(jsonOf(outcome)).toEqual({ ...saved(), next_runs: ['2024-05-01T17:05:00Z'] });
  });

  it('joins several lists by commas, and takes them so', async () => {
    const other = '11111111-c1af-11ee-8073-bf4d6e8c1618';
    for (const recipient_lists of [[LIST, other], `${LIST}, ${other}`])
      expect(await bodyOf('create', having(draft, { recipient_lists }))).toMatchObject({ recipient_lists: `${LIST},${other}` });
  });

  it('works in the service of the operation before that of the account', async () => {
    const own = '00000000-c1af-11ee-8073-bf4d6e8c1618';
    const { send } = await call('create', { ...draft, service_uuid: own });
    expect(send.requests[0]!.url).toBe(CAMPAIGNS_URL.replace(SERVICE, own));
  });

  it.each<[string, Raw, string, RegExp]>([
    ['no name', { name: undefined }, 'name', /'Name' \(name\) is empty/],
    ['a status of answers only', { status: 'stopped' }, 'status', /is 'stopped'; it must be one of active, draft/],
    ['no status', { status: undefined }, 'status', /'Status' \(status\) is empty/],
    ['no channel', { sending_type: undefined }, 'sending_type', /'Channel' \(sending_type\) is empty/],
    ['an unknown channel', { sending_type: 'fax' }, 'sending_type', /must be one of email, rbm, sms, telegram, viber, webpush, whatsapp/],
    ['no sender', { sender: undefined }, 'sender', /'Sender' \(sender\) is empty/],
    [
      'a sender that is no email address',
      { sending_type: 'email', template: undefined, specify: 'text', message_text: 'Hi' },
      'sender',
      /is not a valid email address/,
    ],
    ['no lists', { recipient_lists: [] }, 'recipient_lists', /'Recipient Lists' \(recipient_lists\) is empty/],
    ['a list that is no UUID', { recipient_lists: [LIST, 'customers'] }, 'recipient_lists[1]', /is 'customers', which is not a valid UUID/],
    ['nobody said to be meant', { query_type: undefined }, 'query_type', /'Contacts' \(query_type\) is empty/],
    ['no schedule', { schedule_type: undefined }, 'schedule_type', /'Schedule' \(schedule_type\) is empty/],
    ['a service that is no UUID', { service_uuid: 'main' }, 'service_uuid', /'Service UUID' \(service_uuid\) is not valid/],
  ])('with %s is refused, and nothing is sent', async (_, over, field, says) => {
    await expectRefused('create', having(draft, over), field, says);
  });

  it('in no service at all is refused', async () => {
    await expectRefused('create', draft, 'service_uuid', /is set neither here nor in the account/, { account: { service_uuid: '' } });
  });
});

describe('a campaign whose answer was lost', () => {
  it.each([
    ['active', 'send'],
    ['draft', 'nonIdempotent'],
  ])('that is %s is of the class %s, and is never sent a second time', async (status, retry) => {
    const input = { ...draft, status };
    const [planned] = await plan({ vendor: horisen, operation: 'campaign.create', inputs: [input], account: sampleAccount(horisen) }, testHost().ports);
    expect(planned).toMatchObject({ retry });
    const { outcome, send } = await call('create', input, scripted(LOST, { body: { data: [] } }));
    expect(failureIn(outcome)).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe', todo: expect.stringContaining("'Get Many'") });
    expect(send.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it('is found by its name among those created since, and is the result', async () => {
    const made = saved({ created_dt: AT_NOON, schedule_type: 'now', schedule_rrule: null, template: draft.template });
    const older = saved({ uuid: 'older', created_dt: '2026-01-15T11:59:59.999Z' });
    const { outcome, send } = await call('create', { ...draft, ...now }, scripted(LOST, { body: { data: [made, older] } }));
    expect(send.requests[1]).toMatchObject({
      method: 'GET',
      url: `${CAMPAIGNS_URL}?eq(name)=New%20Campaign&sort=-created_dt&page_number=1&page_size=100`,
    });
    expect(jsonOf(outcome)).toMatchObject({ uuid: CAMPAIGN });
    expect(outcome).toMatchObject({ warnings: [expect.stringContaining('A check showed that the request')] });
  });

  it.each<[string, Raw[]]>([
    ['only older ones have that name', [saved({ created_dt: '2026-01-15T11:59:00Z' })]],
    ['two have it', [saved({ created_dt: AT_NOON }), saved({ created_dt: AT_NOON, uuid: 'other' })]],
    ['it has another text', [saved({ created_dt: AT_NOON, template: 'Something else' })]],
    ['it is of a time that has not come', [saved({ created_dt: '2026-01-15T13:00:00Z', template: draft.template })]],
    ['it is of another channel', [saved({ created_dt: AT_NOON, sending_type: 'viber' })]],
    ['it is for other lists', [saved({ created_dt: AT_NOON, recipient_lists: CAMPAIGN })]],
    ['it was made a moment before', [saved({ created_dt: '2026-01-15T11:59:59.999Z' })]],
    ['it has no time', [saved({ created_dt: null })]],
    ['it has another name', [saved({ created_dt: AT_NOON, name: 'New Campaign 2' })]],
  ])('stays unknown where %s', async (_, data) => {
    const { outcome } = await call('create', { ...draft, ...now }, scripted(LOST, { body: { data: data as never } }));
    expect(failureIn(outcome).code).toBe('outcomeUnknown');
  });

  it('is not sent again after a 500 either, and is after a refused connection', async () => {
    const fails = await call('create', { ...draft, ...now }, scripted({ status: 500, body: null }, { body: { data: [] } }));
    expect(failureIn(fails.outcome).code).toBe('outcomeUnknown');
    const { outcome, send } = await call('create', { ...draft, ...now }, scripted(new TransportError('ECONNREFUSED', 'no'), { status: 201, body: saved() }));
    expect(jsonOf(outcome)).toMatchObject({ uuid: CAMPAIGN });
    expect(send.requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
  });

  it('counts from when it was sent', async () => {
    const late = saved({ created_dt: new Date(NOON + 60_000).toISOString() });
    const { outcome } = await call('create', { ...draft, ...now }, scripted(LOST, { body: { data: [late] } }), { now: NOON + 61_000 });
    expect(failureIn(outcome).code).toBe('outcomeUnknown');
  });
});
