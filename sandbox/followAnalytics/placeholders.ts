/** Outside a placeholder, `@*@` ends with an opening mark; inside, it begins with the closing mark. */
const OUTSIDE = /\*@|@\*(?!@)/g;
const INSIDE = /@\*|\*@/g;

/**
 * The names in a text: "a special syntax, starting with *@ and ending with its symetric @*" ("Transactional campaign"). `fault` says what
 * is wrong with the marks, as the end of a sentence that begins with the field's name.
 */
export function placeholdersIn(text: string): { readonly names: readonly string[]; readonly fault?: string } {
  const names: string[] = [];
  let openedAt: number | undefined;
  for (let from = 0; ; ) {
    const marks = openedAt === undefined ? OUTSIDE : INSIDE;
    marks.lastIndex = from;
    const found = marks.exec(text);
    const unclosed = openedAt === undefined ? undefined : { names, fault: `has a placeholder at ${openedAt} that is not closed` };
    if (!found) return unclosed ?? { names };
    from = marks.lastIndex;
    if (found[0] === '*@') {
      if (unclosed) return unclosed;
      openedAt = found.index;
      continue;
    }
    if (openedAt === undefined) return { names, fault: `has @* at ${found.index}, and no *@ before it` };
    const name = text.slice(openedAt + 2, found.index);
    if (name.trim() === '') return { names, fault: `has a placeholder without a name at ${openedAt}` };
    names.push(name);
    openedAt = undefined;
  }
}

/** All texts inside a value, each with its path. */
export function* textsIn(value: unknown, path: string): Generator<readonly [path: string, text: string]> {
  if (typeof value === 'string') yield [path, value];
  else if (Array.isArray(value)) for (const [index, one] of value.entries()) yield* textsIn(one, `${path}[${index}]`);
  else if (typeof value === 'object' && value !== null) for (const [name, one] of Object.entries(value)) yield* textsIn(one, `${path}.${name}`);
}
