/**
 * Invisible characters: controls, blanks other than the space, bidi marks, joiners and other zero-width characters (Unicode,
 * "Default_Ignorable_Code_Point"). Variation selectors are excluded because they belong to the character before them, as in emoji.
 */
const UNSEEN =
  '[\\u0000-\\u001f\\u007f-\\u00a0\\u00ad\\u061c\\u115f\\u1160\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\u3164\\ufeff\\uffa0]|\\u034f|\\u17b4|\\u17b5';

const ANY = new RegExp(UNSEEN);
const EACH = new RegExp(UNSEEN, 'g');
const BEFORE = new RegExp(`^(?: |${UNSEEN})+`);
const IS_BLANK = new RegExp(`^(?: |${UNSEEN})$`);
/** What is trimmed from text that names something. */
export const AROUND = new RegExp(`^(?: |${UNSEEN})+|(?: |${UNSEEN})+$`, 'g');
const MARK = '\ufeff';

/** Whether a text contains an invisible character. */
export const hasUnseen = (text: string): boolean => ANY.test(text);

/** Whether an identifying text needs no cleaning: no invisible characters, no blanks around it. */
export const isClean = (text: string): boolean => !ANY.test(text) && text[0] !== ' ' && text[text.length - 1] !== ' ';

/** An identifying text without the surrounding blanks and invisible characters, which are never intended. */
export const trimmed = (text: string): string => {
  if (isClean(text)) return text;
  const rest = text.replace(BEFORE, '');
  let end = rest.length;
  while (end > 0 && IS_BLANK.test(rest[end - 1]!)) end--;
  return rest.slice(0, end);
};

/** Text for people: only a byte order mark at its start is never intended. */
export const unmarked = (text: string): string => (text.startsWith(MARK) ? text.slice(1) : text);

/** A secret: blanks may be intended, a byte order mark and line ends around it are not. */
export const unbroken = (text: string): string => text.replace(/^[\ufeff\r\n]+/, '').replace(/[\ufeff\r\n]+$/, '');

const codeOf = (char: string): string => `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** The first invisible character of a text, written out: `U+000D`. */
export const firstUnseen = (text: string): string | undefined => {
  const [char] = ANY.exec(text) ?? [];
  return char === undefined ? undefined : codeOf(char);
};

/** A text with its invisible characters written out: `u1<U+000D>`. */
export const visible = (text: string): string => text.replace(EACH, (char) => `<${codeOf(char)}>`);

const cleanNames = new Map<string, string>();
const MOST_REMEMBERED = 10_000;

/** {@link trimmed} for names that repeat with every item, such as column names. */
export const cleanName = (name: string): string => {
  const known = cleanNames.get(name);
  if (known !== undefined) return known;
  const clean = trimmed(name);
  if (cleanNames.size < MOST_REMEMBERED) cleanNames.set(name, clean);
  return clean;
};
