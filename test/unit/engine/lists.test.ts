import { entriesIn, NoList, readTextList } from '../../../engine/base/lists';

describe('a text where a list is meant', () => {
  it.each<[string, unknown[]]>([
    ['a, b,,c ', ['a', 'b', 'c']],
    ['["a","b,c"]', ['a', 'b,c']],
    [' [ "a" , 1 ]\n', ['a', 1]],
    ['[]', []],
    ['[1, 2]', [1, 2]],
    ['[Promo]', ['[Promo]']],
    ['{first_name}', ['{first_name}']],
    ['{{x}}, b', ['{{x}}', 'b']],
    ['a"b', ['a"b']],
    ['', []],
  ])('%j is read', (text, entries) => {
    expect(entriesIn(text)).toEqual(entries);
  });

  it.each(['{"id":"a"}', '["a","b"', '"a","b"]', '["a",]', '[{"id":1}', '["a" "b"]', '[["a"'])('%j is no list, and no name either', (text) => {
    expect(entriesIn(text)).toEqual([new NoList(text)]);
  });
});

describe('a list', () => {
  it.each<[string, unknown, unknown]>([
    ['of texts stays', ['a', 'b, c'], ['a', 'b, c']],
    ['has entries that are lists as text opened', ['["a","b"]', 'c'], ['a', 'b', 'c']],
    ['is one number', 5, [5]],
    ['is one large number', 5n, [5n]],
    ['is no object', { a: 1 }, { a: 1 }],
    ['is not nothing', undefined, undefined],
  ])('%s', (_, value, entries) => {
    expect(readTextList(value)).toEqual(entries);
  });

  it('keeps what is none, to be refused', () => {
    const none = new NoList('{"a":1}');
    expect(readTextList(none)).toEqual([none]);
    expect(readTextList(['x', '{"a":1}'])).toEqual(['x', none]);
  });
});
