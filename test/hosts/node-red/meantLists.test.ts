import { bool, choice, fromMsg, str, type Values } from './bench';
import { Meant, type Entry } from './meant';

const meant = Meant.forEachTest();

const TRACK = { kind: choice('attributes'), userColumn: str('id') };
const SEND = { campaignId: { type: 'pick', value: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064' }, userColumn: str('id') };
/** An ID whose last digits a number cannot hold. */
const LOST = Number('458304698827669536');
const GO_ON = { onError: choice('continue') };

const track = (values: Values, payload: unknown) => meant.run('braze', 'user.track', { ...TRACK, ...values }, payload);
const send = (values: Values, payload: unknown) => meant.run('braze', 'campaign.trigger', { ...SEND, ...values }, payload);
const bryj = (values: Values, payload: unknown) => meant.run('bryj', 'batch.trigger', { campaignId: str('CMP_demo_welcome'), ...values }, payload);
const wrong = (entries: readonly Entry[]): readonly (readonly [position: number, error: string, person?: string])[] =>
  entries.flatMap(({ error, details }, i) => (error === undefined ? [] : [[i + 1, error, details!.person] as const]));

describe('one bad entry of a list', () => {
  const addresses = Array.from({ length: 1_000 }, (_, i) => (i === 499 ? 'nobody' : `p${i}@example.com`));
  const setStatus = (values: Values, payload: unknown) =>
    meant.run('braze', 'email.setStatus', { email: fromMsg('payload'), subscriptionState: choice('subscribed'), ...values }, payload);

  it('does not keep the 999 others, and stands where it stood', async () => {
    const entries = await setStatus(GO_ON, addresses);
    expect(entries).toHaveLength(1_000);
    expect(wrong(entries)).toEqual([[500, expect.stringMatching(/^Entry 500: 'Email Addresses' .*'nobody'/), 'nobody']]);
    expect(entries[998]).toMatchObject({ email: 'p998@example.com' });
    expect(meant.wire('POST').flatMap(({ body }) => (JSON.parse(body) as { email: string[] }).email)).toEqual(addresses.filter((each) => each !== 'nobody'));
    expect(meant.bench.out[0]!.campaignLeft).toEqual(['nobody']);
  });

  it('does not keep them where the list came as JSON', async () => {
    const entries = await setStatus(GO_ON, JSON.stringify(addresses));
    expect(wrong(entries)).toHaveLength(1);
    expect(meant.wire('POST')).not.toHaveLength(0);
  });

  it('keeps them where the node is to stop, and says which it is', async () => {
    await setStatus({}, addresses);
    expect(meant.bench.failure).toMatchObject({
      code: 'validation',
      cause: { person: 'nobody' },
      message: expect.stringMatching(/^Entry 500: .* 999 entries were not tried\./),
    });
    expect(meant.wire()).toEqual([]);
  });

  it('is told by its person and its member among JSON objects', async () => {
    const list = [{ external_id: 'a' }, { city: 'x' }, { external_id: 'c', email: 'no', gender: 'x' }, { external_id: LOST }];
    const entries = await track({ kind: choice('json'), attributes: fromMsg('payload'), ...GO_ON }, list);
    expect(wrong(entries)).toEqual([
      [2, expect.stringMatching(/^Entry 2: 'external_id' in 'Attributes Objects' is empty\./), undefined],
      [3, expect.stringMatching(/^Entry 3, user 'c': 'email' in 'Attributes Objects' is 'no', not an email address\. \(and 1 more: 'gender'\)/), 'c'],
      [
        4,
        expect.stringMatching(/'external_id' in 'Attributes Objects' was passed as a number: 458304698827669500\. It is a whole number greater than/),
        '458304698827669500',
      ],
    ]);
    expect(meant.sent('attributes')).toEqual([{ external_id: 'a' }]);
  });

  it('is told by its person among JSON recipients, written as text', async () => {
    const list = [{ external_user_id: 'demo-0001' }, { external_user_id: '\u200b' }, { external_user_id: 'demo-0002', trigger_properties: { n: LOST } }];
    const entries = await send({ recipientsFrom: choice('json'), recipients: fromMsg('payload'), ...GO_ON }, JSON.stringify(list));
    expect(wrong(entries)).toEqual([
      [2, expect.stringMatching(/^Entry 2: 'External User ID' is empty, and the user is not identified in any other way\./), undefined],
      [3, expect.stringMatching(/^Entry 3, user 'demo-0002': 'n' in 'Trigger Properties' was passed as a number/), 'demo-0002'],
    ]);
    expect(meant.sent('recipients')).toEqual([{ external_user_id: 'demo-0001' }]);
  });

  it('is told among users to delete', async () => {
    const entries = await meant.run('braze', 'user.delete', { externalIds: fromMsg('payload'), confirm: bool(true), ...GO_ON }, ['u1\r', LOST, NaN, 'u2']);
    expect(wrong(entries).map(([at, error]) => [at, error.slice(0, 60)])).toEqual([
      [2, "Entry 2, user '458304698827669500': 'External IDs' was passed as a number".slice(0, 60)],
      [3, "Entry 3, user 'NaN': 'External IDs' is not a number: NaN. Use text.".slice(0, 60)],
    ]);
    expect(meant.wire('POST').map(({ body }) => body)).toEqual(['{"external_ids":["u1","u2"]}']);
  });
});

describe('two entries for one person', () => {
  const people = [{ id: 'demo-0001', a: 1 }, { id: 'demo-0002' }, { id: 'demo-0001\u00a0', a: 2 }];

  it.each<[string, (string | number)[][]]>([
    [
      'keepAll',
      [
        ['demo-0001', 1],
        ['demo-0002', 0],
        ['demo-0001', 2],
      ],
    ],
    [
      'keepLast',
      [
        ['demo-0002', 0],
        ['demo-0001', 2],
      ],
    ],
    ['refuse', [['demo-0002', 0]]],
  ])('go the way that was chosen: %s', async (duplicates, wanted) => {
    const entries = await send({ duplicates: choice(duplicates), ...GO_ON }, people);
    const sent = meant.sent('recipients').map(({ external_user_id, trigger_properties }) => [external_user_id, (trigger_properties as { a?: number }).a ?? 0]);
    // Braze makes one message of two rows in one request, so that they travel apart.
    expect(sent).toEqual(duplicates === 'keepAll' ? expect.arrayContaining(wanted) : wanted);
    expect(sent).toHaveLength(wanted.length);
    expect(wrong(entries).map(([at, error]) => [at, error])).toEqual(
      duplicates === 'refuse' ? [1, 3].map((at) => [at, expect.stringMatching(new RegExp(`^Entry ${at}: 'demo-0001' is in the entries 1 and 3\\.`))]) : [],
    );
    if (duplicates === 'keepLast')
      expect(entries[0]).toMatchObject({ status: 'skipped', reason: 'A later entry is for the same person.', people: ['demo-0001'] });
  });

  it('are found in JSON lists, and in the rows of one request of Bryj', async () => {
    const list = ['A', 'B'].map((firstname) => ({ user_id: 'delivered-1', template_variables: { firstname, lastname: '', contractnumber: '' } }));
    await bryj({ recipientsFrom: choice('json'), messages: fromMsg('payload'), duplicates: choice('keepLast') }, list);
    expect(meant.sent('messages')).toEqual([list[1]]);
    expect(meant.warnings()).toEqual(['Left out, because a later entry is for the same person: delivered-1.']);
  });

  it('are refused there with the person', async () => {
    const list = [{ user_id: 'delivered-1' }, { user_id: 'delivered-1' }];
    await bryj({ recipientsFrom: choice('json'), messages: fromMsg('payload'), duplicates: choice('refuse') }, list);
    expect(meant.bench.failure).toMatchObject({
      code: 'validation',
      cause: { person: 'delivered-1' },
      message: expect.stringMatching(/^'delivered-1' occurs 2 times\./),
    });
    expect(meant.wire('POST')).toEqual([]);
  });

  it('count when the message comes back', async () => {
    const fault = { vendor: 'braze', match: { path: '/trigger/send' }, fault: { kind: 'status', status: 400, body: { message: 'no' } }, skip: 1, times: 1 };
    const many = [...Array.from({ length: 50 }, (_, i) => ({ id: `demo-${String(i + 1).padStart(4, '0')}` })), { id: 'demo-0060' }, { id: 'demo-0060', a: 1 }];
    await meant.bench.sandbox.control('POST', '/faults', fault);
    await send({ duplicates: choice('keepLast') }, many);
    expect(meant.bench.caught).toHaveLength(1);
    const over = meant.bench.next();
    meant.bench.post(meant.bench.caught[0]!);
    await over;
    const asked = meant
      .wire('POST')
      .map(({ body, status }) => [
        status,
        (JSON.parse(body) as { recipients: { external_user_id: string }[] }).recipients.map((each) => each.external_user_id),
      ]);
    const [, , again] = asked;
    expect(again).toEqual([201, ['demo-0060']]);
  });
});

describe('what cannot be copied', () => {
  const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

  it('fails its own entry, and the node goes on', async () => {
    const entries = await track(GO_ON, [{ id: 'u1', a: deep(9_000) }, { id: 'u2' }]);
    expect(wrong(entries)).toEqual([[1, expect.stringMatching(/^Entry 1, user 'u1': 'Attributes' .*is nested more than 100 levels deep\./), 'u1']]);
    expect(meant.sent('attributes')).toEqual([{ external_id: 'u2' }]);
  });

  it('reaches Catch as a failure', async () => {
    await track({}, [{ id: 'u1', a: deep(9_000) }]);
    expect(meant.bench.failure).toMatchObject({
      code: 'validation',
      message: expect.stringMatching(/is nested more than 100 levels deep\. Use less deeply nested data\.$/),
    });
    expect(meant.bench.caught[0]).not.toHaveProperty('payload');
  });
});

it('a dry run plans once, however many entries are not valid', async () => {
  const people = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? { id: '' } : { id: `u${i}`, firstname: 'A' }));
  const values = { campaignId: { type: 'pick', value: 'FACMPGN_demo_welcome' }, userColumn: str('id'), dryRun: bool(true), ...GO_ON };
  await meant.run('followAnalytics', 'batch.trigger', values, people);
  expect(meant.wire().map(({ method }) => method)).toEqual(['GET']);
  const { invalid, requests } = meant.bench.out[0]!.payload as { invalid: Entry[]; requests: unknown[] };
  expect(invalid).toHaveLength(50);
  expect(requests).toHaveLength(1);
});
