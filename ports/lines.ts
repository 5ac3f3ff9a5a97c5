import { textOf } from './text';

/**
 * The lines of a text in UTF-8 as its bytes arrive, in batches, without their line feeds; empty lines are left out. However long a line is, the
 * time that it takes grows with its length and no faster, and no more of it than `most` is held.
 * @param most characters of a line
 * @param broken makes the error for a line (from 1) that is not UTF-8, or too long
 */
export async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  most: number,
  broken: (line: number, what: string) => Error,
): AsyncGenerator<readonly string[]> {
  let line = 1;
  let rest = '';
  for await (const text of textOf(bytes, (bad) => broken(bad, 'is not UTF-8'))) {
    const complete: string[] = [];
    let from = 0;
    let isTooLong = false;
    for (let end = text.indexOf('\n'); end >= 0 && !isTooLong; end = text.indexOf('\n', from)) {
      const whole = rest + text.slice(from, end);
      rest = '';
      from = end + 1;
      isTooLong = whole.length > most;
      if (isTooLong) break;
      line++;
      if (whole.trim() !== '') complete.push(whole);
    }
    rest += text.slice(from);
    isTooLong ||= rest.length > most;
    if (complete.length > 0) yield complete;
    if (isTooLong) throw broken(line, `is longer than ${most} characters`);
  }
  if (rest.trim() !== '') yield [rest];
}
