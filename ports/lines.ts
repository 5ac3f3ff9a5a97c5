import { textOf } from './text';

/**
 * The lines of a UTF-8 text as its bytes arrive, in batches, without line feeds; empty lines are skipped. Takes linear time even for very long lines
 * and buffers at most `most` characters of one.
 * @param most maximum characters of a line
 * @param broken creates the error for a line (from 1) that is not UTF-8 or is too long
 */
export async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  most: number,
  broken: (line: number, what: string) => Error,
): AsyncGenerator<readonly string[]> {
  let line = 1;
  let rest = '';
  for await (const text of textOf(bytes, (lines) => broken(line + lines, 'is not UTF-8'))) {
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
