/** `alias_name`, `aliasName` and `/users/alias/new` as lower-case words. */
export const wordsIn = (name: string): readonly string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());

const capital = (word: string): string => `${word[0]!.toUpperCase()}${word.slice(1)}`;

const SHORT: Readonly<Record<string, string>> = { api: 'API', id: 'ID', ids: 'IDs', url: 'URL', uuid: 'UUID' };

/** `New Alias`, `Campaign ID` */
export const titleOf = (name: string): string =>
  wordsIn(name)
    .map((word) => SHORT[word] ?? capital(word))
    .join(' ');

/** `NewAlias` */
export const pascalOf = (name: string): string => wordsIn(name).map(capital).join('');

/** `newAlias` */
export const camelOf = (name: string): string => {
  const made = pascalOf(name);
  return `${made.slice(0, 1).toLowerCase()}${made.slice(1)}`;
};

/** The regular plural of a word. */
export const pluralOf = (word: string): string => {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
};

/** The action in n8n's node panel: the verb, then the resource, then the rest; no articles. `newAlias` of `user` -> `New user alias`. */
export const actionOf = (resource: string, name: string): string => {
  const thing = wordsIn(resource).join(' ');
  const [verb = '', ...rest] = wordsIn(name);
  return capital(rest[0] === 'many' ? [verb, ...rest, pluralOf(thing)].join(' ') : [verb, thing, ...rest].join(' '));
};
