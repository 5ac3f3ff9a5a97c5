/** Marker lines in a document: the part between them is generated. */
const startOf = (part: string): string => `<!-- ${part}:start -->`;
const endOf = (part: string): string => `<!-- ${part}:end -->`;

/** The positions of a part in a document, without its marker lines. */
const placeOf = (document: string, part: string): readonly [from: number, to: number] => {
  const from = document.indexOf(startOf(part));
  const to = document.indexOf(endOf(part));
  if (from < 0 || to < from) throw new Error(`There are no lines ${startOf(part)} and ${endOf(part)}`);
  return [from + startOf(part).length, to];
};

/** The text of a part of a document. */
export const partOf = (document: string, part: string): string => document.slice(...placeOf(document, part)).trim();

/**
 * A document with the parts between its marker lines made anew.
 * @throws Error if the two marker lines of a part are missing
 */
export const withParts = (document: string, parts: Readonly<Record<string, string>>): string =>
  Object.entries(parts).reduce((text, [part, made]) => {
    const [from, to] = placeOf(text, part);
    return `${text.slice(0, from)}\n\n${made}\n\n${text.slice(to)}`;
  }, document);
