/** Licences (SPDX) under which code may be in our packages, or be installed with them: none asks for more than that its notice goes along. */
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
 * Whether an SPDX expression leaves a way by allowed licences alone: all of those joined by AND, one of those joined by OR. Anything that is no
 * such expression, such as "SEE LICENSE IN ...", is not allowed.
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
