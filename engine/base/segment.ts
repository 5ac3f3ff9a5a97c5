const CONTROL = /\p{Cc}/u;
const DELIMITER = /[/\\?#]/;

/** What keeps a value from being one piece of a path, as the end of a sentence about it; undefined where nothing does. */
export const wrongInPath = (value: string): string | undefined => {
  const text = value.trim();
  if (text === '.' || text === '..') return `is '${text}', which in an address means another place`;
  const found = DELIMITER.exec(text)?.[0];
  if (found !== undefined) return `has '${found}' in it, which an address takes for its own`;
  return CONTROL.test(text) ? 'has a control character in it, such as a line end' : undefined;
};

/**
 * A value as one piece of a path, without spaces around it. The field that it comes from is marked `inPath`, so that what cannot be one is refused
 * before; this is the last guard. Throws RangeError.
 */
export const segment = (value: string): string => {
  const text = value.trim();
  const wrong = text === '' ? 'is empty' : text.isWellFormed() ? wrongInPath(text) : 'has half a character in it';
  if (wrong !== undefined) throw new RangeError(`A piece of a path ${wrong}`);
  return encodeURIComponent(text);
};
