import { Bryj } from '../../../nodes/Bryj/Bryj.node';
import { runOf } from '../../../nodes/shared/run';
import { bryj } from '../../../vendors/bryj';
import { Bench, bryjNode, chainOf, csvItem, csvOf, people, person, triggerWith, type Manner } from './bench';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const GOES_ON: Manner = { onError: 'continueRegularOutput' };
const signIns = () => bench.wire('/users/sign_in');

describe('the token', () => {
  it('is fetched once and kept for the next execution', async () => {
    const accounts = bench.account();
    await bench.run(chainOf(triggerWith({})), { items: people(1), accounts });
    await bench.run(chainOf(triggerWith({})), { items: people(1), accounts });
    expect(signIns()).toHaveLength(1);
    expect(await bench.batches()).toHaveLength(2);
  });

  it('is renewed once when it has expired, and the request goes on', async () => {
    const accounts = bench.account();
    await bench.run(chainOf(triggerWith({})), { items: people(1), accounts });
    await bench.expireTokens();
    const ran = await bench.run(chainOf(triggerWith({})), { items: people(1), accounts });
    expect(ran.error).toBeUndefined();
    expect(signIns()).toHaveLength(2);
    expect(bench.triggers().map(({ status }) => status)).toEqual([200, 401, 200]);
    expect(await bench.batches()).toHaveLength(2);
  });

  it('is renewed in the middle of an upload, which is opened anew and sent whole', async () => {
    const accounts = bench.account();
    await bench.run(chainOf(triggerWith({})), { items: people(1), accounts });
    await bench.expireTokens();
    const ids = Array.from({ length: 5_000 }, (_, i) => `user${i}`);
    const ran = await bench.run(chainOf(triggerWith({ recipientsFrom: 'file' })), { items: [csvItem(csvOf(ids))], accounts });
    expect(ran.error).toBeUndefined();
    expect(signIns()).toHaveLength(2);
    const [, refused, accepted] = bench.triggers();
    expect(refused!.status).toBe(401);
    expect(accepted).toMatchObject({ status: 200, complete: true, bodyBytes: Number(accepted!.headers['content-length']) });
    expect((await bench.batches()).map(({ form, count }) => `${count} as ${form}`).sort()).toEqual(['1 as json', '5000 as csv']);
  });

  it('is not used for another user after the account was changed', async () => {
    const accounts = bench.account();
    await bench.run(chainOf(triggerWith({})), { items: people(1), accounts });
    accounts.stored.account1 = { ...accounts.stored.account1, email: 'other@example.com' };
    const ran = await bench.run(chainOf(triggerWith({})), { items: people(1), accounts });
    expect(ran.error?.context.data).toMatchObject({ code: 'authentication' });
    expect(await bench.batches()).toHaveLength(1);
  });

  it('is not asked for again with a wrong password', async () => {
    const ran = await bench.run(chainOf(triggerWith({})), { items: people(1), accounts: bench.account({ password: 'wrong' }) });
    expect(ran.error?.message).toMatch(/e-mail|password/i);
    expect(ran.error?.message).not.toContain('wrong');
    expect(ran.error?.context.data).toMatchObject({ code: 'authentication', reached: 'no' });
    expect(signIns()).toHaveLength(1);
    expect(bench.triggers()).toEqual([]);
  });
});

describe('a service that is', () => {
  it('busy is waited for as it says', async () => {
    await bench.fault({ kind: 'rateLimit', retryAfterSeconds: 7 }, { match: { path: '/trigger' } });
    const ran = await bench.run(chainOf(triggerWith({})), { items: people(1) });
    expect(ran.error).toBeUndefined();
    expect(bench.slept).toHaveLength(1);
    expect(bench.slept[0]).toBeGreaterThan(7_000);
    expect(await bench.batches()).toHaveLength(1);
  });

  it('busy for too long fails with the time at which to come back', async () => {
    await bench.fault({ kind: 'rateLimit', retryAfterSeconds: 3_600 }, { match: { path: '/trigger' } });
    const ran = await bench.run(chainOf(triggerWith({})), { items: people(1) });
    expect(ran.error).toMatchObject({ description: expect.stringMatching(/Try again after/), failure: { cause: 'rate-limited', retryAfterMs: 3_600_000 } });
  });

  it('not there is named as such, and nothing counts as sent', async () => {
    const accounts = bench.account({ baseUrl: 'http://127.0.0.1:9/bryj' });
    const ran = await bench.run(chainOf(triggerWith({})), { items: people(1), accounts });
    expect(ran.error?.message).toMatch(/Could not reach Bryj to sign in: the connection was refused \(no answer from http:\/\/127\.0\.0\.1:9\)\.$/);
    expect(ran.error?.description).toMatch(/^Is the sandbox running\? Start it, or check the account's base URL\./);
    expect(ran.error?.context.data).toMatchObject({ code: 'unavailable', reached: 'no' });
  });

  it.each([['resetAfter'], ['truncate']] as const)(
    'gone with the answer (%s) leaves exactly one batch, of which it is said that it is not known',
    async (kind) => {
      await bench.fault(kind === 'truncate' ? { kind, bytes: 5 } : { kind }, { match: { path: '/trigger' } });
      const ran = await bench.run(chainOf(triggerWith({}, { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 })), { items: people(2) });
      expect(ran.error?.context.data).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe' });
      expect(bench.triggers()).toHaveLength(1);
      expect(await bench.batches()).toHaveLength(1);
    },
  );
});

describe('a service that accepts and never answers', () => {
  it('has the batch once, and the user is told that it is not known', async () => {
    await bench.fault({ kind: 'timeoutAfter' }, { match: { path: '/trigger' } });
    const impatient = new Bryj();
    impatient.execute = runOf({ ...bryj, patience: { ...bryj.patience, timeoutMs: 300 } }, bench.clock);
    const ran = await bench.run(chainOf(triggerWith({}, { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 })), {
      items: people(150),
      types: { 'n8n-nodes-campaigns.bryj': impatient },
    });
    expect(ran.error?.context.data).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe' });
    expect(ran.error?.description).toMatch(/Get Scheduled/);
    expect(bench.triggers()).toHaveLength(1);
    expect(await bench.batches()).toMatchObject([{ count: 150 }]);
  });
});

describe('Retry On Fail', () => {
  it('does not send again what was accepted', async () => {
    // The first of two campaigns is accepted, the second refused once.
    await bench.fault({ kind: 'status', status: 400, body: { error_message: 'Invalid time format' } }, { match: { path: '/trigger' }, skip: 1 });
    const items = [person('a'), person('b')].map((item, i) => ({ json: { ...item.json, when: `2099-07-0${i + 1}T10:00:00Z` } }));
    const node = triggerWith(
      {
        userColumn: 'User',
        variables: 'chosen',
        variableColumns: { values: ['firstname', 'lastname', 'contractnumber'].map((variable) => ({ variable, column: '' })) },
        additionalFields: { sendAt: '={{ $json.when }}' },
      },
      { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
    );
    const ran = await bench.run(chainOf(node), { items });
    expect(ran.error).toBeUndefined();
    expect(bench.triggers().map(({ status }) => status)).toEqual([200, 400, 200]);
    expect(await bench.batches()).toHaveLength(2);
    expect(ran.jsons('Trigger').map(({ user_id }) => user_id)).toEqual(['a', 'b']);
  });

  it('of another execution sends anew', async () => {
    const node = triggerWith({}, { retryOnFail: true });
    await bench.run(chainOf(node), { items: people(1) });
    await bench.run(chainOf(node), { items: people(1) });
    expect(await bench.batches()).toHaveLength(2);
  });
});

describe('On Error: Continue', () => {
  it('sends the others, and puts the failed ones last with code and advice', async () => {
    const ran = await bench.run(chainOf(triggerWith({}, GOES_ON)), { items: [{ json: { firstname: 'nobody' } }, person('b'), person('c')] });
    expect(ran.error).toBeUndefined();
    expect(await bench.batches()).toMatchObject([{ count: 2 }]);
    expect(ran.items('Trigger')).toMatchObject([
      { json: { user_id: 'b' }, pairedItem: { item: 1 } },
      { json: { user_id: 'c' }, pairedItem: { item: 2 } },
      {
        json: { error: "Item 1: 'User ID' is empty.", details: { code: 'validation', todo: expect.any(String), field: 'messages[0].user_id' } },
        pairedItem: { item: 0 },
      },
    ]);
  });

  it('puts the failed ones on the error output, with their own fields', async () => {
    const ran = await bench.run(chainOf(triggerWith({}, { onError: 'continueErrorOutput' })), { items: [{ json: { firstname: 'nobody' } }, person('b')] });
    expect(ran.jsons('Trigger', 0)).toMatchObject([{ user_id: 'b' }]);
    expect(ran.jsons('Trigger', 1)).toMatchObject([{ firstname: 'nobody', error: expect.any(String), details: { code: 'validation' } }]);
  });

  it('keeps the outcome of each request apart', async () => {
    const ran = await bench.run(chainOf(bryjNode('Cancel', { operation: 'cancel', requestId: '={{ $json.id }}' }, GOES_ON)), {
      items: [{ json: { id: 'unknown1' } }, { json: { id: 'unknown2' } }],
    });
    expect(ran.items('Cancel')).toMatchObject(
      ['unknown1', 'unknown2'].map((id, item) => ({ json: { error: expect.stringContaining(id), details: { code: 'notFound' } }, pairedItem: { item } })),
    );
  });
});

describe('without it', () => {
  it('the first failed request ends the run, and the rest is not tried', async () => {
    const ran = await bench.run(chainOf(bryjNode('Cancel', { operation: 'cancel', requestId: '={{ $json.id }}' })), {
      items: ['x', 'y', 'z'].map((id) => ({ json: { id } })),
    });
    expect(ran.error).toMatchObject({
      message: expect.stringMatching(/x was not found/),
      description: expect.stringMatching(/Of 3 items, 0 were done, 1 failed, 2 were not tried/),
    });
    expect(bench.wire('/cancel')).toHaveLength(1);
  });
});

it('an invalid item stops the others too where the items are run in different ways', async () => {
  const items = [person('user1'), person('')].map((item, i) => ({ ...item, json: { ...item.json, dry: i === 1 } }));
  const ran = await bench.run(chainOf(triggerWith({ variables: 'none', options: { dryRun: '={{ $json.dry }}' } })), { items });
  expect(ran.error?.message).toContain('User ID');
  expect(bench.triggers()).toEqual([]);
});

describe('a file that is no readable CSV', () => {
  const HEAD = 'User,firstname,lastname,contractnumber';
  it.each([
    ['a cell too many in line 2 of 3', `${HEAD}\nu1,Hello, you,B,1\nu2,A,B,1\n`, /line 2 has 5 cells, but the first line has 4/],
    ['a loose quote', `${HEAD}\nu1,5" screen,B,1\nu2,A,B,1\n`, /line 2 has a quote inside a cell that does not start with one: 5" screen/],
    ['text after a closing quote', `${HEAD}\nu1,"5" screen,B,1\nu2,A,B,1\n`, /line 2 has text after a closing quote/],
    ['old line ends', `${HEAD}\ru1,A,B,1\r`, /line 1 ends with a carriage return without a line feed/],
    ['semicolons', `${HEAD.replaceAll(',', ';')}\nu1;A;B;1\n`, /its cells are separated by semicolons/],
  ])('for %s is refused with a code, and nothing is sent', async (_, text, says) => {
    const before = bench.triggers().length;
    const ran = await bench.run(chainOf(triggerWith({ recipientsFrom: 'file' }, { onError: 'continueErrorOutput' })), { items: [csvItem(text)] });
    expect(ran.jsons('Trigger', 1)).toMatchObject([{ error: expect.stringMatching(says), details: { code: 'validation', reached: 'no' } }]);
    expect(bench.triggers()).toHaveLength(before);
  });
});

describe('as a tool, where a language model reads the message alone', () => {
  const tool = (parameters: object, manner?: Manner) => ({
    ...triggerWith(parameters as Parameters<typeof triggerWith>[0], manner),
    type: 'n8n-nodes-campaigns.bryjTool',
  });
  const options = { types: { 'n8n-nodes-campaigns.bryjTool': new Bryj() }, items: people(1) };

  it('a failure says what to do in the same text', async () => {
    const ran = await bench.run(chainOf(tool({ userColumn: 'id' })), options);
    expect(ran.error?.message).toBe(
      "'User Column': no item has the field 'id' to fill the user; there are User, firstname, lastname, contractnumber. Correct 'User Column' or the items.",
    );
    const one = await bench.run(chainOf(tool({ userColumn: 'id' }, GOES_ON)), options);
    expect(one.jsons('Trigger')).toMatchObject([{ error: expect.stringMatching(/no item has the field 'id'.* Correct 'User Column' or the items\.$/) }]);
  });

  it('and elsewhere below it', async () => {
    const ran = await bench.run(chainOf(triggerWith({ userColumn: 'id' })), { items: people(1) });
    expect(ran.error?.message).not.toContain('Correct');
    expect(ran.error?.description).toBe("Correct 'User Column' or the items.");
  });
});
