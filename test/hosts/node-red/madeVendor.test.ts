import { strToU8, zipSync } from 'fflate';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bryj } from '../../../vendors/bryj';
import { Bench, bool, choice, fromMsg, local, num, str, trigger as bryjTrigger, type Msg, type Values } from './bench';
import { KEY, made, madeNode, MadeServer } from './made';

/** What the first real vendor does not use, in Node-RED's own runtime: groups, flags that may be absent, lists that are divided, archives. */
let bench: Bench;
let server: MadeServer;
beforeAll(async () => {
  [bench, server] = [await Bench.open(), await MadeServer.open()];
});
beforeEach(() => server.reset());
afterEach(() => bench.reset());
afterAll(async () => {
  server.close();
  await bench.close();
});

const group = (value: object) => ({ type: 'group', value });
const rows = (...value: object[]) => ({ type: 'rows', value });
const options = { vendors: [bryj, made], credentials: { madeAccount: { apiKey: KEY } } };
const run = (name: string, values: Values, msg: Msg = {}, over: Values = {}, account: Values = {}) =>
  bench.run([madeNode(name, values, over), server.account(account)], msg, options);
const sent = (path: string) => {
  expect(bench.caught).toEqual([]);
  return server.bodies(path);
};

describe('a group', () => {
  const show = (values: Values, msg?: Msg) => run('campaign.show', { campaignId: { type: 'pick', value: 'c0', label: 'Summer' }, ...values }, msg);

  it('is sent column by column, each evaluated for the message', async () => {
    await show(
      {
        push: group({
          alert: fromMsg('words'),
          badge: num(3),
          silent: bool(false),
          priority: choice('high'),
          wake: bool(true),
          tags: str('a, b'),
          until: { type: 'jsonata', value: '1767225600000' },
          extra: { type: 'json', value: '{"a":1}' },
          buttons: rows({ caption: str('Go'), goes_to: choice('web'), web_url: fromMsg('page'), urgent: bool(true) }, { caption: str('No') }),
        }),
      },
      { words: 'Hello', page: 'https://example.com' },
    );
    expect(sent('/show')).toEqual([
      {
        campaign_id: 'c0',
        push: {
          alert: 'Hello',
          badge: 3,
          silent: false,
          priority: 'high',
          wake: true,
          tags: ['a', 'b'],
          until: '2026-01-01T00:00:00.000Z',
          extra: { a: 1 },
          buttons: [{ caption: 'Go', goes_to: 'web', web_url: 'https://example.com', urgent: true }, { caption: 'No' }],
        },
      },
    ]);
  });

  it('leaves out what is hidden, and does not even read it', async () => {
    await show({
      push: group({
        alert: str('Hi'),
        wake: { type: 'jsonata', value: '$broken(' },
        buttons: rows({ caption: str('Go'), goes_to: choice('app'), web_url: str('x') }),
      }),
    });
    expect(sent('/show')).toEqual([{ campaign_id: 'c0', push: { alert: 'Hi', buttons: [{ caption: 'Go', goes_to: 'app' }] } }]);
  });

  it('and a flag are not sent where nothing is in them', async () => {
    await show({ push: group({}), buttons: rows({ caption: str('Go'), urgent: { type: 'bool', value: '' } }) });
    expect(sent('/show')).toEqual([{ campaign_id: 'c0', buttons: [{ caption: 'Go' }] }]);
  });

  it.each([
    ['JSON', { type: 'json', value: '{"alert":"Hi"}' }, {}, 1],
    ['the message', fromMsg('push'), { push: { alert: 'Hi' } }, 1],
    ['a bare object that was written by hand', { alert: 'Hi' }, {}, undefined],
  ])('may come from %s', async (_, push, msg, version) => {
    await bench.run([madeNode('campaign.show', { campaignId: str('c0'), push }, { version }), server.account()], msg, options);
    expect(sent('/show')).toMatchObject([{ push: { alert: 'Hi' } }]);
  });

  it('that is wrong is told with the column, and nothing is sent', async () => {
    await show({ push: group({ sound: str('ping') }) });
    expect(bench.failure.message).toBe("'Alert' is empty. Enter text.");
    expect(server.seen).toEqual([]);
  });

  it('refuses a column that there is not', async () => {
    await show({ push: group({ alert: str('Hi'), sond: str('ping') }) });
    expect(bench.failure.message).toMatch(/^'Push' \(push\) has no field 'sond'\./);
  });
});

describe('people of whom each is an input', () => {
  /** Their results, which name where they went. */
  const there = (...ids: readonly string[]) => ids.map((id) => ({ id, target: server.url }));
  const track = (ids: readonly string[], values: Values = {}, account?: Values) =>
    run('user.track', { userColumn: str('id'), ...values }, { payload: ids.map((id) => ({ id, age: 3 })) }, {}, account);

  it('travel together, and each has a result, in their order', async () => {
    const [msg] = await track(['a', 'b', 'c']);
    expect(sent('/track')).toEqual([
      [
        { external_id: 'a', attributes: { age: 3 } },
        { external_id: 'b', attributes: { age: 3 } },
      ],
      [{ external_id: 'c', attributes: { age: 3 } }],
    ]);
    expect(msg!.payload).toEqual(there('a', 'b', 'c'));
    expect(bench.statuses.at(-1)).toMatchObject({ fill: 'green', text: local('sent') });
  });

  it('are a list also where there is one of them; one object is one', async () => {
    const [list] = await track(['a']);
    expect(list!.payload).toEqual(there('a'));
    bench.out.length = 0;
    const [one] = await bench.send({ payload: { id: 'a' } });
    expect(one!.payload).toEqual(there('a')[0]);
  });

  it('may be written in the fields', async () => {
    const [msg] = await run(
      'user.track',
      { recipientsFrom: choice('json'), externalId: fromMsg('who'), attributes: { type: 'json', value: '{"age":3}' } },
      { who: 'a' },
    );
    expect(sent('/track')).toEqual([[{ external_id: 'a', attributes: { age: 3 } }]]);
    expect(msg!.payload).toEqual(there('a')[0]);
  });

  it('must be some', async () => {
    await track([]);
    expect(bench.failure.message).toMatch(/^'People' is an empty list: there is nobody in it\./);
    expect(server.seen).toEqual([]);
  });

  it('are checked by the limits of their account, and the error says which of them it is', async () => {
    await track(['abc', 'abcd'], {}, { limit: choice('strict') });
    expect(bench.failure).toMatchObject({
      code: 'validation',
      message: "Entry 2: 'abcd' is too long. 1 entry was not tried. Shorten it.",
      cause: {
        outcomes: [
          { item: 0, state: 'notTried' },
          { item: 1, state: 'failed', error: { code: 'validation' } },
        ],
      },
    });
    expect(server.seen).toEqual([]);
  });

  it('are told apart when a later request fails: accepted, failed, not tried', async () => {
    server.answer = ({ url }) => (url === '/track' && server.bodies('/track').length === 2 ? { status: 400, body: 'no' } : undefined);
    await track(['a', 'b', 'c', 'd', 'e']);
    expect(bench.failure).toMatchObject({
      code: 'rejected',
      message: 'Made refused: "no". Before that, 2 entries were accepted. In all, 2 entries failed. 1 entry was not tried. Ask Made.',
      cause: {
        accepted: there('a', 'b'),
        outcomes: [
          { item: 0, state: 'done', result: there('a')[0] },
          { item: 1, state: 'done', result: there('b')[0] },
          { item: 2, state: 'failed', error: { code: 'rejected', status: 400 } },
          { item: 3, state: 'failed', error: { code: 'rejected' } },
          { item: 4, state: 'notTried', error: { message: 'Not tried: an earlier request failed.' } },
        ],
      },
    });
    expect(server.bodies('/track')).toHaveLength(2);
    expect(bench.out).toEqual([]);
  });

  it('go on without the one that fails where that is wished', async () => {
    const [msg] = await track(['a', '', 'bad', 'c'], { onError: choice('continue') });
    expect(bench.caught).toEqual([]);
    expect(msg!.payload).toEqual([
      ...there('a'),
      {
        error: expect.stringMatching(/^Entry 2: 'External ID' \(external_id\) is empty\./),
        details: expect.objectContaining({ state: 'failed', code: 'validation' }),
      },
      { error: "Entry 3, user 'bad': Made does not know bad. Ask Made.", details: expect.objectContaining({ state: 'failed', code: 'rejected' }) },
      ...there('c'),
    ]);
    expect(bench.completed).toHaveLength(1);
    expect(bench.statuses.at(-1)).toMatchObject({ fill: 'yellow', text: local('partly') });
  });

  it('end at a refused account also where all else goes on, and the others were not tried', async () => {
    await bench.run(
      [madeNode('user.track', { userColumn: str('id'), onError: choice('continue') }), server.account()],
      { payload: ['a', 'b', 'c'].map((id) => ({ id })) },
      {
        ...options,
        credentials: { madeAccount: { apiKey: 'wrong' } },
      },
    );
    expect(server.bodies('/track')).toHaveLength(1);
    expect(bench.out[0]!.payload).toMatchObject([
      { details: { code: 'authentication' } },
      { details: { code: 'authentication' } },
      { details: { state: 'notTried' } },
    ]);
    expect(bench.statuses.at(-1)).toMatchObject({ fill: 'red', text: local('partly') });
  });

  it('are told of when a deploy ends the run', async () => {
    server.answer = ({ url }) => (url === '/track' && server.bodies('/track').length === 2 ? { status: 429, body: 'wait' } : undefined);
    await bench.start([madeNode('user.track', { userColumn: str('id') }), server.account()], options);
    const waits = bench.clock.hold();
    bench.post({ payload: ['a', 'b', 'c'].map((id) => ({ id })) });
    await waits;
    const heard = bench.errors();
    await bench.deploy([bryjTrigger()]);
    expect(heard()).toEqual([
      expect.stringMatching(/^Stopped, .* Before that, 2 entries were accepted\. 1 entry was not sent\. A request in progress may still have been accepted/),
    ]);
  });
});

describe('a list that is divided', () => {
  it('is spread over requests, and each entry has a result', async () => {
    const [msg] = await run('user.delete', { externalIds: fromMsg('payload') }, { payload: ['a', 'b', 'c'] });
    expect(sent('/delete')).toEqual([['a', 'b'], ['c']]);
    expect(msg!.payload).toEqual([{ deleted: 'a' }, { deleted: 'b' }, { deleted: 'c' }]);
    expect(bench.statuses.at(-1)).toMatchObject({ fill: 'green', text: 'campaigns.status.each' });
  });

  it('of one entry gives a list too', async () => {
    const [msg] = await run('user.delete', { externalIds: str('a') });
    expect(msg!.payload).toEqual([{ deleted: 'a' }]);
  });

  it('says of each entry what became of it', async () => {
    server.answer = ({ url }) => (url === '/delete' && server.bodies('/delete').length === 2 ? { status: 400, body: 'no' } : undefined);
    await run('user.delete', { externalIds: fromMsg('payload') }, { payload: ['a', 'b', 'c', 'd', 'e'] });
    expect(bench.failure.cause.outcomes).toMatchObject(['done', 'done', 'failed', 'failed', 'notTried'].map((state, item) => ({ item, state })));
  });
});

describe('recipients', () => {
  const trigger = (values: Values, msg?: Msg) =>
    run('campaign.trigger', { campaignId: str('c0'), userColumn: str('id'), ...values }, msg, { type: 'campaign-trigger-batch' });

  it('in a verb node of the second vendor are sent under the limit', async () => {
    const [msg] = await trigger({}, { payload: ['a', 'b', 'c'].map((id) => ({ id, x: 1 })) });
    expect(sent('/trigger')).toMatchObject([
      {
        campaign_id: 'c0',
        recipients: [
          { id: 'a', data: { x: 1 } },
          { id: 'b', data: { x: 1 } },
        ],
      },
      { recipients: [{ id: 'c', data: { x: 1 } }] },
    ]);
    expect(msg!.payload).toEqual(['a', 'b', 'c'].map((to) => ({ to, target: server.url })));
  });

  it('may be everyone, which is said out loud', async () => {
    const [msg] = await trigger({ recipientsFrom: choice('everybody') }, { payload: 'whatever' });
    expect(sent('/trigger')).toEqual([{ campaign_id: 'c0', broadcast: true, recipients: [] }]);
    expect(msg!.payload).toEqual({ to: 'everybody', target: server.url });
  });

  it('may be written as JSON, and are divided too', async () => {
    const [msg] = await trigger({ recipientsFrom: choice('json'), recipients: { type: 'json', value: JSON.stringify(['a', 'b', 'c'].map((id) => ({ id }))) } });
    expect(msg!.payload).toEqual(['a', 'b', 'c'].map((to) => ({ to, target: server.url })));
  });

  it("are not sent with another vendor's account", async () => {
    await bench.run(
      [madeNode('campaign.trigger', { campaignId: str('c0') }, { type: 'campaign-trigger-batch', account: 'account' })],
      { payload: [{ id: 'a' }] },
      options,
    );
    expect(bench.failure.message).toBe('The account does not belong to Made Up. Open the node and choose a Made Up account.');
  });
});

describe('an archive', () => {
  const lines = (from: number, to: number) => strToU8(Array.from({ length: to - from }, (_, i) => JSON.stringify({ id: `p${from + i}` })).join('\n'));
  const archive = zipSync({ 'one.json': lines(0, 3), 'two.txt': lines(3, 5) });
  /** It is there at the third look. */
  const soon = () => {
    let looks = 0;
    server.answer = ({ url }) => (url.startsWith('/files/') ? (++looks < 3 ? { status: looks === 1 ? 403 : 404 } : { bytes: archive }) : undefined);
  };
  const exported = (values: Values) => run('segment.export', values, {}, { type: 'campaign-export-segment' });

  it('that nobody waits for is one message that says where it will be', async () => {
    const msgs = await exported({});
    expect(bench.caught).toEqual([]);
    expect(msgs.map(({ payload }) => payload)).toEqual([{ url: `${server.url}/files/people.zip`, object_prefix: 'people' }]);
    expect(bench.statuses.at(-1)).toMatchObject({ text: 'campaigns.status.done' });
  });

  it('is waited for ever more slowly, and comes as rows', async () => {
    soon();
    const msgs = await exported({ waitUntilReady: bool(true), sendRows: choice('groups'), rowsPerMessage: num(2) });
    expect(bench.caught).toEqual([]);
    expect(msgs.map(({ payload }) => payload)).toEqual([[{ id: 'p0' }, { id: 'p1' }], [{ id: 'p2' }, { id: 'p3' }], [{ id: 'p4' }]]);
    expect(bench.clock.slept).toEqual([15_000, 30_000]);
    expect(server.seen.filter(({ url }) => url.startsWith('/files/')).every(({ authorization }) => authorization === undefined)).toBe(true);
  });

  it('is written to a file as it is', async () => {
    soon();
    const [msg] = await exported({ waitUntilReady: bool(true), output: choice('file'), path: str('out.zip') });
    expect(bench.caught).toEqual([]);
    expect(msg).toMatchObject({ filename: join(bench.folder, 'out.zip'), payload: { object_prefix: 'people' } });
    expect(new Uint8Array(await readFile(join(bench.folder, 'out.zip')))).toEqual(archive);
  });

  it('is sent on in Buffers, under its name', async () => {
    soon();
    const msgs = await exported({ waitUntilReady: bool(true), output: choice('file'), fileTo: choice('buffers') });
    expect(new Uint8Array(Buffer.concat(msgs.map(({ payload }) => payload as Buffer)))).toEqual(archive);
    expect(msgs[0]).toMatchObject({ filename: 'people.zip' });
  });
});

describe('options of which several are chosen', () => {
  const chosen = (...value: string[]) => ({ type: 'choices', value });

  it('are sent as a list; where none is, the field is left out', async () => {
    await run('campaign.repeat', { days: chosen('1', '2'), nights: chosen() });
    expect(sent('/repeat')).toEqual([{ days: ['1', '2'] }]);
  });

  it('come from a message as well, as a list or as one text', async () => {
    await run('campaign.repeat', { days: fromMsg('payload'), nights: { type: 'jsonata', value: '"0, " & payload[0]' } }, { payload: ['2', '1'] });
    expect(sent('/repeat')).toEqual([{ days: ['2', '1'], nights: ['0', '2'] }]);
  });

  it.each([
    [{ days: chosen() }, "'Days' (days) is empty. Enter a list."],
    [{ days: fromMsg('payload') }, "Entry 2: 'Days' is '8'; it must be one of 0, 1, 2. Use one of these values."],
  ])('are refused before anything is sent: %j', async (values, message) => {
    await run('campaign.repeat', values, { payload: ['1', '8'] });
    expect(bench.failure).toMatchObject({ code: 'validation', message });
    expect(server.seen).toEqual([]);
  });
});

describe('what the editor asks about an account', () => {
  const account = (over: object = {}) => ({ id: 'new', values: { customUrl: str(server.url) }, secrets: { apiKey: KEY }, ...over });
  const source = { operation: 'campaign.getMany', value: 'id', label: 'name' };
  const pick = (over: object = {}) => bench.ask('/campaigns/made-up-account/pick', { ...account(), source, filter: '', ...over });
  const start = () => bench.start([madeNode('campaign.show', {}), server.account()], options);

  it('is what there is to pick, over all pages', async () => {
    await start();
    expect(await pick()).toEqual({
      ok: true,
      more: false,
      entries: [
        { value: 'c0', label: 'Summer' },
        { value: 'c1', label: 'Winter' },
        { value: 'c2', label: 'Late Summer' },
      ],
    });
    expect(server.seen.map(({ url }) => url)).toEqual(['/campaigns', '/campaigns?page=1']);
  });

  it('is what fits the words that were typed', async () => {
    await start();
    expect(await pick({ filter: 'SUMMER' })).toMatchObject({ entries: [{ value: 'c0' }, { value: 'c2' }] });
    expect(await pick({ filter: 'c1' })).toMatchObject({ entries: [{ value: 'c1' }] });
    expect(await pick({ filter: 'autumn' })).toEqual({ ok: true, more: false, entries: [] });
  });

  it('is asked for by a filter, and shown once however often it comes, with what stands beside it', async () => {
    server.campaigns = ['a', 'b', 'a', undefined].map((app, i) => ({ id: `c${i}`, name: `Campaign ${i}`, ...(app !== undefined && { app }) }));
    await start();
    const apps = { operation: 'campaign.getMany', input: { state: 'ongoing' }, value: 'app', label: 'app', about: 'name' };
    expect(await pick({ source: apps })).toEqual({
      ok: true,
      more: false,
      entries: [
        { value: 'a', label: 'a', about: 'Campaign 0' },
        { value: 'b', label: 'b', about: 'Campaign 1' },
      ],
    });
    expect(server.seen[0]!.url).toBe('/campaigns?state=ongoing');
    expect(await pick({ source: apps, filter: 'campaign 1' })).toMatchObject({ entries: [{ value: 'b' }] });
    expect(await pick({ source: { ...apps, input: { state: 'any' } } })).toMatchObject({ ok: false, message: 'Made Up has no such list.' });
  });

  it('is shortened where it is very long', async () => {
    server.campaigns = Array.from({ length: 1_003 }, (_, i) => ({ id: `c${i}`, name: `Campaign ${i}` }));
    await start();
    const answer = (await pick()) as { entries: object[]; more: boolean };
    expect([answer.entries.length, answer.more]).toEqual([1_000, true]);
    expect(await pick({ filter: '1002' })).toMatchObject({ more: false, entries: [{ value: 'c1002' }] });
  });

  it('is asked with the deployed secret where that was left alone', async () => {
    await start();
    expect(await pick({ id: 'madeAccount', secrets: { apiKey: '__PWRD__' } })).toMatchObject({ ok: true });
    expect(server.seen[0]!.authorization).toBe(`Bearer ${KEY}`);
  });

  it.each([
    ['a wrong key', { secrets: { apiKey: 'wrong' } }, { code: 'authentication', message: 'Made refused: "no such key".', todo: 'Ask Made.' }],
    ['no key', { secrets: {} }, { code: 'validation', message: expect.stringMatching(/account is not complete: 'API Key' \(api_key\) is empty/) }],
    ['a list that no form has', { source: { ...source, operation: 'user.delete' } }, { message: 'Made Up has no such list.' }],
    ['a server that is not there', { values: { customUrl: str('http://127.0.0.1:1') } }, { code: 'unavailable' }],
  ])('says what is wrong and what to do: %s', async (_, over, answer) => {
    await start();
    expect(await pick(over)).toMatchObject({ ok: false, todo: expect.stringMatching(/\.$/), ...answer });
  });

  it('is not waited for longer than somebody waits', async () => {
    server.answer = () => ({ status: 429, body: 'wait' });
    await start();
    expect(await pick()).toMatchObject({ ok: false, message: 'Made Up asks you to wait 1 h.' });
  });

  it('is whether the key is genuine, also where it may not list', async () => {
    await start();
    const check = (over: object = {}) => bench.ask('/campaigns/made-up-account/check', account(over));
    expect(await check()).toEqual({ ok: true, message: 'The key works.' });
    server.answer = () => ({ status: 403, body: 'no' });
    expect(await check()).toEqual({ ok: true, message: 'The key is genuine, but may not list campaigns.' });
  });
});
