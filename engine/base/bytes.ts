/** Length of a text in UTF-8 bytes. */
export const utf8Length = (text: string): number => {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit <= 0xdbff && i + 1 < text.length) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
};

/** A human-readable size in decimal units, as vendors state their limits. */
export const sayBytes = (bytes: number): string => {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 ? size : size.toFixed(size < 10 ? 2 : 1)} ${units[unit]}`;
};

/** A text's UTF-8 bytes. Throws URIError on a lone surrogate, which decoded text never contains. */
export const utf8Bytes = (text: string): Uint8Array =>
  Uint8Array.from(
    encodeURIComponent(text).replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    (char) => char.charCodeAt(0),
  );

/** Concatenates chunks; copies only if more than one of them is non-empty. */
export const joined = (chunks: readonly Uint8Array[]): Uint8Array => {
  const filled = chunks.filter(({ length }) => length > 0);
  if (filled.length === 1) return filled[0]!;
  const all = new Uint8Array(filled.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of filled) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
};

/**
 * The same bytes, but the head is inspected before anything is passed on.
 * @param size bytes to inspect; fewer if the stream is shorter
 * @param change returns what to pass on instead of everything read so far
 */
export async function* headFirst(bytes: AsyncIterable<Uint8Array>, size: number, change: (head: Uint8Array) => Uint8Array): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of bytes) {
    if (!head) {
      yield chunk;
      continue;
    }
    head = joined([head, chunk]);
    if (head.length < size) continue;
    yield change(head);
    head = undefined;
  }
  if (head && head.length > 0) yield change(head);
}
