import { bodies, calling, expectRefused, type Raw } from './sending';

const send = calling('message.send');
const message = { android_push: { alert: 'Hello', title: 'Hi' } };
const to = (more: Raw): Raw => ({ broadcast: true, ...message, ...more });
const audienceOf = async (more: Raw) => bodies((await send([to(more)])).send)[0]!.audience;

const attribute = (more: object) => ({ kind: 'custom_attribute', custom_attribute_name: 'a', ...more });
const blue = { kind: 'custom_attribute', custom_attribute_name: 'eye_color', attribute_type: 'string', string_comparison: 'equals', string_value: 'blue' };
const recent = attribute({ custom_attribute_name: 'last', attribute_type: 'time', time_comparison: 'less_than_x_days_ago', days: 2 });
const pushed = { kind: 'push_subscription_status', status_comparison: 'is', status: 'opted_in' };

const onWire = {
  blue: { custom_attribute: { custom_attribute_name: 'eye_color', comparison: 'equals', value: 'blue' } },
  recent: { custom_attribute: { custom_attribute_name: 'last', comparison: 'less_than_x_days_ago', value: 2 } },
  pushed: { push_subscription_status: { comparison: 'is', value: 'opted_in' } },
};

describe('filters of the form', () => {
  it('one stands by itself, several below the operator', async () => {
    expect(await audienceOf({ audience_filters: [blue] })).toEqual(onWire.blue);
    expect(await audienceOf({ audience_filters: [blue, pushed] })).toEqual({ AND: [onWire.blue, onWire.pushed] });
    expect(await audienceOf({ audience_filters: [blue, pushed], audience_operator: 'OR' })).toEqual({ OR: [onWire.blue, onWire.pushed] });
  });

  it('of one group are joined by the other operator, at the place of the first', async () => {
    const rows = [
      blue,
      { ...recent, group: 'g' },
      { kind: 'email_subscription_status', status: 'unsubscribed', status_comparison: 'is_not' },
      { ...pushed, group: 'g' },
    ];
    const email = { email_subscription_status: { comparison: 'is_not', value: 'unsubscribed' } };
    expect(await audienceOf({ audience_filters: rows })).toEqual({ AND: [onWire.blue, { OR: [onWire.recent, onWire.pushed] }, email] });
    expect(await audienceOf({ audience_filters: rows, audience_operator: 'OR' })).toEqual({
      OR: [onWire.blue, { AND: [onWire.recent, onWire.pushed] }, email],
    });
  });

  it.each<[object, object]>([
    [
      { attribute_type: 'string', string_comparison: 'matches_regex', string_value: '^b' },
      { comparison: 'matches_regex', value: '^b' },
    ],
    [{ string_comparison: 'exists' }, { comparison: 'exists' }],
    [
      { attribute_type: 'array', array_comparison: 'includes_value', array_value: 'pizza' },
      { comparison: 'includes_value', value: 'pizza' },
    ],
    [
      { attribute_type: 'numeric', numeric_comparison: 'greater_than_or_equal_to', numeric_value: '3.5' },
      { comparison: 'greater_than_or_equal_to', value: 3.5 },
    ],
    [
      { attribute_type: 'boolean', boolean_comparison: 'does_not_equal', boolean_value: false },
      { comparison: 'does_not_equal', value: false },
    ],
    [{ attribute_type: 'time', time_comparison: 'does_not_exist' }, { comparison: 'does_not_exist' }],
    [
      { attribute_type: 'time', time_comparison: 'before', date: '2026-07-01T10:00' },
      { comparison: 'before', value: '2026-07-01T10:00:00+02:00' },
    ],
  ])('%j is compared by the type of the attribute', async (row, said) => {
    expect(await audienceOf({ audience_filters: [attribute(row)] })).toEqual({ custom_attribute: { custom_attribute_name: 'a', ...said } });
  });
});

/** Rules of the Connected Audience, the field that each names, and words that the user reads. */
const refused: [string, Raw, string, RegExp][] = [
  ['a filter without kind', { audience_filters: [{ string_comparison: 'exists' }] }, 'audience_filters[0].kind', /is empty/],
  [
    'an attribute without name',
    { audience_filters: [{ kind: 'custom_attribute', string_comparison: 'exists' }] },
    'audience_filters[0].custom_attribute_name',
    /is empty/,
  ],
  ['an attribute without comparison', { audience_filters: [attribute({ attribute_type: 'array' })] }, 'audience_filters[0].array_comparison', /is empty/],
  ['no value', { audience_filters: [attribute({ string_comparison: 'equals' })] }, 'audience_filters[0].string_value', /'Value' .* is empty/],
  [
    'a value where there is none',
    { audience_filters: [attribute({ string_comparison: 'exists', string_value: 'x' })] },
    'audience_filters[0].string_value',
    /is set, but/,
  ],
  [
    'a comparison of another type',
    { audience_filters: [attribute({ attribute_type: 'numeric', numeric_comparison: 'matches_regex', numeric_value: 1 })] },
    'audience_filters[0].numeric_comparison',
    /must be one of equals/,
  ],
  [
    'a number that is none',
    { audience_filters: [attribute({ attribute_type: 'numeric', numeric_comparison: 'equals', numeric_value: 'many' })] },
    'audience_filters[0].numeric_value',
    /must be a number/,
  ],
  [
    'a date that is none',
    { audience_filters: [attribute({ attribute_type: 'time', time_comparison: 'after', date: 'soon' })] },
    'audience_filters[0].date',
    /not a valid date and time/,
  ],
  ['filters and JSON', { audience_filters: [blue], audience: onWire.blue }, 'audience_filters', /cannot be used together/],
  ['an empty object', { audience: {} }, 'audience.AND', /'Audience JSON' \(audience\.AND\) contains no filter/],
  ['an empty list', { audience: { AND: [] } }, 'audience.AND', /must be a list with at least one filter/],
  ['an operator beside a filter', { audience: { AND: [onWire.blue], ...onWire.pushed } }, 'audience', /contains AND and push_subscription_status side by side/],
  ['a filter that is a text', { audience: { OR: ['blue'] } }, 'audience.OR[0]', /is not a filter/],
  ['an attribute that is a text', { audience: { custom_attribute: 'a' } }, 'audience.custom_attribute', /must be an object/],
  ['an attribute without name', { audience: { custom_attribute: { comparison: 'exists' } } }, 'audience.custom_attribute.custom_attribute_name', /is empty/],
  [
    'an unknown comparison',
    { audience: { AND: [{ OR: [{ custom_attribute: { custom_attribute_name: 'a', comparison: 'is', value: 1 } }] }] } },
    'audience.AND[0].OR[0].custom_attribute.comparison',
    /is 'is'; it must be one of equals/,
  ],
  [
    'no value in JSON',
    { audience: { custom_attribute: { custom_attribute_name: 'a', comparison: 'equals' } } },
    'audience.custom_attribute.value',
    /is empty, but equals requires a value/,
  ],
  [
    'text where a number is due',
    { audience: { custom_attribute: { custom_attribute_name: 'a', comparison: 'greater_than', value: '3' } } },
    'audience.custom_attribute.value',
    /must be number for greater_than but is "3"/,
  ],
  [
    'no date where one is due',
    { audience: { custom_attribute: { custom_attribute_name: 'a', comparison: 'after', value: 'soon' } } },
    'audience.custom_attribute.value',
    /is not a valid date and time: 'soon'/,
  ],
  [
    'an unknown status',
    { audience: { push_subscription_status: { comparison: 'is', value: 'all' } } },
    'audience.push_subscription_status.value',
    /must be one of opted_in/,
  ],
  [
    'an unknown status comparison',
    { audience: { email_subscription_status: { comparison: 'equals', value: 'subscribed' } } },
    'audience.email_subscription_status.comparison',
    /must be is or is_not/,
  ],
];

describe('an audience', () => {
  it.each(refused)('with %s is refused with its field, and nothing is sent', async (_, more, field, says) => {
    expectRefused(await send([to(more)]), field, says);
  });

  it('in JSON goes out as it is, with kinds of filters that came later too', async () => {
    const audience = { AND: [onWire.blue, { OR: [onWire.recent, { last_used_app: { comparison: 'after', value: '2026-01-01T00:00:00Z' } }] }] };
    expect(await audienceOf({ audience })).toEqual(audience);
  });
});
