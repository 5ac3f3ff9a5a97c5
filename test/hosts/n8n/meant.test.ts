import { DateTime } from 'luxon';
import type { INodeParameters } from 'n8n-workflow';
import { runInNewContext } from 'node:vm';
import { CHOICES, PEOPLE } from '../../support/emptyValues';
import type { Manner } from './bench';
import type { Ran } from './engine';
import { fromItems, itemsOf, TO_ERROR_OUTPUT, track } from './meant';
import { picked, Stage } from './stage';

const braze = new Stage('braze');

const CAMPAIGN = picked('3bbc4555-8fa0-4c9b-a5c0-4505edf3e064');

const purchase: INodeParameters = { ...track, kind: 'purchase' };
const event: INodeParameters = { ...track, kind: 'event', name: 'bought' };
const send: INodeParameters = { resource: 'campaign', operation: 'trigger', campaignId: CAMPAIGN, ...fromItems };

const run = (parameters: INodeParameters, all: readonly object[], manner: Manner = TO_ERROR_OUTPUT): Promise<Ran> =>
  braze.run(parameters, itemsOf(...all), manner);

/** What the requests to this path held, all of them together. */
const sent = <T>(path: string, list: string): T[] => braze.wire(path).flatMap(({ body }) => (JSON.parse(body) as Record<string, T[]>)[list] ?? []);
const attributes = () => sent<Record<string, unknown>>('/users/track', 'attributes');
const recipients = () => sent<{ external_user_id: string; trigger_properties?: Record<string, unknown> }>('/trigger/send', 'recipients');

interface Failed {
  readonly error: string;
  readonly details: {
    readonly code: string;
    readonly message: string;
    readonly todo: string;
    readonly field: string;
    readonly person?: string;
    readonly entry?: number;
  };
}
const failed = (ran: Ran): Failed[] => ran.jsons('Node', 1) as unknown as Failed[];

describe('a column that no item has', () => {
  it.each<[string, INodeParameters, string, RegExp]>([
    [
      'a voucher',
      { ...send, variables: 'chosen', variableColumns: { values: [{ variable: 'code', column: 'voucher_cod' }] } },
      'variableColumns',
      /'voucher_cod'/,
    ],
    ['the user', { ...send, userColumn: 'User' }, 'userColumn', /^'User Column': no item has the field 'User' to fill the user; there are id, voucher_code/],
    ['an attribute', { ...track, variables: 'chosen', variableColumns: { values: [{ variable: 'city', column: '' }] } }, 'variableColumns', /'city'/],
  ])('is named with those that are there: %s', async (_, parameters, field, message) => {
    const ran = await run(parameters, [{ id: 'demo-0001', voucher_code: 'X1' }]);
    expect(failed(ran)).toMatchObject([{ error: expect.stringMatching(message), details: { code: 'validation', field } }]);
    expect(failed(ran)[0]!.error).toContain('there are id, voucher_code');
    expect(braze.sandbox.calls()).toEqual([]);
  });

  it('is told apart from a value that an expression puts in its place', async () => {
    const ran = await run({ ...send, userColumn: '={{ $json.id }}' }, [
      { id: 'demo-0001', voucher_code: 'X1' },
      { id: 'demo-0002', voucher_code: 'X2' },
    ]);
    expect(failed(ran).map(({ error, details }) => [error, details.todo])).toEqual(
      ['demo-0001', 'demo-0002'].map((id) => [
        expect.stringContaining(`no item has the field '${id}' to fill the user; there are id, voucher_code`),
        `'${id}' is the value of 'id'. Enter the name id in 'User Column', not an expression.`,
      ]),
    );
    expect(braze.sandbox.calls()).toEqual([]);
  });

  it('is not missed where it is inside another field', async () => {
    await run({ ...send, userColumn: 'customer.id', variables: 'none' }, [{ customer: { id: 'demo-0001' } }]);
    expect(recipients()).toMatchObject([{ external_user_id: 'demo-0001' }]);
  });

  it('is not missed where only some items lack it', async () => {
    const parameters = { ...send, variables: 'chosen', variableColumns: { values: [{ variable: 'code', column: 'code' }] } };
    await run(parameters, [{ id: 'demo-0001', code: 'A' }, { id: 'demo-0002' }]);
    expect(recipients()).toEqual([
      { external_user_id: 'demo-0001', trigger_properties: { code: 'A' } },
      { external_user_id: 'demo-0002', trigger_properties: {} },
    ]);
  });
});

describe('an empty value', () => {
  it.each(CHOICES)('goes the way that was chosen: %s', async (emptyValues, wanted) => {
    await run({ ...send, options: { emptyValues } }, PEOPLE);
    expect(recipients().map((each) => each.trigger_properties)).toEqual(wanted);
  });

  it('is refused where that was chosen, by name', async () => {
    const ran = await run({ ...send, options: { emptyValues: 'refuse' } }, [...PEOPLE, { id: 'demo-0003', code: 'C', city: 'Oslo' }]);
    expect(failed(ran).map(({ error }) => error)).toEqual(["Item 1, user 'demo-0001': 'code' is empty.", "Item 2, user 'demo-0002': 'city' is empty."]);
    expect(recipients().map((each) => each.external_user_id)).toEqual(['demo-0003']);
  });
});

describe('a value that JSON has not', () => {
  it.each<[string, INodeParameters, object, string]>([
    ['NaN in an attribute', track, { score: NaN }, "'score' in 'Attributes' is not a number that can be sent: NaN."],
    ['an infinite property', event, { price: -Infinity }, "'price' in 'Properties' is not a number that can be sent: -Infinity."],
    ['NaN deep inside', track, { car: { doors: [4, NaN] } }, "'car.doors.entry 2' in 'Attributes' is not a number that can be sent: NaN."],
    ['a function', track, { f: () => 1 }, "'f' in 'Attributes' is a JavaScript function."],
    ['binary data', track, { f: Buffer.from('x') }, "'f' in 'Attributes' contains binary data."],
    ['NaN for a text', track, { profileless: 1, id: NaN }, "'User' (user) is not a number: NaN."],
  ])('is refused by its name: %s', async (_, parameters, person, message) => {
    const ran = await run(parameters, [{ id: 'u1', ...person }, { id: 'u2' }]);
    expect(failed(ran)).toMatchObject([{ error: expect.stringMatching(/^Item 1, user '/), details: { code: 'validation' } }]);
    expect(failed(ran)[0]!.error.replace(/^.*?: /, '')).toBe(message);
    expect(ran.jsons('Node')).toMatchObject([{ external_id: 'u2' }]);
    expect(
      braze
        .wire('/users/track')
        .map(({ body }) => body)
        .join(),
    ).not.toMatch(/null|NaN|u1/);
  });

  it('in a number of the form fails its own item', async () => {
    const ran = await run({ ...purchase, productId: 'P', currency: 'EUR', price: '={{ Number($json.paid) }}' }, [
      { id: 'u1', paid: 'x' },
      { id: 'u2', paid: '3' },
    ]);
    expect(failed(ran)).toMatchObject([{ error: "Item 1, user 'u1': 'Price' (price) must be a number but is NaN.", details: { person: 'u1' } }]);
    expect(sent('/users/track', 'purchases')).toMatchObject([{ external_id: 'u2', price: 3 }]);
  });
});

describe('digits that a number cannot hold', () => {
  const LOST = Number('458304698827669536');

  it.each<[string, INodeParameters, object]>([
    ['an ID', track, { id: LOST }],
    ['a text of the message', send, { order: LOST }],
    ['a phone number', track, { phone: LOST }],
  ])('are refused where a text is meant: %s', async (_, parameters, person) => {
    const ran = await run(parameters, [{ id: 'demo-0001', ...person }]);
    expect(failed(ran)).toMatchObject([{ error: expect.stringContaining('458304698827669500'), details: { code: 'validation' } }]);
    expect(braze.sandbox.calls()).toEqual([]);
  });

  it('are doubted where a number is meant, and nothing is said of a text', async () => {
    const ran = await run(track, [
      { id: 'u1', order: LOST },
      { id: 'u2', order: '458304698827669536' },
    ]);
    expect(ran.hints('Node')).toContain(
      "'order' in 'Attributes' is a whole number greater than 2^53, whose last digits cannot be stored in a number: 458304698827669500.",
    );
    expect(attributes()[1]).toEqual({ external_id: 'u2', order: '458304698827669536' });
  });
});

describe('dates as they come', () => {
  it('of all kinds are read alike, in attributes, properties and fields', async () => {
    const when = { a: new Date(0), b: DateTime.fromISO('2026-01-01T00:00:00', { zone: 'Europe/Paris' }), c: runInNewContext('new Date(0)') as unknown };
    await run(track, [{ id: 'u1', ...when, list: [new Date(0)], date_of_last_session: new Date(0) }]);
    await run({ ...event, additionalFields: { time: '={{ $json.a }}' } }, [{ id: 'u1', ...when }]);
    await run(send, [{ id: 'demo-0001', ...when }]);
    const texts = { a: '1970-01-01T00:00:00.000Z', b: '2026-01-01T00:00:00.000+01:00', c: '1970-01-01T00:00:00.000Z' };
    expect(attributes()).toEqual([{ external_id: 'u1', ...texts, list: [texts.a], date_of_last_session: texts.a }]);
    expect(sent('/users/track', 'events')).toMatchObject([{ time: '1970-01-01T00:00:00.000Z', properties: texts }]);
    expect(recipients()).toMatchObject([{ trigger_properties: texts }]);
  });

  it('that are none fail their own item', async () => {
    const ran = await run(track, [{ id: 'u1', at: new Date('tomorrow') }, { id: 'u2', at: DateTime.invalid('no') }, { id: 'u3' }]);
    expect(failed(ran).map(({ error }) => error)).toEqual([
      "Item 1, user 'u1': 'at' in 'Attributes' is an invalid date.",
      "Item 2, user 'u2': 'at' in 'Attributes' is an invalid date.",
    ]);
    expect(attributes()).toEqual([{ external_id: 'u3' }]);
  });
});

describe('names by which JavaScript stumbles', () => {
  const ODD = '"__proto__":"p","constructor":"c","toString":"t","hasOwnProperty":"h"';
  const person = (id: string): object => JSON.parse(`{"id":"${id}",${ODD}}`) as object;
  const body = (path: string): string => braze.wire(path)[0]!.body;

  it.each<[string, INodeParameters, string]>([
    ['attributes', track, '/users/track'],
    ['event properties', event, '/users/track'],
    ['trigger properties', send, '/trigger/send'],
    ['JSON', { ...track, kind: 'json', attributes: `[{"external_id":"u1",${ODD}}]` }, '/users/track'],
  ])('are plain data among %s', async (_, parameters, path) => {
    const ran = await run(parameters, [person('demo-0001')]);
    expect(failed(ran)).toEqual([]);
    expect(body(path)).toContain(ODD);
  });

  it('are plain data in Changes', async () => {
    const values = [
      { name: '__proto__', action: 'set', value: 'x' },
      { name: 'constructor', action: 'add', value: '["a","b"]' },
      { name: 'hasOwnProperty', action: 'increment', value: '2' },
    ];
    const ran = await run({ ...track, recipientsFrom: 'json', user: 'u1', additionalFields: { changes: { values } } }, [{}]);
    expect(failed(ran)).toEqual([]);
    expect(body('/users/track')).toBe('{"attributes":[{"external_id":"u1","__proto__":"x","hasOwnProperty":{"inc":2},"constructor":{"add":["a","b"]}}]}');
  });
});
