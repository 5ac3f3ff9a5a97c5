import { cleanName, firstUnseen, hasUnseen, isClean, trimmed, unbroken, unmarked, visible } from '../../../engine/base/unseen';

describe('a character that cannot be seen', () => {
  it.each(['\ufeff', '\r', '\n', '\t', '\u00a0', '\u200b', '\u200d', '\u202e', '\u2060', '\u3000', '\u00ad', '\u0000', '\u034f', '\u180e', '\u3164'])(
    '%j is found, goes from around a name, and is shown inside one',
    (char) => {
      const code = `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
      expect(hasUnseen(`a${char}b`)).toBe(true);
      expect(isClean(`a${char}b`)).toBe(false);
      expect(trimmed(` ${char} a b ${char}${char}`)).toBe('a b');
      expect(visible(`a${char}b`)).toBe(`a<${code}>b`);
      expect(firstUnseen(`a${char}b`)).toBe(code);
    },
  );

  it.each(['a b', 'Zoë', '日本', '😀', '❤️', 'a-b_c', '[x]'])('is none in %s', (text) => {
    expect(hasUnseen(text)).toBe(false);
    expect(isClean(text)).toBe(true);
    expect(trimmed(text)).toBe(text);
    expect(visible(text)).toBe(text);
    expect(firstUnseen(text)).toBeUndefined();
  });
});

it('a name of nothing else is empty', () => {
  expect(trimmed(' \ufeff\u200b ')).toBe('');
});

it('a clean name is the same however often it is asked for', () => {
  expect(cleanName('\ufeffcity ')).toBe('city');
  expect(cleanName('\ufeffcity ')).toBe('city');
});

it('a text that people read loses a byte order mark at its start alone', () => {
  expect(unmarked('\ufeff Hi\u00a0there \n')).toBe(' Hi\u00a0there \n');
});

it('a secret loses line ends and marks around it, and keeps its blanks', () => {
  expect(unbroken('\ufeff\r\n pass word \r\n')).toBe(' pass word ');
  expect(unbroken('a\nb')).toBe('a\nb');
});
