import { formOf, inputMaker, operationOf, validate, type JsonObject } from '../../../engine';
import { foundDoubts, foundProblems } from '../../../engine/form/found';
import { braze } from '../../../vendors/braze';
import { context } from '../../support/acme';

const track = operationOf(braze, 'user.track');
const trigger = operationOf(braze, 'campaign.trigger');
const ENTRIES = { item: 'entry', items: 'entries', field: 'property', column: 'Property', columns: 'Properties', variables: 'Variables' };

const FORM = { recipientsFrom: 'items', userColumn: 'id', variables: 'all' };
const TRACK = { ...FORM, kind: 'attributes' };

/** What a form makes of these records, all of one run. */
const made = (form: JsonObject, records: readonly object[], o = track, words?: typeof ENTRIES) => {
  const make = inputMaker(o, form, words && { words });
  const inputs = records.map((record) => make(record as JsonObject));
  return inputs.map((input) => {
    const problems = foundProblems(input);
    return { input, problems: problems.map(({ message }) => message), todos: problems.map(({ todo }) => todo), doubts: foundDoubts(input) };
  });
};

const chosen = (...columns: readonly { readonly variable: string; readonly column?: string }[]) => ({
  ...TRACK,
  variables: 'chosen',
  variableColumns: columns,
});

describe('a person of a record', () => {
  it('has the other columns, by their own names, without what cannot be seen around them', () => {
    const [one] = made(TRACK, [{ '\ufeffid': 'u1', ' city\r': 'Rome', constructor: 'c' }]);
    expect(one!.input).toEqual({ kind: 'attributes', user: 'u1', custom_attributes: { city: 'Rome', constructor: 'c' } });
    expect(one!.problems).toEqual([]);
  });

  it('has a column called __proto__ as any other', () => {
    const [one] = made(TRACK, [JSON.parse('{"id":"u1","__proto__":"p"}') as object]);
    expect(JSON.stringify(one!.input.custom_attributes)).toBe('{"__proto__":"p"}');
  });

  it('is read by its own columns, also where the one before has others', () => {
    const records = [
      { id: 'u1', city: 'Rome' },
      { id: 'u2' },
      { id: 'u3', town: 'Oslo' },
      { id: 'u4', town: 'Bern', city: 'Rome' },
      { id: 'u5', town: 'Ulm', river: 'Danube' },
    ];
    expect(made(TRACK, records).map(({ input }) => input.custom_attributes)).toEqual([
      { city: 'Rome' },
      {},
      { town: 'Oslo' },
      { town: 'Bern', city: 'Rome' },
      { town: 'Ulm', river: 'Danube' },
    ]);
  });

  it('whose two columns have one name is refused, whichever comes first', () => {
    const says = "Two fields are named 'city', one of them with spaces or invisible characters around the name.";
    for (const record of [
      { id: 'u1', city: 'Rome', ' city': 'Oslo' },
      { id: 'u1', ' city': 'Oslo', city: 'Rome' },
    ]) {
      const [one] = made(TRACK, [record]);
      expect(one!.problems).toEqual([says]);
      expect(one!.input.custom_attributes).toEqual({ city: 'Rome' });
    }
  });

  it('has not what every object has', () => {
    const [one] = made({ ...TRACK, userColumn: 'constructor' }, [{ id: 'u1' }]);
    expect(one!.input.user).toBeUndefined();
    expect(one!.problems).toEqual(["'User Column': no item has the field 'constructor' to fill the user; there is id."]);
  });

  it('has the chosen columns under their new names', () => {
    const [one] = made(chosen({ variable: 'town', column: 'city' }, { variable: 'age' }), [{ id: 'u1', city: 'Rome', age: 3, other: 1 }]);
    expect(one!.input.custom_attributes).toEqual({ town: 'Rome', age: 3 });
  });

  it('has a name once', () => {
    const [one] = made(TRACK, [{ id: 'u1', a: 1, '\u00a0a': 2 }]);
    expect(one!.problems).toEqual(["Two fields are named 'a', one of them with spaces or invisible characters around the name."]);
  });
});

it('a variable that is filled from two columns is refused, as only one of them could be sent', () => {
  const [one] = made(chosen({ variable: 'town', column: 'a' }, { variable: 'b' }, { variable: 'town', column: 'b' }, { variable: 'town' }), [
    { id: 'u1', a: 'Rome', b: 'Oslo', town: 'Ulm' },
  ]);
  expect([one!.problems, one!.todos]).toEqual([["'Columns' fills 'town' twice."], ['Remove one of them.']]);
});

describe('a column that is not there', () => {
  it('is wrong where no record of the run has it', () => {
    const all = made(chosen({ variable: 'town', column: 'ctiy' }), [{ id: 'u1', city: 'a' }, { id: 'u2' }]);
    expect(all.map(({ problems }) => problems)).toEqual([
      ["'Columns': no item has the field 'ctiy' to fill 'town'; there are id, city."],
      ["'Columns': no item has the field 'ctiy' to fill 'town'; there is id."],
    ]);
  });

  it.each([
    ['a text', { id: 'u1' }, 'u1', 'id'],
    ['a number', { id: 'u1', number: 1815 }, '1815', 'number'],
  ])('is recognized where an expression put a value in place of the name: %s', (_, record, userColumn, name) => {
    const todos = (records: readonly JsonObject[]) => made({ ...TRACK, userColumn }, records).map(({ todos: all }) => all);
    const says = [`'${userColumn}' is the value of '${name}'. Enter the name ${name} in 'User Column', not an expression.`];
    // An expression is read with the first item, so the others have other values.
    expect(todos([record, { ...record, [name]: 'u2' }])).toEqual([says, says]);
    expect(todos([{ [name]: 'u2' }])).toEqual([["Correct 'User Column' or the items."]]);
  });

  it('is no value of a field that cannot be written as text', () => {
    const [one] = made({ ...TRACK, userColumn: 'u1' }, [{ odd: { toString: 'u1', valueOf: 'u1' }, list: ['u1'], none: null }]);
    expect(one!.todos).toEqual(["Correct 'User Column' or the items."]);
  });

  it('may be inside another one, by the path that editors write when it is dropped', () => {
    const form = { ...chosen({ variable: 'town', column: 'home.city' }, { variable: 'first', column: 'orders[0]["item name"]' }), userColumn: 'customer.id' };
    const nested = { customer: { id: 'u1' }, home: { city: 'Rome' }, orders: [{ 'item name': 'hat' }] };
    expect(made(form, [nested]).map(({ input, problems }) => [input, problems])).toEqual([
      [expect.objectContaining({ user: 'u1', custom_attributes: { town: 'Rome', first: 'hat' } }), []],
    ]);
    // A name with a dot comes first.
    expect(made(form, [{ ...nested, 'customer.id': 'u9' }])[0]!.input.user).toBe('u9');
    const [one] = made(form, [{ customer: {}, home: 'Rome', orders: [] }]);
    expect(one!.problems).toEqual([
      "'User Column': no item has the field 'customer.id' to fill the user; there are customer, home, orders.",
      "'Columns': no item has the field 'home.city' to fill 'town'; there are customer, home, orders.",
      `'Columns': no item has the field 'orders[0]["item name"]' to fill 'first'; there are customer, home, orders.`,
    ]);
  });

  it('is no fault where a later record has it', () => {
    const all = made(chosen({ variable: 'city' }), [{ id: 'u1' }, { id: 'u2', city: 'Rome' }]);
    expect(all.map(({ input, problems }) => [input.custom_attributes, problems])).toEqual([
      [{}, []],
      [{ city: 'Rome' }, []],
    ]);
  });

  it('is named with as many others as can be read', () => {
    const wide = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`c${i}`, i]));
    const [one] = made(TRACK, [wide]);
    expect(one!.problems[0]).toMatch(/; there are c0, c1, .*c11 and 28 more\.$/);
    const [few] = made(TRACK, [Object.fromEntries(Object.entries(wide).slice(0, 12))]);
    expect(few!.problems[0]).toMatch(/; there are c0, .*c10, c11\.$/);
  });

  it('is called as the host calls it', () => {
    const [one] = made({ ...FORM, userColumn: 'User', variables: 'chosen', variableColumns: [{ variable: 'x' }] }, [{ id: 1 }], trigger, ENTRIES);
    expect(one!.problems).toEqual([
      "'User Property': no entry has the property 'User' to fill the user; there is id.",
      "'Properties': no entry has the property 'x' to fill 'x'; there is id.",
    ]);
  });

  it('is refused before anything else is looked at', () => {
    const [one] = made({ ...TRACK, userColumn: 'User' }, [{ id: 'u1', score: NaN }]);
    expect(validate(track, one!.input, context)).toEqual({ problems: [expect.objectContaining({ field: 'userColumn' })] });
  });
});

describe('a value that says nothing', () => {
  const record = { id: 'u1', a: '', b: null, c: ' ', d: 0, e: false, f: '\u200b' };

  it.each<[string | undefined, JsonObject, string[]]>([
    [undefined, { a: '', b: null, c: ' ', d: 0, e: false, f: '\u200b' }, []],
    ['sendEmpty', { a: '', b: null, c: ' ', d: 0, e: false, f: '\u200b' }, []],
    ['leaveOut', { d: 0, e: false }, []],
    ['refuse', { a: '', b: null, c: ' ', d: 0, e: false, f: '\u200b' }, ["'a' is empty.", "'b' is empty.", "'c' is empty.", "'f' is empty."]],
  ])('goes the way that was chosen: %s', (emptyValues, variables, problems) => {
    const [one] = made({ ...TRACK, ...(emptyValues !== undefined && { emptyValues }) }, [record]);
    expect(one!.input.custom_attributes).toEqual(variables);
    expect(one!.problems).toEqual(problems);
  });

  it('is one that a record lacks, too, where it was chosen', () => {
    const all = made({ ...chosen({ variable: 'city' }), emptyValues: 'refuse' }, [{ id: 'u1' }, { id: 'u2', city: 'Rome' }]);
    expect(all.map(({ problems }) => problems)).toEqual([["'city' is empty."], []]);
  });
});

describe('a column that sets a field', () => {
  const PURCHASE = { ...FORM, kind: 'purchase' };

  it('does so where the form is silent, and only where the field is there', () => {
    const [bought] = made(PURCHASE, [{ id: 'u1', product_id: 'p', price: 3, quantity: '', x: 1 }]);
    expect(bought!.input).toEqual({ kind: 'purchase', user: 'u1', product_id: 'p', price: 3, properties: { x: 1 } });
    const [is] = made(TRACK, [{ id: 'u1', name: 'Ann', price: 3 }]);
    expect(is!.input).toEqual({ kind: 'attributes', user: 'u1', custom_attributes: { name: 'Ann', price: 3 } });
  });

  it('is a property where the form speaks, and that is said', () => {
    const [one] = made({ ...PURCHASE, price: 9 }, [{ id: 'u1', price: 3 }]);
    expect(one!.input).toMatchObject({ price: 9, properties: { price: 3 } });
    expect(one!.doubts).toEqual(["'price' of the items was used as one of the attributes or properties, because 'Price' is set in the form."]);
  });

  it('is told in the help of each such field', () => {
    const own = track.recipients!.own!;
    expect(own).toHaveLength(6);
    for (const wire of own) expect(formOf(track).find((each) => each.wire === wire)!.field.description).toContain(`use the item's field '${wire}'`);
    expect(formOf(track).find((each) => each.wire === 'app_id')!.field.description).not.toContain('Leave it empty');
  });
});
