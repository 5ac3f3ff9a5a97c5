/*
 * Expressions that only name a field of the item, which is what dragging one into the form writes: `{{ $json.address.city }}`. They are read here,
 * because n8n takes longer to evaluate one than the rest of the work on an item.
 */

const STEP = String.raw`\.[A-Za-z_$][\w$]*|\["[^"\\]*"\]|\['[^'\\]*'\]`;
const WHOLE = new RegExp(String.raw`^=\{\{\s*\$json((?:${STEP})+)\s*\}\}$`);
const EACH = new RegExp(STEP, 'g');

/** The names along the path if an expression is nothing but one. */
export const pathIn = (raw: unknown): readonly string[] | undefined => {
  const [, steps] = (typeof raw === 'string' ? WHOLE.exec(raw) : null) ?? [];
  return steps?.match(EACH)?.map((step) => (step.startsWith('.') ? step.slice(1) : step.slice(2, -2)));
};

const isPlain = (value: object): boolean => [Object.prototype, Array.prototype, null].includes(Object.getPrototypeOf(value) as null);

/** What a path leads to; nothing if only n8n can tell, as for dates and for what is not the item's own. */
export const valueAtPath = (record: object, path: readonly string[]): { readonly value: unknown } | undefined => {
  let value: unknown = record;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !isPlain(value)) return undefined;
    if (!Object.hasOwn(value, name)) return name in value ? undefined : { value: undefined };
    value = (value as Record<string, unknown>)[name];
  }
  return typeof value === 'object' && value !== null && !isPlain(value) ? undefined : { value };
};
