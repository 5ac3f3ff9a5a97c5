import { CampaignError, operationOf, plan, TransportError } from '../../../engine';
import { bryj } from '../../../vendors/bryj';
import { failureIn, fileOf, jsonOf, NOON, run, sampleAccount, scripted, testHost } from '../../support/host';

const account = sampleAccount(bryj);
const accepted = { body: { request_id: 'abc' } };
const person = (i: number, more: object = {}) => ({
  campaign_id: 'CMP_1',
  messages: [{ user_id: `u${i}`, template_variables: { firstname: `F${i}`, ...more } }],
});
const people = (n: number) => Array.from({ length: n }, (_, i) => person(i));
const call = (inputs: { readonly [wireName: string]: unknown }[], options = {}) => ({ vendor: bryj, operation: 'batch.trigger', inputs, account, options });
const trigger = async (inputs: { readonly [wireName: string]: unknown }[], options = {}, send = scripted(accepted)) => {
  const host = testHost({ vendor: send });
  return { outcomes: await run(call(inputs, options), host.ports), send, host };
};

/** Each rule of the document (section "Troubleshooting" and the parameter tables), the field it names, and words the user reads. */
const refused: [string, { readonly [wireName: string]: unknown }, string, RegExp][] = [
  ['no campaign', { messages: person(1).messages }, 'campaign_id', /'Campaign ID' \(campaign_id\) is empty/],
  ['an empty campaign', { ...person(1), campaign_id: '  ' }, 'campaign_id', /is empty/],
  ['a campaign that is no text', { ...person(1), campaign_id: ['CMP_1'] }, 'campaign_id', /must be text but is a list/],
  ['neither messages nor file', { campaign_id: 'CMP_1' }, 'messages', /None of 'Messages' \(messages\), 'File' \(file\) is set/],
  ['messages and a file', { ...person(1), file: fileOf('User\nu1\n') }, 'file', /cannot be used together/],
  ['no recipients at all', { campaign_id: 'CMP_1', messages: [] }, 'messages', /nobody to send to/],
  [
    'a recipient without a user',
    { campaign_id: 'CMP_1', messages: [{ template_variables: {} }] },
    'messages[0].user_id',
    /'User ID' \(messages\[0\]\.user_id\) is empty/,
  ],
  [
    'variables that are no object',
    { campaign_id: 'CMP_1', messages: [{ user_id: 'u1', template_variables: ['a'] }] },
    'messages[0].template_variables',
    /must be a JSON object but is a list/,
  ],
  [
    'a recipient that lacks a variable of the others',
    {
      campaign_id: 'CMP_1',
      messages: [
        { user_id: 'u1', template_variables: { a: '1', b: '2' } },
        { user_id: 'u2', template_variables: { a: '1' } },
      ],
    },
    'messages[1].template_variables',
    /User 'u2' has no 'b', unlike the first recipient \('u1'\)/,
  ],
  [
    'a recipient that lacks a variable which every object of JavaScript has',
    {
      campaign_id: 'CMP_1',
      messages: [
        { user_id: 'u1', template_variables: { a: '1', toString: '2' } },
        { user_id: 'u2', template_variables: { a: '1' } },
      ],
    },
    'messages[1].template_variables',
    /User 'u2' has no 'toString', unlike the first recipient \('u1'\)/,
  ],
  ['a time that is none', { ...person(1), send_at: 'tomorrow' }, 'send_at', /is not a valid date and time: 'tomorrow'/],
  ['a time more than 5 minutes past', { ...person(1), send_at: new Date(NOON - 5 * 60_000 - 1).toISOString() }, 'send_at', /more than 5 minutes in the past/],
  ['an unknown way to send', { ...person(1), send_as: 'xml' }, 'send_as', /must be one of auto, csv, json/],
  ['a file that is not .csv', { campaign_id: 'CMP_1', file: fileOf('User\nu1\n', 'people.xlsx') }, 'file', /does not end in \.csv/],
  [
    'a file without the column User',
    { campaign_id: 'CMP_1', file: fileOf('user,firstname\nu1,A\n') },
    'file',
    /has no column 'User'; its first line is: user, firstname/,
  ],
  ['a file with semicolons', { campaign_id: 'CMP_1', file: fileOf('User;firstname\nu1;A\n') }, 'file', /has no column 'User'/],
  ['a file with an empty user', { campaign_id: 'CMP_1', file: fileOf('User,firstname\nu1,A\n,B\n') }, 'file', /is empty in column 'User' of row 2/],
  ['a file with a short row', { campaign_id: 'CMP_1', file: fileOf('User,firstname\nu1,A\nu2\n') }, 'file', /line 3 has 1 cell, but the first line has 2/],
  ['a file with a column twice', { campaign_id: 'CMP_1', file: fileOf('User,a,a\nu1,A,B\n') }, 'file', /two columns named 'a'/],
  ['a file with a column without name', { campaign_id: 'CMP_1', file: fileOf('User,\nu1,A\n') }, 'file', /a column without a name/],
  ['a file without rows', { campaign_id: 'CMP_1', file: fileOf('User,a\n') }, 'file', /has no rows/],
  ['an empty file', { campaign_id: 'CMP_1', file: fileOf('') }, 'file', /has no rows/],
  ['a file that is not UTF-8', { campaign_id: 'CMP_1', file: fileOf(Uint8Array.from([...Buffer.from('User,a\nu1,Ren'), 0xe9, 10])) }, 'file', /not UTF-8/],
  ['a file with an open quote', { campaign_id: 'CMP_1', file: fileOf('User,a\nu1,"A\n') }, 'file', /a quote is opened in line/],
  ['a file of more than 1 GB', { campaign_id: 'CMP_1', file: fileOf('User\nu1\n', 'big.csv', 1_000_000_004) }, 'file', /at most 1\.00 GB are allowed/],
  [
    'JSON for more than 100',
    { campaign_id: 'CMP_1', send_as: 'json', messages: people(101).flatMap(({ messages }) => messages) },
    'messages',
    /has 101 recipients; JSON takes at most 100/,
  ],
  ['JSON for a file', { campaign_id: 'CMP_1', send_as: 'json', file: fileOf('User\nu1\n') }, 'send_as', /the recipients are a CSV file/],
  [
    'a list in a CSV cell',
    { campaign_id: 'CMP_1', send_as: 'csv', messages: [{ user_id: 'u1', template_variables: { a: ['x'] } }] },
    'messages[0].template_variables.a',
    /a list or an object, which is not allowed in a CSV cell/,
  ],
  [
    'a variable named as the user column',
    { campaign_id: 'CMP_1', send_as: 'csv', messages: [{ user_id: 'u1', template_variables: { User: 'x' } }] },
    'messages[0].template_variables.User',
    /is named 'User'/,
  ],
];

describe('bad input', () => {
  it.each(refused)('%s: is refused with its field and a way out, and nothing is sent', async (_, input, field, says) => {
    const { outcomes, send } = await trigger([input]);
    const error = failureIn(outcomes[0]);
    expect(error).toBeInstanceOf(CampaignError);
    expect(error).toMatchObject({ code: 'validation', reached: 'no', field, message: expect.stringMatching(says), todo: expect.stringMatching(/^\w.*\.$/) });
    expect(send.requests).toHaveLength(0);
  });

  it('of one item stops all, unless the others are to go on', async () => {
    const stopped = await trigger([person(1), { ...person(2), campaign_id: '' }, person(3)]);
    expect(stopped.send.requests).toHaveLength(0);
    expect(stopped.outcomes.map(({ item, state }) => [item, state]).sort()).toEqual([
      [0, 'notTried'],
      [1, 'failed'],
      [2, 'notTried'],
    ]);
    const went = await trigger([person(1), { ...person(2), campaign_id: '' }, person(3)], { continueOnFail: true });
    expect(went.send.requests.map(({ json }) => json)).toEqual([{ campaign_id: 'CMP_1', messages: [person(1).messages[0], person(3).messages[0]] }]);
    expect(went.outcomes.map(({ item, state }) => [item, state]).sort()).toEqual([
      [0, 'done'],
      [1, 'failed'],
      [2, 'done'],
    ]);
  });
});

describe('sending time', () => {
  it.each([
    ['20990119T083748-0600', '2099-01-19T08:37:48-06:00'],
    ['2099-11-19T08:37:48+01:00', '2099-11-19T08:37:48+01:00'],
    ['2099-11-19T08:37:48.123Z', '2099-11-19T08:37:48+00:00'],
    ['2099-07-19T08:37', '2099-07-19T08:37:00+02:00'],
    [new Date(NOON - 5 * 60_000).toISOString(), '2026-01-15T11:55:00+00:00'],
  ])('%s goes out as %s', async (given, sent) => {
    const { send } = await trigger([{ ...person(1), send_at: given }]);
    expect(send.requests[0]!.json).toMatchObject({ send_at: sent });
  });
});

describe('recipients', () => {
  it('up to 100 travel as one JSON request, each item with its own outcome', async () => {
    const { outcomes, send } = await trigger(people(100));
    expect(send.requests).toHaveLength(1);
    expect(send.requests[0]).toMatchObject({ method: 'POST', url: 'https://core.bryj.ai/api/campaigns/trigger' });
    expect((send.requests[0]!.json as { messages: unknown[] }).messages).toHaveLength(100);
    expect(jsonOf(outcomes[99])).toEqual({ request_id: 'abc', campaign_id: 'CMP_1', user_id: 'u99', recipients: 100, sent_as: 'json' });
  });

  it('from 101 on travel as one CSV upload of the documented form', async () => {
    const { outcomes, send } = await trigger(people(101).map((each, i) => (i === 7 ? person(7, { firstname: 'Anne, "Nan"\nMarie' }) : each)));
    expect(send.requests).toHaveLength(1);
    const [body] = send.bodies;
    expect(body).toContain('Content-Disposition: form-data; name="campaign_id"\r\n\r\nCMP_1\r\n');
    expect(body).toContain('Content-Disposition: form-data; name="file"; filename="recipients.csv"\r\nContent-Type: text/csv\r\n\r\nUser,firstname\nu0,F0\n');
    expect(body).toContain('u7,"Anne, ""Nan""\nMarie"\n');
    expect(Buffer.byteLength(body!)).toBe(send.requests[0]!.upload!.length);
    expect(jsonOf(outcomes[100])).toMatchObject({ recipients: 101, sent_as: 'csv' });
  });

  it('can be forced into an upload', async () => {
    const { send } = await trigger([{ ...person(1), send_as: 'csv' }]);
    expect(send.bodies[0]).toContain('User,firstname\nu1,F1\n');
  });

  it('of different campaigns and times never share a request', async () => {
    const { send } = await trigger([person(1), { ...person(2), campaign_id: 'CMP_2' }, person(3), { ...person(4), send_at: '2099-01-01T00:00:00Z' }]);
    expect(send.requests.map(({ json }) => (json as { messages: { user_id: string }[] }).messages.map(({ user_id: id }) => id))).toEqual([
      ['u1', 'u3'],
      ['u2'],
      ['u4'],
    ]);
  });

  it('may have numbers as ids, and empty values', async () => {
    const { send } = await trigger([{ campaign_id: 'CMP_1', send_as: 'csv', messages: [{ user_id: 42, template_variables: { a: null, b: true, c: 1.5 } }] }]);
    expect(send.bodies[0]).toContain('User,a,b,c\n42,,true,1.5\n');
  });

  it('named twice are pointed out', async () => {
    const { outcomes } = await trigger([{ campaign_id: 'CMP_1', messages: [{ user_id: 'u1' }, { user_id: 'u1' }] }]);
    expect(outcomes[0]).toMatchObject({ state: 'done', warnings: ["User 'u1' is listed more than once and may receive the message more than once."] });
  });

  it('in a file travel as they are, without a byte order mark', async () => {
    const { outcomes, send } = await trigger([
      { campaign_id: 'CMP_1', send_at: '2099-05-10T13:00:00+01:00', file: fileOf('\uFEFFUser,firstname\r\nu1,René\r\n', 'Mai "5".csv') },
    ]);
    expect(send.bodies[0]).toContain('name="send_at"\r\n\r\n2099-05-10T13:00:00+01:00\r\n');
    expect(send.bodies[0]).toContain('filename="Mai %225%22.csv"\r\nContent-Type: text/csv\r\n\r\nUser,firstname\r\nu1,René\r\n\r\n--');
    expect(Buffer.byteLength(send.bodies[0]!)).toBe(send.requests[0]!.upload!.length);
    expect(jsonOf(outcomes[0])).toEqual({ request_id: 'abc', campaign_id: 'CMP_1', file: 'Mai "5".csv', sent_as: 'csv', recipients: 1 });
  });
});

describe('a send', () => {
  const lost = new TransportError('timeout of 120 s', 'maybe');

  it('whose answer is lost is not repeated, and names the way to find out', async () => {
    const { outcomes, send } = await trigger(people(2), {}, scripted(lost));
    expect(send.requests).toHaveLength(1);
    for (const outcome of outcomes)
      expect(failureIn(outcome)).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe', todo: expect.stringContaining('Get Scheduled') });
  });

  it('answered with 200 but no request_id is unknown too', async () => {
    const { outcomes } = await trigger([person(1)], {}, scripted({ body: { error_message: 'ERROR_MESSAGE' } }));
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'outcomeUnknown', message: expect.stringContaining("no 'request_id'") });
  });

  it('whose upload broke off half way was not processed, says so, and is left to the user', async () => {
    const send = scripted();
    const host = testHost({
      vendor: async (request) => {
        send.requests.push(request);
        for await (const piece of request.upload!.open()) if (piece.length > 0) break;
        throw new TransportError('ECONNRESET', 'maybe');
      },
    });
    const [outcome] = await run(call([{ campaign_id: 'CMP_1', file: fileOf('User\nu1\n') }]), host.ports);
    expect(failureIn(outcome)).toMatchObject({
      code: 'unavailable',
      reached: 'no',
      message: expect.stringMatching(/was lost after 0 bytes of .* bytes were uploaded.*nothing was sent/),
      todo: 'Run it again.',
    });
    expect(send.requests).toHaveLength(1);
  });

  it('that failed ends the call, and the rest is said not to be tried', async () => {
    const inputs = [person(1), { ...person(2), campaign_id: 'CMP_2' }, { ...person(3), campaign_id: 'CMP_3' }];
    const { outcomes, send } = await trigger(
      inputs,
      {},
      scripted(accepted, { status: 400, body: { error_message: 'Unknown campaign with identifier CMP_2' } }),
    );
    expect(outcomes.map(({ state }) => state)).toEqual(['done', 'failed', 'notTried']);
    expect(failureIn(outcomes[1])).toMatchObject({ code: 'notFound', field: 'campaign_id', message: 'Bryj answered: Unknown campaign with identifier CMP_2.' });
    expect(send.requests).toHaveLength(2);
  });

  it('can be looked at without being sent', async () => {
    const send = scripted();
    const [planned] = await plan(call(people(150)), testHost({ vendor: send }).ports);
    expect(planned).toMatchObject({
      method: 'POST',
      retry: 'send',
      body: { campaign_id: 'CMP_1', file: { name: 'recipients.csv', columns: ['User', 'firstname'], rows: 150 } },
    });
    expect(send.requests).toHaveLength(0);
  });
});

it('reads each of many inputs a few times at most, however many share an answer', () => {
  let reads = 0;
  const inputs = Array.from({ length: 1_000 }, (_, i) => ({
    campaign_id: 'CMP_1',
    get messages() {
      reads++;
      return [{ user_id: `user${i}` }];
    },
  }));
  const answer = { status: 200, headers: {}, body: { request_id: 'b615b03a0c538be18cd2c8610cca1d79' } };
  const { each } = operationOf(bryj, 'batch.trigger').parse(answer as never, inputs as never, {} as never) as { each: readonly object[] };
  expect(each).toHaveLength(inputs.length);
  expect(each[0]).toMatchObject({ recipients: 1_000, user_id: 'user0' });
  expect(reads).toBeLessThan(10 * inputs.length);
});
