import { DAY, HorisenBench, HOUR, LIST, RECURRING, SMALL, START } from './horisenHelpers';

let bench: HorisenBench;
beforeEach(async () => void (bench = await HorisenBench.open()));
afterEach(() => bench.close());

const NEWS = '7c4c1e07-4c65-4861-ab82-9f8fd9cd3913';
const OFFERS = '94bb60a3-7b4b-4614-913c-0a2760e5f633';
type Rule = [field: string, condition: string, value?: string | string[]];
type Group = [operator: string, match: string, ...rules: Rule[]];

const segmentation = (groups: Group[]) => ({
  query_type: 'segmentation',
  query: JSON.stringify({
    segmentation: groups.map(([operator, match, ...rules]) => ({
      operator,
      rules: rules.map(([field, condition, value = '']) => ({ field, condition, value, operator: match })),
    })),
  }),
});
/** Who of the lists gets a campaign that is for a segment. */
const reached = async (groups: Group[], recipient_lists = SMALL) => {
  const { uuid } = (await bench.create({ status: 'active', recipient_lists, ...segmentation(groups) })).body;
  const [batch] = await bench.batches(uuid);
  return { count: batch?.count, users: (await bench.messages(batch?.id ?? '', '?limit=200')).messages.map(({ user }) => user) };
};
const contact = (body: object) => bench.control<{ error?: string }>('POST', '/horisen/contacts', body);

describe('a segmentation', () => {
  it('finds those of the document: John Smith, or whoever is called Johnny', async () => {
    const john: Group = ['OR', 'AND', ['first_name', 'eq', 'John'], ['last_name', 'eq', 'Smith']];
    expect((await reached([john, ['OR', 'OR', ['nick_name', 'eq', 'Johnny']]])).users).toEqual(['john', 'johnny']);
  });

  it.each<[Rule, string[]]>([
    [['first_name', 'eq', 'jane'], ['jane']],
    [
      ['first_name', 'neq', 'Jane'],
      ['john', 'johnny'],
    ],
    [
      ['nick_name', 'isnull'],
      ['john', 'jane'],
    ],
    [['nick_name', 'isnotnull'], ['johnny']],
    [
      ['nick_name', 'neq', 'Johnny'],
      ['john', 'jane'],
    ],
    [
      ['last_name', 'in', ['Doe', 'Roe']],
      ['johnny', 'jane'],
    ],
    [['last_name', 'notin', ['Doe', 'Roe']], ['john']],
    [
      ['first_name', 'startswith', 'Jo'],
      ['john', 'johnny'],
    ],
    [['email', 'endswith', 'ny@example.com'], ['johnny']],
    [
      ['last_name', 'contains', 'o'],
      ['johnny', 'jane'],
    ],
    [['zip', 'lt', '3000'], ['johnny']],
    [
      ['zip', 'lte', '3000'],
      ['john', 'johnny'],
    ],
    [['zip', 'gt', '3000'], ['jane']],
    [
      ['zip', 'gte', '3000'],
      ['john', 'jane'],
    ],
    [['first_name', 'gt', 'John'], ['johnny']],
    [
      ['subscription_options_in', 'in', [OFFERS, NEWS]],
      ['john', 'johnny', 'jane'],
    ],
    [['subscription_options_in', 'notin', [NEWS]], []],
    [
      ['subscription_options_out', 'isnull'],
      ['john', 'johnny', 'jane'],
    ],
  ])('by %j reaches %j', async (rule, users) => {
    expect((await reached([['OR', 'AND', rule]])).users).toEqual(users);
  });

  it('joins groups from left to right', async () => {
    const men: Group = ['OR', 'AND', ['gender', 'eq', 'm']];
    expect((await reached([men, ['AND NOT', 'AND', ['last_name', 'eq', 'Doe']]])).users).toEqual(['john']);
    expect(
      (
        await reached([
          ['OR', 'AND', ['last_name', 'eq', 'Doe']],
          ['OR NOT', 'AND', ['gender', 'eq', 'm']],
        ])
      ).users,
    ).toEqual(['johnny', 'jane']);
    expect((await reached([['OR', 'OR', ['last_name', 'eq', 'Roe'], ['last_name', 'eq', 'Smith']]])).users).toEqual(['john', 'jane']);
  });

  it('knows anniversaries, which turn with the day', async () => {
    await contact({ id: 'jane', values: { birthday: '1988-02-03' } });
    const birthday = (days: string) => reached([['OR', 'AND', ['birthday', 'ann_in_days', days]]]);
    expect((await birthday('2')).users).toEqual(['jane']);
    expect((await birthday('0')).users).toEqual([]);
    await bench.advance(2 * DAY);
    expect((await birthday('0')).users).toEqual(['jane']);
  });

  it('looks at everyone on the lists, each once', async () => {
    await contact({ id: 'jane', lists: [SMALL, LIST] });
    const some: Group[] = [['OR', 'AND', ['subscription_options_in', 'in', [NEWS]]]];
    expect((await reached(some, LIST)).count).toBe(251);
    expect((await reached(some, `${LIST},${SMALL}`)).count).toBe(253);
  });
});

describe('the outbox', () => {
  it('shows what comes next of a recurrence, to those who are in the segment now', async () => {
    const [next] = await bench.batches(RECURRING);
    expect(next).toMatchObject({ vendor: 'horisen', campaignName: 'Good morning', channel: 'sms', form: 'scheduled', state: 'scheduled', count: 167 });
    expect(next?.sendAt).toBe(Date.UTC(2024, 1, 2, 7));
    const page = await bench.messages(next?.id as string, '?offset=1&limit=1');
    expect(page).toMatchObject({
      total: 167,
      offset: 1,
      messages: [{ index: 1, user: 'demo-004', body: 'Good morning Dmitri', status: 'pending', platforms: ['sms'] }],
    });
    expect(page.counts).toEqual({ pending: 164, 'no mobile': 3 });
  });

  it('keeps what went out, whatever becomes of the campaign and the contact', async () => {
    const { uuid } = (await bench.create({ status: 'active' })).body;
    await contact({ id: 'john', values: { first_name: 'Sean' } });
    await bench.api('DELETE', `/${uuid}`);
    expect((await bench.shown(uuid))[0]).toBe('john: Hello John (sent)');
    expect((await bench.shown((await bench.create({ status: 'active' })).body.uuid))[0]).toBe('john: Hello Sean (sent)');
  });

  it('fills in contact variables, and nothing that only looks like one', async () => {
    const template = '@first_name @last_name, @nick_name@zip: @unknown, info@city.example {x}';
    const { uuid } = (await bench.create({ status: 'active', template })).body;
    expect((await bench.shown(uuid))[1]).toBe('johnny: Jonathan Doe, Johnny@zip: @unknown, info@city.example {x} (sent)');
  });

  it('shows web pushes and cards', async () => {
    const push = { sending_type: 'webpush', template: 'Hello', webpush_title: 'For @first_name', webpush_body: 'Hello @last_name' };
    expect((await bench.shown((await bench.create({ status: 'active', ...push })).body.uuid))[0]).toBe('john: For John / Hello Smith (sent)');
    const content = {
      description: 'Dear @first_name',
      media: { url: 'https://example.com/boat.jpg' },
      suggestions: [{ text: 'Visit Us', openUrl: { url: 'https://example.com' } }],
    };
    const messages = [
      { allowedChannels: ['telegram'], body: { cardMessage: { content } } },
      { allowedChannels: ['viber'], body: { textMessage: { content: 'no' } } },
    ];
    const card = { sending_type: 'telegram', template: JSON.stringify({ messages }) };
    expect((await bench.shown((await bench.create({ status: 'active', ...card })).body.uuid))[0]).toBe(
      'john: Dear John\nhttps://example.com/boat.jpg\n[Visit Us] https://example.com (sent)',
    );
  });

  it('shows who has no address for the channel', async () => {
    await contact({ id: 'jane', values: { mobile: '' } });
    const { uuid } = (await bench.create({ status: 'active' })).body;
    expect((await bench.shown(uuid))[2]).toBe('jane: Hello Jane (no mobile)');
  });

  it('knows no batch that is not there', async () => {
    expect(await bench.messages('none')).toEqual({ error: 'No such batch' });
  });

  it('names what can be cloned or launched, with its variables', async () => {
    const { vendors } = await bench.control<{ vendors: { id: string; campaigns: unknown[]; account: unknown[] }[] }>('GET', '/overview');
    const horisen = vendors.find(({ id }) => id === 'horisen');
    expect(horisen?.campaigns).toContainEqual({
      id: expect.stringMatching(/^1592695e/),
      name: 'Weather warning',
      channel: 'sms',
      state: 'draft',
      variables: ['temp', 'wind'],
    });
    expect(horisen?.campaigns).toHaveLength(3);
    expect(horisen?.account).toContainEqual({ label: 'Token URL', value: `${bench.sandbox.url}/horisen/oauth2/access-token` });
  });

  it('is as at the start after a reset', async () => {
    const { uuid } = (await bench.create({ status: 'active' })).body;
    await bench.advance(HOUR);
    await bench.control('POST', '/reset');
    expect(await bench.batches(uuid)).toEqual([]);
    expect((await bench.api('GET')).status).toBe(401);
    bench.token = (await bench.signIn()).body.access_token;
    expect((await bench.get(RECURRING)).body).toMatchObject({ status: 'active', last_dt: null });
    expect((await bench.api('GET')).body.meta.pagination.total).toBe(254);
    expect(START).toBe((await bench.control<{ now: number }>('GET', '/clock')).now);
  });
});

describe('the contacts', () => {
  it('are written by a control route', async () => {
    await contact({ id: 'new', lists: [SMALL], values: { first_name: 'Nora', mobile: '+41790000009' }, subscription_options_in: [OFFERS] });
    expect((await reached([['OR', 'AND', ['subscription_options_in', 'in', [OFFERS]]]])).users).toEqual(['new']);
    expect(await bench.control('GET', '/horisen/contacts/new')).toMatchObject({ values: { first_name: 'Nora' }, subscription_options_out: [] });
    expect(await bench.control('GET', '/horisen/lists')).toEqual({
      lists: [
        { uuid: LIST, name: 'All customers', contacts: 500 },
        { uuid: SMALL, name: 'Three colleagues', contacts: 4 },
      ],
    });
  });

  it.each([
    [{}, 'id'],
    [{ id: 'a', values: { shoe_size: '9' } }, 'values'],
    [{ id: 'a', lists: ['x'] }, 'no list x'],
    [{ id: 'a', age: 5 }, 'age'],
    [[], 'object'],
  ])('are not %j', async (body, words) => {
    expect((await contact(body)).error).toContain(words);
  });
});
