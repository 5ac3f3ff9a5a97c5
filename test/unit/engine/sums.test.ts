import { joined } from '../../../engine/base/bytes';
import { Sum } from '../../../engine/base/sameBytes';

const bytes = (text: string) => new TextEncoder().encode(text);
const sumOf = (...texts: string[]) => {
  const sum = new Sum();
  for (const text of texts) sum.addText(text);
  return sum;
};

describe('a running sum', () => {
  it('is the same for the same, in whatever pieces it comes', () => {
    expect(sumOf('abc').toString()).toBe(sumOf('a', 'bc').toString());
    expect(sumOf('', 'abc').toString()).toBe(sumOf('ab', 'c').toString());
  });

  it('is another one for others, and in another order', () => {
    for (const other of ['abd', 'acb', 'ab', 'abcd', '']) {
      expect(sumOf('abc').toString()).not.toBe(sumOf(other).toString());
    }
  });
});

describe('pieces of bytes', () => {
  const [one, two, none] = [bytes('ab'), bytes('c'), new Uint8Array(0)];

  it('are one in their order', () => {
    expect([...joined([one, none, two])]).toEqual([97, 98, 99]);
    expect(joined([none, none])).toHaveLength(0);
    expect(joined([])).toHaveLength(0);
  });

  it('are no copy where only one of them has something in it', () => {
    expect(joined([none, one, none])).toBe(one);
  });
});
