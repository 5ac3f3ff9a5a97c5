import { chainOf, headersOf, wordsOf } from '../../../ports/wire';

describe('the causes of an error', () => {
  it('are listed outermost first, those of several addresses before what they led to', () => {
    const [one, other, deep] = [new Error('one'), new Error('other'), new Error('deep')];
    const outer = Object.assign(new Error('outer', { cause: deep }), { errors: [one, other] });
    expect(chainOf(outer)).toEqual([outer, one, other, deep]);
  });

  it('are each listed once, although errors may lead back to each other', () => {
    const one: { cause?: unknown } = {};
    const other = { cause: one };
    one.cause = other;
    expect(chainOf(one)).toEqual([one, other]);
  });

  it('are objects: a text or nothing is none', () => {
    for (const cause of [null, undefined, 'a text', 7]) expect(chainOf({ cause })).toEqual([{ cause }]);
    expect(chainOf(null)).toEqual([]);
  });

  it('are put into the words of the first that has any', () => {
    expect(wordsOf(chainOf({ code: 'EOTHER', cause: { code: 'ENOTFOUND', cause: { code: 'ECONNRESET' } } }))).toBe('the host name is unknown');
    expect(wordsOf(chainOf({ code: 'EOTHER', cause: { code: 7 } }))).toBeUndefined();
  });
});

it('headers have lower-case names, several values joined, and none without a value', () => {
  expect(headersOf({ 'Retry-After': 5, 'Set-Cookie': ['a=1', 'b=2'], Gone: undefined, Empty: null })).toEqual({ 'retry-after': '5', 'set-cookie': 'a=1, b=2' });
});
