const CONTROL = /\p{Cc}/u;
const DELIMITER = /[/\\?#]/;

/** Why a value cannot be a path segment, as the end of a sentence about it; undefined if it can. */
export const wrongInPath = (value: string): string | undefined => {
  const text = value.trim();
  if (text === '.' || text === '..') return `is '${text}', which has a special meaning in a URL`;
  const found = DELIMITER.exec(text)?.[0];
  if (found !== undefined) return `contains '${found}', which is reserved in URLs`;
  return CONTROL.test(text) ? 'contains a control character, such as a line break' : undefined;
};

/**
 * A trimmed value as a path segment. The field it comes from is marked `inPath`, so invalid values are rejected earlier; this is the last guard.
 * Throws RangeError.
 */
export const segment = (value: string): string => {
  const text = value.trim();
  const wrong = text === '' ? 'is empty' : text.isWellFormed() ? wrongInPath(text) : 'contains an incomplete character';
  if (wrong !== undefined) throw new RangeError(`A path segment ${wrong}`);
  return encodeURIComponent(text);
};
