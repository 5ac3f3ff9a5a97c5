import { TransportError, utf8Length } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { failureIn, jsonOf, run, sampleAccount, scripted, testHost } from '../../support/host';

type Raw = { readonly [wireName: string]: unknown };
type Body = { attributes?: Raw[]; events?: Raw[]; purchases?: Raw[] };

const accountOf = (track_limit: string) => sampleAccount(braze, { track_limit });
const today = accountOf('total75');
const accepted = { status: 201, body: { message: 'success' } };
const track = async (inputs: readonly Raw[], account = today, send = scripted(accepted), options = {}) => ({
  outcomes: await run({ vendor: braze, operation: 'user.track', inputs, account, options }, testHost({ vendor: send }).ports),
  send,
  bodies: () => send.requests.map(({ json }) => json as Body),
});

const attributes = (i: number, more: Raw = {}) => ({ kind: 'attributes', user: `u${i}`, custom_attributes: { n: i }, ...more });
const event = (i: number, more: Raw = {}) => ({ kind: 'event', user: `u${i}`, name: 'e', ...more });
const purchase = (i: number, more: Raw = {}) => ({ kind: 'purchase', user: `u${i}`, product_id: 'p', currency: 'EUR', price: i, ...more });
const many = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const sizes = (bodies: readonly Body[]) => bodies.map(({ attributes: a, events: e, purchases: p }) => [a?.length ?? 0, e?.length ?? 0, p?.length ?? 0]);

describe('packing', () => {
  it('makes 134 requests of ten thousand items, in their order, in no time', async () => {
    const started = performance.now();
    const { outcomes, bodies } = await track(many(10_000, attributes));
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(bodies()).toHaveLength(134);
    expect(bodies().flatMap(({ attributes: all }) => all!.map(({ n }) => n))).toEqual(many(10_000, (i) => i));
    expect(outcomes.map(({ item }) => item)).toEqual(many(10_000, (i) => i));
    expect(jsonOf(outcomes[9_999])).toEqual({ external_id: 'u9999', kind: 'attributes', status: 'processed' });
  });

  const mixed = [...many(100, attributes), ...many(100, event), ...many(100, purchase)];
  it.each([
    ['total75', 4, [75, 25, 0]],
    ['total50', 6, [50, 0, 0]],
    ['each75', 2, [75, 75, 75]],
    ['each50', 2, [50, 50, 50]],
  ])('puts mixed kinds together: %s', async (regime, requests) => {
    const { bodies, outcomes } = await track(mixed, accountOf(regime));
    expect(bodies()).toHaveLength(requests);
    for (const [a, e, p] of sizes(bodies()) as [number, number, number][]) {
      if (regime.startsWith('total')) expect(a + e + p).toBeLessThanOrEqual(Number(regime.slice(5)));
      else expect(Math.max(a, e, p)).toBeLessThanOrEqual(Number(regime.slice(4)));
    }
    expect(outcomes.every(({ state }) => state === 'done')).toBe(true);
  });

  it('has the limits of the Appboy document in an Appboy account', async () => {
    const { bodies } = await track(many(120, attributes), sampleAccount(braze, { version: 'appboy' }));
    expect(sizes(bodies())).toEqual([
      [50, 0, 0],
      [50, 0, 0],
      [20, 0, 0],
    ]);
  });

  it("keeps one user's objects in order", async () => {
    const { bodies } = await track([
      ...many(60, (i) => event(7, { properties: { i } })),
      ...many(60, attributes),
      ...many(60, (i) => event(7, { properties: { i: 60 + i } })),
    ]);
    const order = bodies().flatMap(({ events }) => (events ?? []).map(({ properties }) => (properties as { i: number }).i));
    expect(order).toEqual(many(120, (i) => i));
    expect(bodies()).toHaveLength(3);
  });

  it('keeps below 4 MB', async () => {
    const { bodies } = await track(many(60, (i) => attributes(i, { custom_attributes: { blob: 'ä'.repeat(100_000) } })));
    for (const body of bodies()) expect(utf8Length(JSON.stringify(body))).toBeLessThan(4_000_000);
    expect(bodies().length).toBe(4);
  });

  it('keeps below 4 MB whatever is written into the objects', async () => {
    const name = 'e'.repeat(52_600);
    const { bodies } = await track(many(75, (i) => ({ kind: 'event', user: `${i}`, name })));
    for (const body of bodies()) expect(utf8Length(JSON.stringify(body))).toBeLessThan(4_000_000);
  });

  it('divides the lists of wire objects, and mixes them with items', async () => {
    const input = {
      kind: 'json',
      attributes: many(80, (i) => ({ external_id: `a${i}` })),
      events: many(80, (i) => ({ external_id: `e${i}`, name: 'n' })),
    };
    const { bodies, outcomes } = await track([input, purchase(1)]);
    expect(bodies()).toHaveLength(3);
    expect(
      sizes(bodies())
        .flat()
        .reduce((all, n) => all + n),
    ).toBe(161);
    expect(outcomes).toHaveLength(161);
    expect(outcomes.filter(({ item }) => item === 0)).toHaveLength(160);
  });
});

describe('an answer', () => {
  const error = (input_array: string, index: number, type = "'name' is required") => ({ type, input_array, index });

  it('with errors fails the very items that they speak of', async () => {
    const inputs = [event(0), attributes(1), event(2), purchase(3), attributes(4)];
    const body = { message: 'success', errors: [error('events', 1), error('attributes', 1, 'bad'), error('attributes', 1, 'and worse.')] };
    const { outcomes } = await track(inputs, today, scripted({ status: 201, body }), { continueOnFail: true });
    expect(outcomes.map(({ item, state }) => [item, state])).toEqual([
      [0, 'done'],
      [1, 'done'],
      [2, 'failed'],
      [3, 'done'],
      [4, 'failed'],
    ]);
    expect(failureIn(outcomes[2])).toMatchObject({
      code: 'rejected',
      reached: 'yes',
      message: "Braze answered: 'name' is required.",
      todo: expect.stringContaining('Fix what Braze reports'),
      items: [2],
    });
    expect(failureIn(outcomes[4]).message).toBe('Braze answered: bad; and worse.');
    expect(jsonOf(outcomes[3])).toEqual({ external_id: 'u3', kind: 'purchase', product_id: 'p', status: 'processed' });
  });

  it.each([[['minor error']], [[error('user_identifiers', 0, 'minor error')]], [[error('events', 99, 'minor error')]]])(
    'with errors that cannot be laid at one door fails none, and warns once',
    async (errors) => {
      const { outcomes } = await track([event(0), event(1)], today, scripted({ body: { message: 'success', errors } }));
      expect(outcomes).toMatchObject([
        { state: 'done', warnings: [expect.stringContaining('Braze answered: minor error')] },
        { state: 'done', warnings: [] },
      ]);
    },
  );

  it('of 202 says that it is queued', async () => {
    const { outcomes } = await track([event(0)], today, scripted({ status: 202, body: { message: 'queued' } }));
    expect(jsonOf(outcomes[0])).toEqual({ external_id: 'u0', kind: 'event', name: 'e', status: 'queued' });
  });

  it('of 500 on request 70 of 134 leaves nothing unsaid', async () => {
    const answers = many(134, (i) => (i === 69 ? { status: 500, body: { message: 'internal' } } : accepted));
    const inputs = many(10_000, event);
    const { outcomes, send } = await track(inputs, today, scripted(...answers));
    const count = (state: string) => outcomes.filter((outcome) => outcome.state === state).length;
    expect(send.requests).toHaveLength(70);
    expect([count('done'), count('failed'), count('notTried')]).toEqual([69 * 75, 75, 10_000 - 70 * 75]);
    const went = await track(inputs, today, scripted(...answers), { continueOnFail: true });
    expect(went.outcomes.filter(({ state }) => state === 'done')).toHaveLength(10_000 - 75);
  });
});

describe('a lost answer', () => {
  const lost = new TransportError('socket hang up', 'maybe');
  const rows = (attribute: Raw) => ({ kind: 'json', attributes: [{ external_id: 'u', ...attribute }] });

  it.each([
    ['plain attributes', attributes(1), true],
    ['attributes with lists', attributes(1, { custom_attributes: { a: { add: ['x'], remove: ['y'] } } }), true],
    ['an increment', attributes(1, { custom_attributes: { a: { inc: 1 } } }), false],
    ['an increment in a row', attributes(1, { changes: [{ name: 'a', action: 'increment', value: '1' }] }), false],
    ['a nested increment', attributes(1, { custom_attributes: { a: { b: { inc: 1 } } } }), false],
    ['an event', event(1), false],
    ['a purchase', purchase(1), false],
    ['wire attributes', rows({ a: 1 }), true],
    ['wire attributes with an increment', rows({ a: { inc: 1 } }), false],
    ['wire events', { kind: 'json', attributes: [], events: [{ external_id: 'u', name: 'e' }] }, false],
    ['an event that may repeat', event(1, { allow_repeats: true }), true],
  ])('of %s: sent again %#', async (_, input, again) => {
    const { outcomes, send } = await track([input], today, scripted(lost, accepted));
    expect(send.requests).toHaveLength(again ? 2 : 1);
    if (again) expect(outcomes[0]?.state).toBe('done');
    else expect(failureIn(outcomes[0])).toMatchObject({ code: 'outcomeUnknown', todo: expect.stringContaining('whether one of these users was updated') });
  });

  it('of a mixed request is not made up for, as the events in it count', async () => {
    const { outcomes, send } = await track([attributes(1), event(2)], today, scripted(lost, accepted));
    expect(send.requests).toHaveLength(1);
    expect(outcomes.map((outcome) => failureIn(outcome).code)).toEqual(['outcomeUnknown', 'outcomeUnknown']);
  });

  it('says nothing to Braze of what may repeat', async () => {
    const { bodies } = await track([event(1, { allow_repeats: true })]);
    expect(JSON.stringify(bodies())).not.toContain('allow_repeats');
  });
});
