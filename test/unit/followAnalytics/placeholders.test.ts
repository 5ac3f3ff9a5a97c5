import { faultIn, placeholdersIn, textsIn } from '../../../vendors/followAnalytics/placeholders';

it.each<[string, string[]]>([
  ['Hello *@first_name@* *@last_name@*, we hope you a nice day', ['first_name', 'last_name']],
  ['myapp://*@deeplink@*', ['deeplink']],
  ['*@a@**@a@*', ['a']],
  ['2 * 3 @ home', []],
  ['nobody@example.com', []],
])('%s has the placeholders %j', (text, names) => {
  expect(placeholdersIn(text)).toEqual(names);
  expect(faultIn(text)).toBeUndefined();
});

it.each([
  ['*@open', /not closed with @\*: \*@open/],
  ['close@*', /not opened with \*@: close@\*/],
  ['*@a@* and *@b', /not closed/],
  ['*@@*', /without a name/],
  ['*@ @*', /without a name/],
])('%s is at fault', (text, says) => {
  expect(faultIn(text)).toMatch(says);
});

it('finds texts however deep, with their paths', () => {
  expect(textsIn({ a: 'x', b: [{ c: 'y' }, 3], d: null }, 'params')).toEqual([
    ['params.a', 'x'],
    ['params.b[0].c', 'y'],
  ]);
});
