import type { Json } from '../../../engine';
import { bodyOf, expectRefused, having, memberOf, push } from './calling';

/** The document's examples of one filter each (MoEngage Push API, "Body", conversionGoals), without the goal around them. */
const sku = (filter: string, value?: Json) => ({ name: 'product_sku', filter, ...(value !== undefined && { value }), type: 'string' });
const price = (filter: string, value?: Json) => ({ name: 'product_price', filter, ...(value !== undefined && { value }), type: 'numeric' });
const goal = (attrs?: object) => ({ name: 'Added To Cart', eventName: 'AddedTocart', ...(attrs && { attrs }) });

const documented = [
  sku('is', '10089712'),
  sku('is not', '10089712'),
  sku('contains', '10089712'),
  sku('does not contain', '10089712'),
  sku('starts with', '10089712'),
  sku('does not start with', '10089712'),
  sku('ends with', '10089712'),
  sku('does not end with', '10089712'),
  sku('in the following', ['10089711', '10089712', '10089713']),
  sku('not in the following', ['10089711', '10089712', '10089713']),
  sku('exists'),
  sku('does not exist'),
  price('is equal to', 999),
  price('is not equal to', 999),
  price('is between', '899,999'),
  price('is not between', '899,999'),
  price('is greater than', 999),
  price('is less than', 999),
  price('exists'),
  price('does not exist'),
];

/** How the form's row says it. */
const rowOf = ({ name, filter, value, type }: { name: string; filter: string; value?: Json; type: string }) => {
  const [from, to] = typeof value === 'string' && type !== 'string' ? value.split(',').map(Number) : [];
  return {
    name: 'Added To Cart',
    eventName: 'AddedTocart',
    type,
    attribute: name,
    [type === 'string' ? 'filter' : 'number_filter']: filter,
    ...(Array.isArray(value) && { values: value }),
    ...(type === 'string' && typeof value === 'string' && { value }),
    ...(typeof value === 'number' && { number: value }),
    ...(from !== undefined && { from, to }),
  };
};

describe.each(documented)("the document's goal with $type $filter", (attrs) => {
  it('goes out from the form as it stands there', async () => {
    expect(await memberOf('conversionGoals', { conversionGoals: [rowOf(attrs)] })).toEqual([goal(attrs)]);
  });

  it('goes out from JSON as it stands there', async () => {
    expect(await memberOf('conversionGoals', { conversion_goals_json: [goal(attrs)] })).toEqual([goal(attrs)]);
  });
});

describe("the document's other goals", () => {
  it('a goal without a filter', async () => {
    const row = { name: 'Added To Cart', eventName: 'AddedTocart', type: 'none' };
    expect(await memberOf('conversionGoals', { conversionGoals: [row] })).toEqual([goal()]);
  });

  it('several goals, a double being numeric on the wire, as in all examples', async () => {
    const order = { name: 'Order Placed', eventName: 'OrderSuccess', attrs: price('is equal to', 999) };
    const row = { ...rowOf(price('is equal to', 999)), name: 'Order Placed', eventName: 'OrderSuccess', type: 'double' };
    expect(await memberOf('conversionGoals', { conversionGoals: [rowOf(sku('is', '10089712')), row] })).toEqual([goal(sku('is', '10089712')), order]);
  });

  it('goals as rows beside an empty list, which is what a form puts there', async () => {
    const row = { name: 'Added To Cart', eventName: 'AddedTocart', type: 'none' };
    expect(await memberOf('conversionGoals', { conversionGoals: [row], conversion_goals_json: [] })).toEqual([goal()]);
  });

  it('no goals, and no member', async () => {
    expect(await bodyOf(push)).not.toHaveProperty('conversionGoals');
    expect(await bodyOf(having(push, { conversionGoals: [] }))).not.toHaveProperty('conversionGoals');
  });
});

describe('a goal that is not as it should be is refused', () => {
  const six = Array.from({ length: 6 }, () => ({ name: 'Added To Cart', eventName: 'AddedTocart', type: 'none' }));

  it.each<[string, object, string, RegExp]>([
    ['six rows', { conversionGoals: six }, 'conversionGoals', /has 6 entries; at most 5/],
    ['six as JSON', { conversion_goals_json: six.map(() => goal()) }, 'conversion_goals_json', /has 6 goals; at most 5/],
    ['rows and JSON', { conversionGoals: six.slice(1), conversion_goals_json: [goal()] }, 'conversion_goals_json', /together with 'Conversion Goals'/],
    ['no event', { conversionGoals: [{ name: 'A', type: 'none' }] }, 'conversionGoals[0].eventName', /'Event Name'.*is empty/],
    [
      'a filter without its attribute',
      { conversionGoals: [{ name: 'A', eventName: 'B', type: 'string', filter: 'exists' }] },
      'conversionGoals[0].attribute',
      /is empty/,
    ],
    ['a text without its value', { conversionGoals: [rowOf(sku('is'))] }, 'conversionGoals[0].value', /is empty/],
    [
      'a range that is turned',
      { conversionGoals: [rowOf(price('is between', '999,899'))] },
      'conversionGoals[0].from',
      /is 999, which is greater than 'To' \(899\)/,
    ],
    ['a list that is empty', { conversionGoals: [{ ...rowOf(sku('in the following')), values: [] }] }, 'conversionGoals[0].values', /is empty/],
    ['a value that says nothing with exists', { conversionGoals: [rowOf(sku('exists', 'x'))] }, 'conversionGoals[0].value', /is set, but/],
    ['JSON that is a text', { conversion_goals_json: ['goal'] }, 'conversion_goals_json[0]', /must be an object/],
    ['JSON without an event', { conversion_goals_json: [{ name: 'A' }] }, 'conversion_goals_json[0].eventName', /is empty/],
    [
      'JSON with a type of its own',
      { conversion_goals_json: [goal({ ...sku('is', 'x'), type: 'date' })] },
      'conversion_goals_json[0].attrs.type',
      /is 'date'.*string, numeric/,
    ],
    [
      'JSON with a filter of the other type',
      { conversion_goals_json: [goal(price('contains', 'x'))] },
      'conversion_goals_json[0].attrs.filter',
      /is 'contains'; it must be one of/,
    ],
    [
      'JSON with two numbers as a list',
      { conversion_goals_json: [goal(price('is between', [899, 999]))] },
      'conversion_goals_json[0].attrs.value',
      /two numbers in one text/,
    ],
    [
      'JSON with a number as a text',
      { conversion_goals_json: [goal(price('is less than', '999'))] },
      'conversion_goals_json[0].attrs.value',
      /must be a number/,
    ],
    [
      'JSON with a text for a list',
      { conversion_goals_json: [goal(sku('in the following', 'x'))] },
      'conversion_goals_json[0].attrs.value',
      /must be a list of texts/,
    ],
    ['JSON with a list of filters', { conversion_goals_json: [{ ...goal(), attrs: [] }] }, 'conversion_goals_json[0].attrs', /must be an object/],
  ])('%s', async (_, over, field, says) => {
    await expectRefused(having(push, over as never), field, says);
  });
});
