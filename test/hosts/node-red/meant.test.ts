import { DateTime } from 'luxon';
import { runInNewContext } from 'node:vm';
import { CHOICES, PEOPLE } from '../../support/emptyValues';
import { choice, fromMsg, num, str, type Values } from './bench';
import { Meant, type Entry } from './meant';

const meant = Meant.forEachTest();

const TRACK = { kind: choice('attributes'), userColumn: str('id') };
const SEND = { campaignId: { type: 'pick', value: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064' }, userColumn: str('id') };
const GO_ON = { onError: choice('continue') };
const rows = (...pairs: readonly (readonly [variable: string, column: string])[]) => ({
  type: 'rows',
  value: pairs.map(([variable, column]) => ({ variable: str(variable), column: str(column) })),
});

const track = (values: Values, payload: unknown) => meant.run('braze', 'user.track', { ...TRACK, ...values }, payload);
const send = (values: Values, payload: unknown) => meant.run('braze', 'campaign.trigger', { ...SEND, ...values }, payload);
const errorsIn = (entries: readonly Entry[]): (string | undefined)[] => entries.map(({ error }) => error);

describe('a property that no entry has', () => {
  it.each<[string, Values, string]>([
    [
      'a voucher',
      { variables: choice('chosen'), variableColumns: rows(['code', 'voucher_cod']) },
      "'Properties': no entry has the property 'voucher_cod' to fill 'code'; there are id, voucher_code. Correct 'Properties' or the entries.",
    ],
    [
      'the user',
      { userColumn: str('User') },
      "'User Property': no entry has the property 'User' to fill the user; there are id, voucher_code. Correct 'User Property' or the entries.",
    ],
  ])('is named with those that are there, in the words of the form: %s', async (_, values, message) => {
    await send(values, [{ id: 'demo-0001', voucher_code: 'X1' }]);
    expect(meant.bench.failure).toMatchObject({ code: 'validation', message });
    expect(meant.wire()).toEqual([]);
  });

  it('of 101 people of Bryj keeps all of them', async () => {
    const people = Array.from({ length: 101 }, (_, i) => ({ User: `u${i}`, firstname: 'Ada', lastname: 'B', contractnumber: '1' }));
    const variableColumns = rows(['firstname', 'fristname'], ['lastname', ''], ['contractnumber', '']);
    await meant.run('bryj', 'batch.trigger', { campaignId: str('CMP_demo_welcome'), variables: choice('chosen'), variableColumns }, people);
    expect(meant.bench.failure.message).toMatch(
      /^'Variables': no entry has the property 'fristname' to fill 'firstname'; there are User, firstname, lastname, contractnumber\./,
    );
    expect(meant.wire()).toEqual([]);
  });

  it('is the business of Check Variables no more, of FollowAnalytics', async () => {
    const values = {
      campaignId: { type: 'pick', value: 'FACMPGN_demo_welcome' },
      userColumn: str('id'),
      variables: choice('chosen'),
      variableColumns: rows(['firstname', 'fristname']),
    };
    await meant.run('followAnalytics', 'batch.trigger', values, [{ id: 'a', firstname: 'x' }]);
    expect(meant.bench.failure).toMatchObject({ code: 'validation', message: expect.stringContaining("'fristname'") });
    expect(meant.wire('POST')).toEqual([]);
  });
});

describe('an empty value', () => {
  it.each(CHOICES)('goes the way that was chosen: %s', async (emptyValues, wanted) => {
    await send({ emptyValues: choice(emptyValues) }, PEOPLE);
    expect(meant.sent('recipients').map((each) => each.trigger_properties)).toEqual(wanted);
  });

  it('is refused where that was chosen, by name', async () => {
    const entries = await send({ emptyValues: choice('refuse'), ...GO_ON }, [...PEOPLE, { id: 'demo-0003', code: 'C', city: 'Oslo' }]);
    expect(errorsIn(entries)).toEqual([
      "Entry 1, user 'demo-0001': 'code' is empty. Fill it in, or change 'Empty Values'.",
      "Entry 2, user 'demo-0002': 'city' is empty. Fill it in, or change 'Empty Values'.",
      undefined,
    ]);
    expect(meant.sent('recipients')).toMatchObject([{ external_user_id: 'demo-0003' }]);
  });
});

describe('a value that is not what it should be', () => {
  it.each<[string, object, RegExp]>([
    ['NaN', { score: NaN }, /^Entry 1, user 'u1': 'score' in 'Attributes' is not a number that can be sent: NaN\. /],
    ['an invalid date', { at: new Date('x') }, /^Entry 1, user 'u1': 'at' in 'Attributes' is an invalid date\. /],
    ['an incomplete character', { at: '\ud83d' }, /^Entry 1, user 'u1': 'at' in 'Attributes' contains an incomplete character/],
    ['a Map', { at: new Map() }, /^Entry 1, user 'u1': 'at' in 'Attributes' is a JavaScript Map\. /],
    [
      'itself',
      meant.circle(),
      /^Entry 1, user 'u1': 'self.self' in 'Attributes' contains itself\. |^Entry 1, user 'u1': 'self' in 'Attributes' contains itself\. /,
    ],
  ])('is refused by its name, and the others go: %s', async (_, more, message) => {
    const entries = await track(GO_ON, [Object.assign(more, { id: 'u1' }), { id: 'u2' }]);
    expect(errorsIn(entries)).toEqual([expect.stringMatching(message), undefined]);
    expect(entries[0]!.details).toMatchObject({ code: 'validation', person: 'u1', state: 'failed' });
    expect(meant.sent('attributes')).toEqual([{ external_id: 'u2' }]);
  });

  it('is refused in a number, and in a time', async () => {
    const values = { kind: choice('purchase'), productId: str('P'), currency: str('EUR'), ...GO_ON };
    const entries = await track({ ...values, price: { type: 'jsonata', value: '1' } }, [
      { id: 'u1', quantity: NaN },
      { id: 'u2', time: new Date('x') },
      { id: 'u3', time: Date.UTC(2026, 0, 1) },
    ]);
    expect(errorsIn(entries)).toEqual([
      expect.stringMatching(/'Quantity' \(quantity\) must be a whole number but is NaN\./),
      expect.stringMatching(/'Time' \(time\) is an invalid date\./),
      undefined,
    ]);
    expect(meant.sent('purchases')).toMatchObject([{ external_id: 'u3', time: '2026-01-01T00:00:00.000Z' }]);
  });

  it('has lost digits: refused as an ID and in a message, doubted as an attribute', async () => {
    const LOST = Number('458304698827669536');
    const ids = await track(GO_ON, [{ id: LOST }, { id: 'u2', order: LOST }]);
    expect(errorsIn(ids)).toEqual([
      expect.stringMatching(/^Entry 1, .*'User' \(user\) was passed as a number: 458304698827669500\. It is a whole number greater than 2\^53/),
      undefined,
    ]);
    expect(meant.warnings()).toEqual([expect.stringMatching(/^'order' in 'Attributes' is a whole number greater than 2\^53/)]);
    await meant.bench.reset();
    const messages = await send(GO_ON, [{ id: 'demo-0001', order: LOST }]);
    expect(errorsIn(messages)).toEqual([expect.stringMatching(/'order' in 'Trigger Properties' .*was passed as a number: 458304698827669500\./)]);
    expect(meant.wire()).toEqual([]);
  });
});

describe('what cannot be read', () => {
  it('says in JSONata why', async () => {
    await track({ kind: choice('event'), name: { type: 'jsonata', value: '$error("no name today")' } }, [{ id: 'u1' }]);
    expect(meant.bench.failure).toMatchObject({ code: 'validation', message: expect.stringMatching(/^'Event Name' could not be read: .*no name today/) });
  });

  it('is a date in the place of people', async () => {
    await track({}, new Date(0));
    expect(meant.bench.failure).toMatchObject({
      code: 'validation',
      message: expect.stringMatching(/^'People' is not a list of objects: "1970-01-01T00:00:00\.000Z"\./),
    });
    expect(meant.wire()).toEqual([]);
  });
});

describe('what is meant', () => {
  it('are dates of all kinds', async () => {
    const when = { a: new Date(0), b: DateTime.fromISO('2026-01-01T00:00:00', { zone: 'Europe/Paris' }), c: runInNewContext('new Date(0)') as unknown };
    await track({}, [{ id: 'u1', ...when }]);
    expect(meant.sent('attributes')).toEqual([
      { external_id: 'u1', a: '1970-01-01T00:00:00.000Z', b: '2026-01-01T00:00:00.000+01:00', c: '1970-01-01T00:00:00.000Z' },
    ]);
  });

  it('are dates in the CSV of more than 100 people too', async () => {
    const people = Array.from({ length: 101 }, (_, i) => ({ User: `delivered-${i}`, firstname: new Date(0), lastname: 'B', contractnumber: 1 }));
    await meant.run('bryj', 'batch.trigger', { campaignId: str('CMP_demo_welcome') }, people);
    expect(meant.wire('POST').at(-1)!.body).toContain('delivered-100,1970-01-01T00:00:00.000Z,B,1');
  });

  it('are names by which JavaScript stumbles', async () => {
    const ODD = '"__proto__":"p","constructor":"c","toString":"t","hasOwnProperty":"h"';
    await track({}, [JSON.parse(`{"id":"u1",${ODD}}`)]);
    await meant.bench.stop();
    await send({}, [JSON.parse(`{"id":"demo-0001",${ODD}}`)]);
    expect(meant.wire('POST').map(({ body }) => body)).toEqual([expect.stringContaining(ODD), expect.stringContaining(ODD)]);
  });

  it('are such names as columns of a CSV', async () => {
    const people = Array.from({ length: 101 }, (_, i) => ({
      User: `delivered-${i}`,
      firstname: 'A',
      lastname: 'B',
      contractnumber: '1',
      ...(i < 100 && { toString: 'x' }),
    }));
    await meant.run('bryj', 'batch.trigger', { campaignId: str('CMP_demo_welcome') }, people);
    expect(meant.bench.failure.message).toMatch(/User 'delivered-100' has no 'toString', unlike the first recipient/);
    expect(meant.wire('POST')).toEqual([]);
  });

  it('are names, IDs and keys without what cannot be seen around them', async () => {
    await meant.run('braze', 'user.track', TRACK, [{ '\ufeffid': 'u1\r', ' city': 'Paris' }], { api_key: '\ufeff demo-rest-api-key\n' });
    expect(meant.sent('attributes')).toEqual([{ external_id: 'u1', city: 'Paris' }]);
    expect(meant.warnings()).toEqual(["'User' had spaces or invisible characters around it, which were removed."]);
  });

  it('is a password with its blanks, without line ends', async () => {
    const people = [{ User: 'delivered-1', firstname: 'A', lastname: 'B', contractnumber: '1' }];
    await meant.run('bryj', 'batch.trigger', { campaignId: str('CMP_demo_welcome') }, people, {
      password: '\ufeffdemo-password\r\n',
      email: 'demo@example.com ',
    });
    expect(meant.wire('POST').filter(({ path }) => path.includes('trigger'))).toHaveLength(1);
  });

  it('is not a key with something unseen in it', async () => {
    await meant.run('braze', 'user.track', TRACK, [{ id: 'u1' }], { api_key: 'demo-rest\u200b-api-key' });
    expect(meant.bench.failure.message).toMatch(/\(api_key\) contains an invisible character \(U\+200B\)\./);
    expect(meant.bench.said).not.toContain('demo-rest');
  });

  it('are the columns that an entry may set itself', async () => {
    const values = { kind: choice('purchase'), ...GO_ON };
    const entries = await track(values, [
      { id: 'u1', product_id: 'p', currency: 'EUR', price: 3.5, quantity: 2, time: '2026-01-01T00:00:00Z', x: 1 },
      { id: 'u2', product_id: 'p', currency: 'EUR' },
    ]);
    expect(meant.sent('purchases')).toEqual([
      { external_id: 'u1', product_id: 'p', currency: 'EUR', price: 3.5, quantity: 2, time: '2026-01-01T00:00:00Z', properties: { x: 1 } },
    ]);
    expect(errorsIn(entries)).toEqual([undefined, "Entry 2, user 'u2': 'Price' (price) is empty. Enter the price as a number."]);
  });

  it('are properties, where the form gives them, and that is said', async () => {
    await track({ kind: choice('purchase'), productId: str('P'), currency: str('EUR'), price: num(9) }, [{ id: 'u1', price: 3 }]);
    expect(meant.sent('purchases')).toMatchObject([{ price: 9, properties: { price: 3 } }]);
    expect(meant.warnings()).toEqual(["'price' of the entries was used as one of the attributes or properties, because 'Price' is set in the form."]);
  });

  it('is a list that came as the text of one', async () => {
    await meant.run('braze', 'user.delete', { externalIds: fromMsg('payload'), confirm: { type: 'bool', value: 'true' } }, '["user1","user2"]');
    expect(meant.wire('POST').map(({ body }) => body)).toEqual(['{"external_ids":["user1","user2"]}']);
  });

  it('is a list that was typed as JSON, or nothing where it was cut off', async () => {
    await meant.run('braze', 'user.delete', { externalIds: str('["user1","user2"]'), confirm: { type: 'bool', value: 'true' } }, '');
    expect(meant.wire('POST').map(({ body }) => body)).toEqual(['{"external_ids":["user1","user2"]}']);
    await meant.bench.reset();
    await meant.run('braze', 'user.delete', { externalIds: str('["user1","user2"'), confirm: { type: 'bool', value: 'true' } }, '');
    expect(meant.bench.failure.message).toMatch(/^'External IDs' \(external_ids\) contains a text that looks like JSON but is not a list: \["user1","user2"\./);
    expect(meant.wire()).toEqual([]);
  });
});
