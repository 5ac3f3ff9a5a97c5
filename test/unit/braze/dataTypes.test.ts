import { permissionsNeeded, plan, type Json, type JsonObject } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { run, scripted, testHost } from '../../support/host';
import { accounts, calling, type Raw } from './sending';

/** *Check Data Types* of Track: what Braze has is read once, a contradiction is a warning, and everything is sent. */

const TYPES: Readonly<Record<string, string>> = {
  points: 'Number',
  city: 'String',
  vip: 'Boolean',
  joined: 'Time',
  tags: 'Array',
  car: 'Object',
  orders: 'Object Array',
  odd: 'Something New',
};
const rowsOf = (types: Readonly<Record<string, string>>) => Object.entries(types).map(([name, data_type]) => ({ name, data_type }));
const listed = (types = TYPES) => ({ body: { message: 'success', attributes: rowsOf(types) } });
const TRACKED = { body: { message: 'success', attributes_processed: 1 } };

const person = (custom_attributes: JsonObject, over: Raw = {}): Raw => ({ kind: 'attributes', user: 'user1', custom_attributes, check_types: true, ...over });

const track = async (inputs: readonly Raw[], send = scripted(listed(), TRACKED), account: 'today' | 'appboy' = 'today') => {
  const { outcomes } = await calling('user.track')(inputs, account, send);
  return {
    states: outcomes.map(({ state }) => state),
    warnings: outcomes.map((outcome) => ('warnings' in outcome ? outcome.warnings.filter((each) => /Braze has '|data types/.test(each)) : [])),
    wire: send.requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`),
  };
};
const READ = 'GET /custom_attributes';
const SENT = 'POST /users/track';

it('warns of a number for a text, with what to do, and sends it', async () => {
  expect(await track([person({ city: 8000 })])).toEqual({
    states: ['done'],
    warnings: [
      [
        "'city' in 'Attributes' (custom_attributes.city) is a number, such as 8000, but Braze has 'city' as String (item 1). Send a text, or change the attribute's data type in Braze.",
      ],
    ],
    wire: [READ, SENT],
  });
});

it('is told once for a run, with the first item and the number of the others', async () => {
  const people = Array.from({ length: 1000 }, (_, i) => person(i === 0 ? { points: 1 } : { points: `${i} points`, city: 'Zurich' }, { user: `user${i}` }));
  const { states, warnings, wire } = await track(people);
  expect(new Set(states)).toEqual(new Set(['done']));
  expect(warnings.flat()).toEqual([
    expect.stringMatching(
      /^'points' in 'Attributes' .* is a text, such as '1 points', but Braze has 'points' as Number \(item 2, and 998 items more\)\. Send a number, /,
    ),
  ]);
  expect(warnings[1]).toHaveLength(1);
  expect(wire.filter((each) => each === READ)).toHaveLength(1);
});

it.each<[string, Json]>([
  ['points', 1.5],
  ['points', { inc: 2 }],
  ['city', 'Zurich'],
  ['city', '2026-01-15'],
  ['vip', true],
  ['joined', '2026-01-15T12:00:00Z'],
  ['joined', { $time: '2026-01-15' }],
  ['tags', ['a']],
  ['tags', { add: ['a'] }],
  ['tags', []],
  ['car', { color: 'red' }],
  ['orders', [{ id: 1 }]],
  ['orders', []],
  ['orders', { $add: [{ id: 1 }] }],
  ['points', null],
  ['odd', 1],
  ['new', 1],
])('has no doubt about %s: %j', async (name, value) => {
  expect((await track([person({ [name]: value, _merge_objects: true, email: 'a@example.com' })])).warnings).toEqual([[]]);
});

it.each<[string, Json, RegExp]>([
  ['points', '12', /is a text, such as '12', but Braze has 'points' as Number/],
  ['points', '2026-01-15', /is a date and time, such as '2026-01-15'/],
  ['points', true, /is true or false, such as true/],
  ['vip', 'true', /is a text, such as 'true'.* Send true or false, or change/],
  ['vip', { inc: 1 }, /is a number, such as \{"inc":1\}/],
  ['joined', 'soon', /is a text.* Send a date and time, /],
  ['joined', 1768478400, /is a number, such as 1768478400/],
  ['tags', 'a, b', /is a text.* Send a list, /],
  ['tags', { color: 'red' }, /is an object/],
  ['car', 'red', /Send an object, /],
  ['orders', ['a'], /is a list.* Send a list of objects, /],
  ['city', { add: ['a'] }, /is a list, such as/],
])('doubts %s: %j', async (name, value, says) => {
  expect((await track([person({ [name]: value })])).warnings).toEqual([[expect.stringMatching(says)]]);
});

it.each([
  ['number (automatically detected)', 'x', true],
  ['NUMBER', 'x', true],
  ['integer', 'x', true],
  ['text', 1, true],
  ['Array of Objects', ['a'], true],
  ['Nested Object', 1, true],
  ['Date', 1, true],
  ['Numbers and texts', 'x', false],
  ['', 'x', false],
  ['Custom', 'x', false],
])('reads Braze’s name %j leniently', async (data_type, value, isDoubted) => {
  const { warnings } = await track([person({ it: value as Json })], scripted(listed({ it: data_type }), TRACKED));
  expect(warnings[0]).toHaveLength(isDoubted ? 1 : 0);
});

it('names rows of changes, and objects of a list, where they are', async () => {
  const changed = person({}, { changes: [{ name: 'city', action: 'set', value: '8000', type: 'number' }] });
  expect((await track([changed])).warnings).toEqual([
    [expect.stringMatching(/^'Changes' \(changes\[0\]\.value\) is a number, such as 8000, but Braze has 'city' as String/)],
  ]);
  const json = { kind: 'json', check_types: true, attributes: [{ external_id: 'a' }, { external_id: 'b', city: 1 }] };
  expect((await track([json])).warnings.flat()).toEqual([expect.stringMatching(/^'city' in 'Attributes Objects' \(attributes\[0\]\.city\) is a number/)]);
});

it('reads no further than to the last attribute that is set, and nothing at all for profile fields, for events, or unasked', async () => {
  const next = { ...listed({ city: 'String' }), headers: { link: '</custom_attributes?cursor=b>; rel="next"' } };
  expect((await track([person({ city: 1 })], scripted(next, TRACKED))).wire).toEqual([READ, SENT]);
  expect((await track([person({ points: 'x' })], scripted(next, listed(), TRACKED))).wire).toEqual([READ, READ, SENT]);
  expect((await track([person({ first_name: 'Ada', points: null })], scripted(TRACKED))).wire).toEqual([SENT]);
  expect((await track([person({ city: 1 }, { check_types: false })], scripted(TRACKED))).wire).toEqual([SENT]);
  expect((await track([{ kind: 'event', user: 'a', name: 'Bought' }], scripted({ body: { message: 'success', events_processed: 1 } }))).wire).toEqual([SENT]);
});

it('is no reason not to send if it cannot be done', async () => {
  const denied = { status: 403, body: { message: 'Access Denied' } };
  const { states, warnings } = await track([person({ city: 1 }), person({ city: 2 }, { user: 'user2' })], scripted(denied, TRACKED));
  expect(states).toEqual(['done', 'done']);
  expect(warnings).toEqual([[expect.stringMatching(/^The data types of the attributes could not be checked: Braze answered: Access Denied/)], []]);
});

it('asks nothing of an account of the Appboy version, which has no types', async () => {
  const { states, warnings, wire } = await track([person({ city: 1 })], scripted({ body: { message: 'success' } }), 'appboy');
  expect([states, wire]).toEqual([['done'], [SENT]]);
  expect(warnings[0]).toEqual([
    expect.stringMatching(/could not be checked: 'Version' \(version\) of the account is Appboy, which does not have the definitions of attributes/),
  ]);
});

it('warns in a plan too, which sends nothing', async () => {
  const send = scripted(listed());
  const [planned] = await plan(
    { vendor: braze, operation: 'user.track', inputs: [person({ city: 1 })], account: accounts.today },
    testHost({ vendor: send }).ports,
  );
  expect(planned!.warnings).toContainEqual(expect.stringContaining("Braze has 'city' as String"));
  expect(send.requests).toHaveLength(1);
});

it('calls items what the host calls them', async () => {
  const words = { item: 'entry', items: 'entries', field: 'property', column: 'Property', columns: 'Properties', variables: 'Variables' };
  const inputs = [1, 2, 3].map((n) => person({ city: n }, { user: `user${n}` }));
  const host = testHost({ vendor: scripted(listed(), TRACKED), words });
  const [first] = await run({ vendor: braze, operation: 'user.track', inputs, positions: [4, 5, 6], account: accounts.today }, host.ports);
  expect(first).toMatchObject({ warnings: expect.arrayContaining([expect.stringContaining('(entry 5, and 2 entries more)')]) });
});

it('needs one more permission, which is listed where it is on', () => {
  const needed = (input: JsonObject) => permissionsNeeded(braze, 'user.track', [{ node: 'Track', asks: { operation: 'user.track' }, input }])?.workflow;
  expect(needed({ check_types: true })).toEqual(['custom_attributes.get', 'users.track']);
  expect(needed({})).toEqual(['users.track']);
});
