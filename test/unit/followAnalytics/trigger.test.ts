import { isFailed, plan, TransportError, type JsonObject } from '../../../engine';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { failureIn, jsonOf, NOON, sampleAccount, scripted, testHost } from '../../support/host';
import { answer, calling, expectRefused, refusal, REQUEST, TRANSACTIONAL, wire, type Raw } from './calling';

const OTHER = 'FACMPGN_VCFzh_NpR3Qrru3B';
const accepted = answer({ request_id: REQUEST });
const john = { user_id: 'john365', template_variables: { lastname: 'Doe', firstname: 'John', contractNumber: 'ABC56' } };
const duce = { user_id: 'duce23', template_variables: { lastname: 'Duce', firstname: 'JC', contractNumber: '234AE' } };
const UNCHECKED = { check_variables: false };
const to = (messages: readonly object[], more: object = UNCHECKED): Raw => ({ campaign_id: TRANSACTIONAL, messages, ...more });
const listing = (rows: readonly JsonObject[], more: JsonObject = {}) => ({ body: { success: true, ...more, result: rows } });
const bodies = (send: ReturnType<typeof scripted>) => send.requests.flatMap(({ json }) => (json === undefined ? [] : [json as JsonObject]));

describe('a batch', () => {
  it("is the document's own example, with an outcome of its own for each message", async () => {
    const send = scripted(accepted);
    const outcomes = await calling('batch.trigger', [to([john, duce])], send);
    expect(wire(send)).toEqual(['POST /api/campaigns/trigger']);
    expect(send.requests[0]!.headers.accept).toBe('application/vnd.fa.v3, application/json');
    expect(bodies(send)).toEqual([{ campaign_identifiers: [TRANSACTIONAL], messages: [john, duce] }]);
    expect(outcomes.map(jsonOf)).toEqual(
      ['john365', 'duce23'].map((user_id) => ({ request_id: REQUEST, campaign_identifiers: [TRANSACTIONAL], user_id, send_at: null })),
    );
  });

  it('of several campaigns names each of them once', async () => {
    const send = scripted(accepted);
    const [outcome] = await calling('batch.trigger', [to([john], { ...UNCHECKED, campaign_identifiers: [OTHER, TRANSACTIONAL] })], send);
    expect(bodies(send)[0]).toMatchObject({ campaign_identifiers: [TRANSACTIONAL, OTHER] });
    expect(jsonOf(outcome)).toMatchObject({ campaign_identifiers: [TRANSACTIONAL, OTHER] });
  });

  it('has as many messages as the account allows in a request, those of other campaigns and times apart', async () => {
    const send = scripted(answer({ request_id: 'one' }), answer({ request_id: 'two' }), answer({ request_id: 'three' }), answer({ request_id: 'four' }));
    const person = (i: number) => ({ user_id: `u${i}` });
    const outcomes = await calling(
      'batch.trigger',
      [
        to([person(1), person(2)]),
        to([person(3)]),
        to([person(4)], { ...UNCHECKED, send_at: '2099-01-01T00:00Z' }),
        { ...to([person(5)]), campaign_id: OTHER },
      ],
      send,
      { over: { messages_per_request: 2 } },
    );
    expect(bodies(send).map(({ messages }) => (messages as JsonObject[]).map(({ user_id }) => user_id))).toEqual([['u1', 'u2'], ['u3'], ['u4'], ['u5']]);
    expect(outcomes.map(jsonOf).map(({ request_id, user_id }) => [request_id, user_id])).toEqual([
      ['one', 'u1'],
      ['one', 'u2'],
      ['two', 'u3'],
      ['three', 'u4'],
      ['four', 'u5'],
    ]);
  });

  it('has a thousand messages a request unless the account says otherwise', async () => {
    const send = scripted(accepted);
    await calling('batch.trigger', [to(Array.from({ length: 1001 }, (_, i) => ({ user_id: `u${i}` })))], send);
    expect(bodies(send).map(({ messages }) => (messages as unknown[]).length)).toEqual([1000, 1]);
  });

  it.each([
    ['2017-04-06T16:41:44+05:00', '2017-04-06T16:41:44+05:00'],
    ['20990119T083748-0600', '2099-01-19T08:37:48-06:00'],
    ['2099-07-19T08:37', '2099-07-19T08:37:00+02:00'],
  ])('for %s goes out with %s', async (given, sent) => {
    const send = scripted(accepted);
    const [outcome] = await calling('batch.trigger', [to([john], { ...UNCHECKED, send_at: given })], send);
    expect(bodies(send)[0]).toMatchObject({ send_at: sent });
    expect(jsonOf(outcome)).toMatchObject({ send_at: given });
  });

  it.each([
    ['no campaign', { messages: [john] }, 'campaign_id', /'Campaign ID' \(campaign_id\) is empty/],
    ['an empty campaign', { campaign_id: ' ', messages: [john] }, 'campaign_id', /'Campaign ID' \(campaign_id\) is empty/],
    ['no messages', { campaign_id: TRANSACTIONAL }, 'messages', /'Messages' \(messages\) is empty/],
    ['an empty list of messages', to([]), 'messages', /'Messages' \(messages\) is empty/],
    ['a message to nobody', to([john, { template_variables: {} }]), 'messages[1].user_id', /'User ID' \(messages\[1\]\.user_id\) is empty/],
    ['a message to blanks', to([{ user_id: '  ' }]), 'messages[0].user_id', /is empty/],
    ['variables that are no object', to([{ user_id: 'a', template_variables: ['b'] }]), 'messages[0].template_variables', /must be a JSON object/],
    ['a time that is none', to([john], { send_at: 'tomorrow' }), 'send_at', /is not a valid date and time/],
  ])('with %s is refused, and nothing is sent', async (_, input, field, says) => {
    const send = scripted();
    expectRefused(await calling('batch.trigger', [input], send), field, says);
    expect(send.requests).toHaveLength(0);
  });

  it.each([
    ['a time that has passed', { send_at: new Date(NOON - 1).toISOString() }, [john], /which is in the past/],
    ['a user twice', {}, [john, john], /'john365' is listed more than once/],
    ['an id of the other kind', { campaign_identifiers: ['CGN_ACMECORP_1401106808015'] }, [john], /looks like a campaign_api_identifier/],
  ])('with %s is sent with a warning', async (_, more, messages, says) => {
    const [outcome] = await calling('batch.trigger', [to(messages, { ...UNCHECKED, ...more })], scripted(accepted));
    expect(outcome?.state === 'done' && outcome.warnings).toEqual([expect.stringMatching(says)]);
  });

  it('for now or later is sent without a warning', async () => {
    for (const more of [{}, { send_at: new Date(NOON + 60_000).toISOString() }]) {
      const [outcome] = await calling('batch.trigger', [to([john], { ...UNCHECKED, ...more })], scripted(accepted));
      expect(outcome?.state === 'done' && outcome.warnings).toEqual([]);
    }
  });
});

describe('the placeholders of the campaign', () => {
  const campaign = (identifier: string, params: JsonObject, variants: readonly JsonObject[] = []): JsonObject => ({
    identifier,
    name: 'Contracts',
    status: 'Ongoing',
    type: 'transactional',
    params,
    variants: variants.map((each) => ({ name: 'A', params: each })),
  });
  const contracts = campaign(TRANSACTIONAL, { push_title: 'Hello *@firstname@* *@lastname@*', push_message: 'Your contract *@contractNumber@* is ready' });
  const image = campaign(OTHER, {
    inapp: 'url',
    inapp_content_url: 'https://myserver.com/images/*@image_name@*.jpg',
    inapp_parameters: [
      { key: 'position', value: '*@pos@*' },
      { key: 'width', value: '*@width@*' },
    ],
  });
  const CHECKED = {};
  const LOOK = 'GET /api/campaigns?workflow_types=transactional&order=updated_at&limit=100';

  it('are read once for all messages, and no further than needed', async () => {
    const send = scripted(listing([image, contracts], { limit: 2, total_count: 9 }), accepted);
    const outcomes = await calling('batch.trigger', [to([john], CHECKED), to([duce], CHECKED)], send);
    expect(outcomes.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(wire(send)).toEqual([LOOK, 'POST /api/campaigns/trigger']);
  });

  it('are looked for page by page', async () => {
    const send = scripted(listing([image], { limit: 1, total_count: 2 }), listing([contracts], { limit: 1, total_count: 2 }), accepted);
    const [outcome] = await calling('batch.trigger', [to([{ user_id: 'bob' }], CHECKED)], send);
    expectRefused([outcome!], 'messages[0].template_variables', /'bob'/);
    expect(wire(send)).toEqual([LOOK, `${LOOK}&offset=1`]);
  });

  it.each([
    [
      'in push texts',
      [contracts],
      { user_id: 'bob', template_variables: { firstname: 'Bob', contractnumber: '1' } },
      {},
      /^'Template Variables' \(messages\[0\]\.template_variables\) of user 'bob' has no 'lastname', 'contractNumber', which the campaign 'Contracts' \(FACMPGN_fQq2YaB9vrJQuDid\) needs\.$/,
    ],
    ['by a message without any', [contracts], { user_id: 'bob' }, {}, /'firstname', 'lastname', 'contractNumber'/],
    ['in URLs and in-app parameters', [contracts, image], john, { campaign_identifiers: [OTHER] }, /'image_name', 'pos', 'width'.*FACMPGN_VCFzh_NpR3Qrru3B/],
    ['in a variant', [campaign(TRANSACTIONAL, {}, [{ push_message: 'Hi *@nick@*' }])], john, {}, /has no 'nick'/],
    ['named like what objects have', [campaign(TRANSACTIONAL, { push_message: '*@toString@*' })], john, {}, /has no 'toString'/],
  ])('that are missing are named, %s, and nothing is sent', async (_, rows, message, more, says) => {
    const send = scripted(listing(rows));
    expectRefused(await calling('batch.trigger', [to([message], more)], send), 'messages[0].template_variables', says);
    expect(send.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it('that are missing in several messages are told for each, with the user, and the others are sent', async () => {
    const three = to([{ user_id: 'bob' }, john, { user_id: 'eve' }], CHECKED);
    const send = scripted(listing([contracts]), accepted);
    const outcomes = await calling('batch.trigger', [three], send, { options: { continueOnFail: true } });
    expect(outcomes.map((outcome) => (isFailed(outcome) ? [outcome.error.entry, outcome.error.person, outcome.error.field] : outcome.state))).toEqual([
      [1, 'bob', 'messages[0].template_variables'],
      [3, 'eve', 'messages[2].template_variables'],
      'done',
    ]);
    expect(bodies(send)).toEqual([{ campaign_identifiers: [TRANSACTIONAL], messages: [john] }]);
  });

  it('may be filled with anything, an empty text too', async () => {
    const variables = { firstname: '', lastname: null, contractNumber: 0, more: 'is fine' };
    const send = scripted(listing([contracts]), accepted);
    await calling('batch.trigger', [to([{ user_id: 'bob', template_variables: variables }], CHECKED)], send);
    expect(bodies(send)).toEqual([{ campaign_identifiers: [TRANSACTIONAL], messages: [{ user_id: 'bob', template_variables: variables }] }]);
  });

  it.each([
    ['the campaign is not among those listed', listing([image])],
    ['there are none', listing([])],
    ['the campaign has no texts', listing([{ identifier: TRANSACTIONAL, name: 'Bare', params: null, variants: null }])],
  ])('are not checked where %s', async (_, looked) => {
    const send = scripted(looked, accepted);
    const [outcome] = await calling('batch.trigger', [to([{ user_id: 'bob' }], CHECKED)], send);
    expect(jsonOf(outcome)).toMatchObject({ request_id: REQUEST });
  });

  it.each([
    ['is refused', { status: 403, body: { success: false, error_message: 'Forbidden' } }],
    ['is in another form', { body: { surprise: true } }],
  ])('cannot be checked where the list %s, and nothing is sent', async (_, looked) => {
    const send = scripted(looked, accepted);
    const [outcome] = await calling('batch.trigger', [to([{ user_id: 'bob' }], CHECKED)], send);
    expect(failureIn(outcome)).toMatchObject({ reached: 'no', message: expect.stringContaining('The check failed, and nothing was sent') });
    expect(send.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('are not read where that is not wanted', async () => {
    const send = scripted(accepted);
    await calling('batch.trigger', [to([{ user_id: 'bob' }])], send);
    expect(wire(send)).toEqual(['POST /api/campaigns/trigger']);
  });

  it('are checked in a dry run too', async () => {
    const host = testHost({ vendor: scripted(listing([contracts])) });
    const call = { vendor: followAnalytics, operation: 'batch.trigger', inputs: [to([{ user_id: 'bob' }], CHECKED)], account: sampleAccount(followAnalytics) };
    await expect(plan(call, host.ports)).rejects.toMatchObject({ code: 'validation', field: 'messages[0].template_variables' });
  });
});

describe('an answer', () => {
  const NOT_READY = refusal(400, `Campaign with identifier ${TRANSACTIONAL} at index 0 not ready`, '404');

  it.each([
    ['an unknown campaign', refusal(400, 'Unknown campaign with identifier ...'), 'notFound'],
    ['a campaign that is not ready, although the body says 404', NOT_READY, 'notReady'],
    ['no campaign, although the body says 405', refusal(400, 'Missing or empty campaign key...', '405'), 'validation'],
  ])('of %s is read by its words', async (_, reply, code) => {
    const send = scripted(reply);
    const [outcome] = await calling('batch.trigger', [to([john])], send);
    expect(failureIn(outcome)).toMatchObject({ code, status: 400, todo: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(failureIn(outcome).message).toContain((reply.body as JsonObject).error_message);
    expect(send.requests).toHaveLength(1);
  });

  const inState = (status: string) => listing([{ identifier: TRANSACTIONAL, name: 'Contracts', status }]);

  it('is waited for by reading alone: the campaign is looked at until it runs, and then it is sent once', async () => {
    const host = testHost();
    const send = scripted(inState('Wait Sync'), inState('Wait Sync'), inState('Ongoing'), accepted);
    const [outcome] = await calling('batch.trigger', [to([john])], send, { host, options: { longestWaitMs: 300_000 } });
    expect(jsonOf(outcome)).toMatchObject({ request_id: REQUEST });
    expect(host.slept).toEqual([15_000, 30_000]);
    expect(send.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'POST']);
  });

  it('is not waited for in vain: the wait ends in time, and nothing was sent', async () => {
    const host = testHost();
    const send = scripted(inState('Wait Sync'));
    const [outcome] = await calling('batch.trigger', [to([john])], send, { host, options: { longestWaitMs: 40_000 } });
    expect(failureIn(outcome)).toMatchObject({ code: 'notReady', reached: 'no', message: expect.stringContaining('checked for 40 s') });
    expect(host.slept).toEqual([15_000, 25_000]);
    expect(send.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  it.each([
    ['that it is not ready', NOT_READY, 'notReady'],
    ['by 202', { status: 202, body: { success: true, result: 'Not yet complete' } }, 'outcomeUnknown'],
    ['by 204', { status: 204, body: null }, 'outcomeUnknown'],
  ])('%s is never followed by a second send, however long one may wait', async (_, reply, code) => {
    const send = scripted(inState('Ongoing'), reply);
    const [outcome] = await calling('batch.trigger', [to([john])], send, { options: { longestWaitMs: 300_000 } });
    expect(failureIn(outcome)).toMatchObject({ code });
    expect(send.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('that is lost is never asked for a second time', async () => {
    for (const lost of [new TransportError('socket hang up', 'maybe'), { status: 500 }, { body: { success: true, result: {} } }]) {
      const send = scripted(lost);
      const outcomes = await calling('batch.trigger', [to([john, duce])], send);
      expect(outcomes.map((each) => failureIn(each).code)).toEqual(['outcomeUnknown', 'outcomeUnknown']);
      expect(failureIn(outcomes[0])).toMatchObject({ reached: 'maybe', todo: expect.stringContaining("Check the campaign's hits") });
      expect(send.requests).toHaveLength(1);
    }
  });

  it('that says no with a status of success is a failure', async () => {
    const [outcome] = await calling(
      'batch.trigger',
      [to([john])],
      scripted(refusal(200, `Campaign with identifier ${TRANSACTIONAL} at index 0 not ready`, '404')),
    );
    expect(failureIn(outcome)).toMatchObject({ code: 'notReady' });
  });
});
