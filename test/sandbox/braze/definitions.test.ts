import { BrazeBench, type Answer } from '../brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

type Definition = Readonly<Record<string, unknown>>;
const LISTS = [
  ['/custom_attributes', 'attributes'],
  ['/events', 'events'],
] as const;

/** The sizes of all pages along their links, and everything on them. */
const read = async (path: string, member: string) => {
  const sizes: number[] = [];
  const found: Definition[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const { headers, body }: Answer = await bench.get(next);
    const page = body[member] as Definition[];
    sizes.push(page.length);
    found.push(...page);
    next = /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
  return { sizes, found };
};
const typeOf = async (name: string): Promise<unknown> => (await read('/custom_attributes', 'attributes')).found.find((each) => each.name === name)?.data_type;

describe.each(LISTS)('%s', (path, member) => {
  it('has pages of fifty in the order of the alphabet, each name once', async () => {
    const { sizes, found } = await read(path, member);
    expect(sizes.length).toBeGreaterThan(2);
    expect(new Set(sizes.slice(0, -1))).toEqual(new Set([50]));
    const names = found.map(({ name }) => String(name));
    expect(names).toEqual([...new Set(names)].sort());
  });

  it('refuses what is no cursor', async () => {
    for (const cursor of ['x', Buffer.from('skip:100000').toString('base64')]) {
      expect(await bench.get(`${path}?cursor=${cursor}`)).toMatchObject({ status: 400, body: { message: 'Invalid cursor' } });
    }
  });

  it('needs a permission of its own', async () => {
    const get = (permission: string) => bench.fetch(path, { headers: { authorization: `Bearer demo-key-with:${permission}` } });
    expect((await get('users.track,events.list')).body.errors).toEqual([expect.stringContaining(`${path.slice(1)}.get`)]);
    expect((await get(`${path.slice(1)}.get`)).status).toBe(200);
  });

  it('counts with the lists of events and products', async () => {
    await bench.set({ rateEvents: 2 });
    await bench.get('/events/list');
    await bench.get('/purchases/product_list');
    expect((await bench.get(path)).status).toBe(429);
  });
});

it('have the documented members', async () => {
  const members = async ([path, member]: (typeof LISTS)[number]) => Object.keys((await read(path, member)).found[0]!).sort();
  expect(await members(LISTS[0])).toEqual(['array_length', 'data_type', 'description', 'name', 'status', 'tag_names']);
  expect(await members(LISTS[1])).toEqual(['description', 'included_in_analytics_report', 'name', 'status', 'tag_names']);
});

it.each<[string, unknown]>([
  ['String', 'blue'],
  ['Number', 4.5],
  ['Number', { inc: 1 }],
  ['Boolean', false],
  ['Time', '2022-05-10T12:00:00Z'],
  ['Array', ['a']],
  ['Array', { add: ['a'] }],
  ['Object', { a: 1 }],
  ['Object Array', [{ a: 1 }]],
])('an attribute is a %s since its first value, which was %j', async (type, value) => {
  const track = (first: unknown) => bench.post('/users/track', { attributes: [{ external_id: 'user1', first_name: 'Jon', brand_new: first }] });
  await track(null);
  expect(await typeOf('brand_new')).toBeUndefined();
  await track(value);
  await track('another');
  expect(await typeOf('brand_new')).toBe(type);
  expect(await typeOf('first_name')).toBeUndefined();
});

it('an attribute that is refused, and an event that is, are not listed; those that are tracked are', async () => {
  const time = '2022-05-10T12:00:00Z';
  await bench.post('/users/track', {
    attributes: [{ external_id: 'user1', wrong: { inc: 'x' } }],
    events: [
      { external_id: 'user1', name: 'Brand New', time },
      { external_id: 'user1', name: 'Wrong', time: 'x' },
    ],
  });
  expect(await typeOf('wrong')).toBeUndefined();
  const names = (await read('/events', 'events')).found.map(({ name }) => name);
  expect(names).toContain('Brand New');
  expect(names).not.toContain('Wrong');
});

it('the attributes of the demo users are listed before anybody has looked for one of them', async () => {
  for (const [name, type] of [
    ['eye_color', 'String'],
    ['favorite_foods', 'Array'],
    ['last_purchase_time', 'Time'],
    ['loyalty_points', 'Number'],
    ['member', 'Boolean'],
  ] as const) {
    expect(await typeOf(name)).toBe(type);
  }
});
