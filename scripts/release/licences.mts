/** Licences (SPDX) allowed for code inside our packages or installed with them: all require no more than including their notice. */
export const ALLOWED: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
];

/**
 * Whether an SPDX expression can be satisfied by allowed licences alone: all of those joined by AND, one of those joined by OR. Anything that is not
 * such an expression, such as "SEE LICENSE IN ...", is not allowed.
 */
export const isAllowed = (expression: string): boolean => {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const take = (token: string): boolean => {
    if (tokens[at] !== token) return false;
    at++;
    return true;
  };
  const single = (): boolean => {
    if (!take('(')) return ALLOWED.includes(tokens[at++] ?? '');
    const inside = either();
    return take(')') && inside;
  };
  const all = (): boolean => {
    let good = single();
    while (take('AND')) good = single() && good;
    return good;
  };
  const either = (): boolean => {
    let good = all();
    while (take('OR')) good = all() || good;
    return good;
  };
  const good = either();
  return good && at === tokens.length;
};
