import { plan, TransportError, type JsonObject } from '../../../engine';
import { horisen } from '../../../vendors/horisen';
import { failureIn, jsonOf, sampleAccount, scripted, testHost } from '../../support/host';
import { BEFORE_THE_EXAMPLES, call, CAMPAIGN, CAMPAIGN_URL, draft, expectRefused, having, LIST, saved, wire, type Raw } from './calling';

const LOST = new TransportError('time-out', 'maybe');
const QUERY =
  '{"segmentation":[{"operator":"OR","rules":[{"field":"subscription_options_in","condition":"in","value":["7c4c1e07-4c65-4861-ab82-9f8fd9cd3913","94bb60a3-7b4b-4614-913c-0a2760e5f633"],"operator":"AND"}]}]}\n';
const CARD = JSON.stringify({ messages: [{ allowedChannels: ['telegram'], body: { cardMessage: { content: { description: 'Hi' } } } }] });

/** The body of the document's example (3.4); an SMS has no members of web push. */
const EXAMPLE = {
  name: 'New Campaign',
  status: 'active',
  sending_type: 'sms',
  schedule_type: 'once',
  schedule_rrule: '2024-05-01 17:05:00',
  template: 'Hello world',
  sender: '+41587000000',
  recipient_lists: LIST,
  query_type: 'segmentation',
  query: QUERY.trim(),
};

const whole = having(draft, { campaign_uuid: CAMPAIGN, change_only: false });

/** Changes a part of a campaign, and tells what is then saved. */
const change = async (present: JsonObject, over: Raw, now = BEFORE_THE_EXAMPLES) => {
  const send = scripted({ body: present }, { body: present });
  const { outcome } = await call('update', { campaign_uuid: CAMPAIGN, ...over }, send, { now });
  return { outcome, send, body: send.requests[1]?.json as JsonObject | undefined };
};

const refusedChange = async (present: JsonObject, over: Raw, field: string, says: RegExp, now?: number) => {
  const { outcome, send } = await change(present, over, now);
  const error = failureIn(outcome);
  const { problems = [error] } = (error.details ?? {}) as { problems?: { field: string; message: string }[] };
  expect(problems).toContainEqual(expect.objectContaining({ field, message: expect.stringMatching(says), todo: expect.stringMatching(/^[A-Z].*\.$/) }));
  expect(send.requests.map(({ method }) => method)).toEqual(['GET']);
};

describe('replacing a campaign', () => {
  it("sends the document's example (3.4)", async () => {
    const input = having(whole, {
      status: 'active',
      template: 'Hello world',
      schedule_type: 'once',
      schedule_at: '2024-05-01T17:05:00Z',
      query_type: 'segmentation',
      query: QUERY,
    });
    const { outcome, send } = await call('update', input, undefined, { now: BEFORE_THE_EXAMPLES });
    expect(wire(send)).toEqual([['PUT', CAMPAIGN_URL, EXAMPLE]]);
    expect(jsonOf(outcome)).toEqual({ ...saved(), next_runs: ['2024-05-01T17:05:00Z'] });
  });

  it.each<[string, Raw, string, RegExp]>([
    ['no name', { name: undefined }, 'name', /'Name' \(name\) is empty, but the whole campaign is replaced/],
    ['no status', { status: undefined }, 'status', /'Status' \(status\) is empty/],
    ['a status that is kept', { status: 'keep' }, 'status', /is empty/],
    ['no channel', { sending_type: undefined, template: undefined }, 'sending_type', /'Channel' \(sending_type\) is empty/],
    ['no text', { template: undefined }, 'template', /'Message' \(template\) is empty/],
    ['no text of web push', { sending_type: 'webpush', template: undefined }, 'webpush_body', /'Message' \(webpush_body\) is empty/],
    ['no message', { sending_type: 'rbm', template: undefined }, 'specify', /'Format' \(specify\) is empty/],
    ['a message that is kept', { sending_type: 'rbm', template: undefined, specify: 'keep' }, 'specify', /is empty/],
    ['no sender', { sender: undefined }, 'sender', /'Sender' \(sender\) is empty/],
    ['no lists', { recipient_lists: undefined }, 'recipient_lists', /is empty/],
    ['nobody said to be meant', { query_type: undefined }, 'query_type', /'Contacts' \(query_type\) is empty/],
    ['no schedule', { schedule_type: undefined }, 'schedule_type', /decides whether an active campaign is sent as soon as it is saved/],
    ['no campaign', { campaign_uuid: undefined }, 'campaign_uuid', /is empty/],
    ['a campaign that is none', { campaign_uuid: 'x' }, 'campaign_uuid', /is 'x', which is not a valid UUID/],
    ['a draft with a rule that is none', { schedule_type: 'scheduled', recurrence: 'rule', rule: 'every monday' }, 'rule', /cannot be read/],
    ['an active one in the past', { status: 'active', schedule_type: 'once', schedule_at: '2020-01-01' }, 'schedule_at', /in the past/],
  ])('with %s is refused, and nothing is sent', async (_, over, field, says) => {
    await expectRefused('update', having(whole, over), field, says);
  });

  it('takes all four states, and doubts the two that the document names for answers only', async () => {
    const doubts = async (status: string) => {
      const { outcome, send } = await call('update', { ...whole, status });
      expect(send.requests[0]!.json).toMatchObject({ status });
      return outcome?.state === 'done' ? outcome.warnings : undefined;
    };
    for (const status of ['active', 'draft']) expect(await doubts(status)).toEqual([]);
    for (const status of ['stopped', 'finished']) expect(await doubts(status)).toEqual([expect.stringContaining(`may reject '${status}'`)]);
  });
});

describe('changing only some fields', () => {
  const present = saved({ ...EXAMPLE, query: QUERY });

  it.each<[string, Raw, JsonObject]>([
    ['the name', { name: 'Renamed' }, { name: 'Renamed' }],
    ['the sender', { sender: 'ACME' }, { sender: 'ACME' }],
    ['the status', { status: 'draft' }, { status: 'draft' }],
    ['the text', { sending_type: 'sms', template: 'Bye' }, { template: 'Bye' }],
    ['the channel, which it has already', { sending_type: 'sms', name: 'x' }, { name: 'x' }],
    ['the lists', { recipient_lists: [CAMPAIGN] }, { recipient_lists: CAMPAIGN }],
    ['the time', { schedule_type: 'once', schedule_at: '2024-06-01T00:00:00Z' }, { schedule_rrule: '2024-06-01 00:00:00' }],
    ['nothing of what is kept', { name: 'x', status: 'keep', sending_type: 'keep', schedule_type: 'keep', query_type: 'keep' }, { name: 'x' }],
  ])('reads the campaign, and saves it with %s changed', async (_, over, sent) => {
    const { send, body } = await change(present, over);
    expect(send.requests.map(({ method, url }) => [method, url])).toEqual([
      ['GET', CAMPAIGN_URL],
      ['PUT', CAMPAIGN_URL],
    ]);
    expect(body).toEqual({ ...EXAMPLE, ...sent });
  });

  it('leaves out what the new schedule and the new contacts do not have', async () => {
    const { schedule_rrule: _, ...unscheduled } = EXAMPLE;
    expect((await change(present, { schedule_type: 'now' })).body).toEqual({ ...unscheduled, schedule_type: 'now' });
    const { query: __, ...unasked } = EXAMPLE;
    expect((await change(present, { query_type: 'all' })).body).toEqual({ ...unasked, query_type: 'all' });
  });

  it.each<[string, JsonObject]>([
    ['a document', { sending_type: 'telegram', template: CARD }],
    ['a rule', { schedule_type: 'scheduled', schedule_rrule: 'FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0' }],
    ['now, as a draft', { status: 'draft', schedule_type: 'now', schedule_rrule: null }],
    ['a time that has passed, once it is over', { status: 'finished', schedule_rrule: '2020-01-01 00:00:00' }],
    ['a rule that is over, once it is stopped', { status: 'stopped', schedule_type: 'scheduled', schedule_rrule: 'FREQ=DAILY;UNTIL=20200101T000000Z' }],
  ])('keeps %s as it is', async (_, own) => {
    const { body } = await change({ ...present, ...own }, { name: 'Renamed' });
    const kept = Object.fromEntries(Object.entries({ ...EXAMPLE, ...own }).filter(([, value]) => value !== null));
    expect(body).toEqual({ ...kept, name: 'Renamed' });
  });

  it('takes no word on the contacts for all of them', async () => {
    const { body } = await change(saved({ query_type: null, query: null }), { name: 'x' });
    expect(body).toMatchObject({ query_type: 'all' });
    expect(body).not.toHaveProperty('query');
  });

  it('changes a part of a web push, and all of it with its channel', async () => {
    const push = saved({ sending_type: 'webpush', template: 'Hello', webpush_title: 'News', webpush_body: 'Hello', webpush_icon: '' });
    expect((await change(push, { sending_type: 'webpush', webpush_body: 'Bye' })).body).toMatchObject({
      template: 'Bye',
      webpush_title: 'News',
      webpush_body: 'Bye',
    });
    const { body } = await change(push, { sending_type: 'sms', template: 'SMS' });
    expect(body).toMatchObject({ sending_type: 'sms', template: 'SMS' });
    expect(Object.keys(body ?? {}).filter((name) => name.startsWith('webpush'))).toEqual([]);
  });

  it('keeps a document under another channel that takes one', async () => {
    const card = saved({ sending_type: 'telegram', template: CARD });
    expect((await change(card, { sending_type: 'viber' })).body).toMatchObject({ sending_type: 'viber', template: CARD });
    expect((await change(card, { sending_type: 'viber', specify: 'text', message_text: 'Hi' })).body).toMatchObject({
      template: JSON.stringify({ messages: [{ body: { textMessage: { content: 'Hi' } } }] }),
    });
    await refusedChange(card, { sending_type: 'sms' }, 'template', /'Message' \(template\) is empty/);
  });

  it('sends nothing where what is there makes no whole', async () => {
    await refusedChange(saved({ sending_type: 'viber', template: 'no document' }), { name: 'x' }, 'message', /must be a JSON object but is text/);
    await refusedChange(saved({ sender: null }), { name: 'x' }, 'sender', /is empty/);
    await refusedChange(saved({ schedule_rrule: '2020-01-01 00:00:00' }), { name: 'x' }, 'schedule_at', /in the past/);
  });

  it('does not send an active campaign that runs now a second time, unless that is said', async () => {
    const running = saved({ schedule_type: 'now', schedule_rrule: null });
    await refusedChange(running, { name: 'x' }, 'schedule_type', /decides whether an active campaign is sent as soon as it is saved/);
    for (const over of [{ schedule_type: 'now' }, { status: 'active' }, { status: 'draft' }]) {
      expect((await change(running, { name: 'x', ...over })).body).toMatchObject({ name: 'x', schedule_type: 'now' });
    }
  });

  it.each<[string, Raw, string, RegExp]>([
    ['nothing', {}, 'name', /There is nothing to change/],
    ['nothing but what is kept', { status: 'keep', schedule_type: 'keep' }, 'name', /There is nothing/],
    ['an empty name', { name: ' ' }, 'name', /'Name' \(name\) is empty/],
    ['a text without its channel', { template: 'Hi' }, 'template', /is set, but 'sending_type' is not sms/],
    ['a time in the past', { schedule_type: 'once', schedule_at: '2020-01-01' }, 'schedule_at', /in the past/],
    ['a segment of nobody', { query_type: 'segmentation' }, 'segmentation', /is empty/],
    ['a copy of another', { name: 'x', clone_uuid: CAMPAIGN }, 'clone_uuid', /There is no field 'clone_uuid'/],
  ])('to %s is refused, and nothing is read', async (_, over, field, says) => {
    await expectRefused('update', { campaign_uuid: CAMPAIGN, ...over }, field, says);
  });

  it('shows the whole in a dry run', async () => {
    const host = testHost({ vendor: scripted({ body: present }), now: () => BEFORE_THE_EXAMPLES });
    const inputs = [{ campaign_uuid: CAMPAIGN, name: 'Renamed' }];
    const [planned] = await plan({ vendor: horisen, operation: 'campaign.update', inputs, account: sampleAccount(horisen) }, host.ports);
    expect(planned).toMatchObject({ method: 'PUT', retry: 'idempotent', body: { ...EXAMPLE, name: 'Renamed' } });
  });
});

describe('an update whose answer was lost', () => {
  it.each<[string, Raw]>([
    ['a draft', {}],
    ['stopped', { status: 'stopped' }],
    ['active at a time to come', { status: 'active', schedule_type: 'once', schedule_at: '2099-01-01' }],
  ])('of a campaign that is %s is sent again', async (_, over) => {
    const { outcome, send } = await call('update', having(whole, over), scripted(LOST, { body: saved() }));
    expect(jsonOf(outcome)).toMatchObject({ uuid: CAMPAIGN });
    expect(send.requests.map(({ method }) => method)).toEqual(['PUT', 'PUT']);
  });

  // Four tries of a minute each and five minutes of waits are over by then.
  it.each([
    ['within half an hour', '2026-01-15T12:29:59Z', 1],
    ['later', '2026-01-15T12:31:00Z', 2],
  ])('of one that is due %s is saved again only where no try can meet that moment', async (_, schedule_at, saves) => {
    const over = { status: 'active', schedule_type: 'once', schedule_at };
    const { send } = await call('update', having(whole, over), scripted(LOST, { body: saved() }));
    expect(send.requests.filter(({ method }) => method === 'PUT')).toHaveLength(saves);
  });

  it.each([
    ['is the result where the campaign has been saved since', '2026-01-15T12:00:00Z', true],
    ['stays unknown where it has not', '2026-01-15T11:59:59.999Z', false],
  ])('of one that is sent as soon as it is saved %s', async (_, updated_dt, isKnown) => {
    const { outcome, send } = await call(
      'update',
      { ...whole, status: 'active' },
      scripted(LOST, { body: saved({ updated_dt, template: draft.template, schedule_type: 'now' }) }),
    );
    expect(send.requests.map(({ method }) => method)).toEqual(['PUT', 'GET']);
    if (isKnown) expect(jsonOf(outcome)).toMatchObject({ uuid: CAMPAIGN, updated_dt });
    else expect(failureIn(outcome)).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe' });
  });
});
