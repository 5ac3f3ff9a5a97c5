import { bodyOf, draft, expectRefused, having, type Raw } from './calling';

/** The two queries of the document (4.1; "JSON Example of Message Query Field"). */
const OPTIONS = ['7c4c1e07-4c65-4861-ab82-9f8fd9cd3913', '94bb60a3-7b4b-4614-913c-0a2760e5f633'];
const SUBSCRIBED = { segmentation: [{ operator: 'OR', rules: [{ field: 'subscription_options_in', condition: 'in', value: OPTIONS, operator: 'AND' }] }] };
const JOHN = {
  segmentation: [
    {
      operator: 'OR',
      rules: [
        { field: 'first_name', condition: 'eq', value: 'John', operator: 'AND' },
        { field: 'last_name', condition: 'eq', value: 'Smith', operator: 'AND' },
      ],
    },
    { operator: 'OR', rules: [{ field: 'nick_name', condition: 'eq', value: 'Johnny', operator: 'OR' }] },
  ],
};

const segment = (over: Raw): Raw => having(draft, { query_type: 'segmentation', ...over });
const queryOf = async (over: Raw): Promise<unknown> => {
  const { query_type, query } = await bodyOf('create', segment(over));
  expect(query_type).toBe('segmentation');
  return JSON.parse(String(query)) as unknown;
};
const rows = (...rules: Raw[]): Raw => ({ segmentation: [{ rules }] });
const json = (rule: Raw): Raw => ({
  query: { segmentation: [{ operator: 'OR', rules: [{ field: 'city', condition: 'eq', value: 'Bern', operator: 'AND', ...rule }] }] },
});

describe('a segment', () => {
  it("is the document's query, as an object and as a text", async () => {
    for (const query of [SUBSCRIBED, JOHN]) {
      expect(await queryOf({ query })).toEqual(query);
      expect(await queryOf({ query: `${JSON.stringify(query)}\n` })).toEqual(query);
    }
  });

  it("is the document's query, built in rows", async () => {
    expect(
      await queryOf({ segmentation: [{ operator: 'OR', match: 'AND', rules: [{ field: 'subscription_options_in', condition: 'in', values: OPTIONS }] }] }),
    ).toEqual(SUBSCRIBED);
    const john = [
      { field: 'first_name', condition: 'eq', value: 'John' },
      { field: 'last_name', condition: 'eq', value: 'Smith' },
    ];
    const johnny = [{ field: 'nick_name', condition: 'eq', value: 'Johnny' }];
    expect(await queryOf({ segmentation: [{ rules: john }, { operator: 'OR', match: 'OR', rules: johnny }] })).toEqual(JOHN);
  });

  it.each<[Raw, Raw]>([
    [{ field: 'email', condition: 'isnull' }, { value: '' }],
    [{ field: 'email', condition: 'isnotnull' }, { value: '' }],
    [{ field: 'city', condition: 'notin', values: 'Bern, Basel' }, { value: ['Bern', 'Basel'] }],
    [{ field: 'birthday', condition: 'ann_in_days', value: 7 }, { value: '7' }],
    [{ field: 'column_1', condition: 'gte', value: '10' }, { value: '10' }],
  ])('writes the rule %j with %j', async (rule, wire) => {
    const { field, condition } = rule;
    expect(await queryOf(rows(rule))).toEqual({ segmentation: [{ operator: 'OR', rules: [{ field, condition, ...wire, operator: 'AND' }] }] });
  });

  it('joins groups by what they say', async () => {
    const rules = [{ field: 'city', condition: 'eq', value: 'Bern' }];
    const query = (await queryOf({ segmentation: [{ rules }, { operator: 'AND NOT', rules }, { operator: 'OR NOT', rules }] })) as typeof JOHN;
    expect(query.segmentation.map(({ operator }) => operator)).toEqual(['OR', 'AND NOT', 'OR NOT']);
  });

  it('is not sent where all contacts are meant', async () => {
    expect(await bodyOf('create', draft)).not.toHaveProperty('query');
  });

  it.each<[string, Raw, string, RegExp]>([
    ['nothing at all', {}, 'segmentation', /'Segment' \(segmentation\) is empty, but contacts are limited to a segment/],
    ['no groups', { segmentation: [] }, 'segmentation', /is empty/],
    ['both forms', { ...rows({ field: 'city', condition: 'eq', value: 'x' }), query: JOHN }, 'query', /cannot be used together/],
    ['a group without rules', { segmentation: [{ rules: [] }] }, 'segmentation[0].rules', /is empty/],
    ['an unknown field', rows({ field: 'shoe_size', condition: 'eq', value: '42' }), 'segmentation[0].rules[0].field', /must be one of/],
    ['an unknown condition', rows({ field: 'city', condition: 'like', value: 'B' }), 'segmentation[0].rules[0].condition', /must be one of/],
    ['no value', rows({ field: 'city', condition: 'eq' }), 'segmentation[0].rules[0].value', /'Value' .* is empty/],
    ['no values', rows({ field: 'city', condition: 'in' }), 'segmentation[0].rules[0].values', /'Values' .* is empty/],
    [
      'one value for a list',
      rows({ field: 'city', condition: 'in', value: 'Bern', values: ['x'] }),
      'segmentation[0].rules[0].value',
      /is set, but 'condition' is not/,
    ],
    ['a value for nothing', rows({ field: 'city', condition: 'isnull', value: 'Bern' }), 'segmentation[0].rules[0].value', /is set, but/],
    [
      'days that are no number',
      rows({ field: 'birthday', condition: 'ann_in_days', value: 'soon' }),
      'segmentation[0].rules[0].value',
      /is 'soon', which is not a valid number of days/,
    ],
    [
      'a first group that is joined',
      { segmentation: [{ operator: 'AND NOT', rules: [{ field: 'city', condition: 'isnull' }] }] },
      'segmentation[0].operator',
      /no group before the first one/,
    ],
    [
      'a join that is none',
      { segmentation: [{ operator: 'AND', rules: [{ field: 'city', condition: 'isnull' }] }] },
      'segmentation[0].operator',
      /must be one of AND NOT, OR, OR NOT/,
    ],
  ])('of rows with %s is refused', async (_, over, field, says) => {
    await expectRefused('create', segment(over), field, says);
  });

  it.each<[string, Raw, string, RegExp]>([
    ['that does not parse', { query: '{"segm' }, 'query', /must be a JSON object/],
    ['without groups', { query: {} }, 'query.segmentation', /contains no groups of rules/],
    ['with a group that is a text', { query: { segmentation: ['x'] } }, 'query.segmentation[0]', /must be an object/],
    ['with a group without rules', { query: { segmentation: [{ operator: 'OR' }] } }, 'query.segmentation[0].rules', /is empty/],
    [
      'with a join that is none',
      { query: { segmentation: [{ operator: 'AND', rules: [] }] } },
      'query.segmentation[0].operator',
      /is 'AND'; it must be one of AND NOT, OR, OR NOT/,
    ],
    ['with a rule that is a text', { query: { segmentation: [{ operator: 'OR', rules: ['x'] }] } }, 'query.segmentation[0].rules[0]', /must be an object/],
    ['with an unknown field', json({ field: 'shoe_size' }), 'query.segmentation[0].rules[0].field', /is 'shoe_size'; it must be one of first_name/],
    ['with an unknown condition', json({ condition: 'like' }), 'query.segmentation[0].rules[0].condition', /is 'like'/],
    ['with an unknown operator', json({ operator: 'XOR' }), 'query.segmentation[0].rules[0].operator', /must be one of AND, OR/],
    ['with a number for a text', json({ value: 3 }), 'query.segmentation[0].rules[0].value', /must be a text/],
    ['with an empty value', json({ value: '' }), 'query.segmentation[0].rules[0].value', /is empty/],
    ['with a text for a list', json({ condition: 'in' }), 'query.segmentation[0].rules[0].value', /must be a list of texts for the condition in/],
    ['with an empty list', json({ condition: 'notin', value: [] }), 'query.segmentation[0].rules[0].value', /must be a list of texts/],
    [
      'with rules that are joined in two ways',
      { query: { segmentation: [{ operator: 'OR', rules: [JOHN.segmentation[0]!.rules[0], JOHN.segmentation[1]!.rules[0]] }] } },
      'query.segmentation[0].rules[1].operator',
      /is OR, but the first rule of its group has AND/,
    ],
  ])('of JSON %s is refused', async (_, over, field, says) => {
    await expectRefused('create', segment(over), field, says);
  });

  it('is refused where all contacts are meant', async () => {
    await expectRefused('create', having(draft, { query: JOHN }), 'query', /is set, but 'query_type' is not segmentation/);
  });
});
