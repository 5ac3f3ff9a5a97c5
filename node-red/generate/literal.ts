/** Text shorter than this is not worth a name. */
const LEAST_LENGTH = 10;

const NAME = /^[A-Za-z_$][\w$]*$/;

interface Piece {
  readonly text: string;
  count: number;
}

/** JSON has these characters only as escapes. */
const [OPEN, CLOSE] = ['\u0001', '\u0002'];

/** Stands for a piece in the text of another. */
const mark = (index: number): string => `${OPEN}${index}${CLOSE}`;
const MARK = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');

/**
 * Writes a value as JavaScript in which what occurs several times is written once: the same value is one object, as far as it was equal.
 * @returns declarations of what is shared, and the expression
 * @throws TypeError for what is neither plain data nor a regular expression
 */
export const literal = (value: unknown): { readonly declarations: string; readonly expression: string } => {
  const indexes = new Map<string, number>();
  const pieces: Piece[] = [];
  const noted = (text: string): string => {
    const index = indexes.get(text) ?? pieces.push({ text, count: 0 }) - 1;
    indexes.set(text, index);
    pieces[index]!.count++;
    return mark(index);
  };
  const write = (each: unknown): string => {
    if (each === null || typeof each === 'number' || typeof each === 'boolean') return String(each);
    if (typeof each === 'string') return noted(JSON.stringify(each));
    if (each instanceof RegExp) return noted(String(each));
    if (Array.isArray(each)) return noted(`[${each.map(write).join(',')}]`);
    if (typeof each !== 'object' || Object.getPrototypeOf(each) !== Object.prototype) throw new TypeError(`${String(each)} cannot be written into a script`);
    const members = Object.entries(each).filter(([, member]) => member !== undefined);
    return noted(`{${members.map(([name, member]) => `${NAME.test(name) ? name : JSON.stringify(name)}:${write(member)}`).join(',')}}`);
  };
  const whole = write(value);
  const declarations: string[] = [];
  const written: string[] = [];
  const filled = (text: string): string => text.replace(MARK, (_, index) => written[Number(index)]!);
  // A piece comes after those that it consists of.
  for (const [index, { text, count }] of pieces.entries()) {
    const full = filled(text);
    if (count > 1 && full.length >= LEAST_LENGTH) declarations.push(`const _${index}=${full};`);
    written.push(count > 1 && full.length >= LEAST_LENGTH ? `_${index}` : full);
  }
  return { declarations: declarations.join('\n'), expression: filled(whole) };
};
