import type { Field, Problem, Retry } from '../../engine';

/** The order in which one of several users with the same address is selected (Braze, endpoints/user_data/post_user_identify). */
const options = [
  { value: 'identified', label: 'Identified', description: 'Users with an external ID' },
  { value: 'unidentified', label: 'Unidentified', description: 'Users without an external ID' },
  { value: 'most_recently_updated', label: 'Most Recently Updated' },
  { value: 'least_recently_updated', label: 'Least Recently Updated' },
] as const;

export const PRIORITIES: readonly string[] = options.map(({ value }) => value);

/** Mutually exclusive pairs. */
const OPPOSED = [
  ['identified', 'unidentified'],
  ['most_recently_updated', 'least_recently_updated'],
] as const;

/** The rules by which one of several users with the same address or number is selected; the first one counts most. */
export const prioritizationField = {
  type: 'list',
  label: 'Prioritization',
  description:
    'Which user is meant if several share the address or number: identified or unidentified ones, then the most or least recently updated one. If several still fit, Braze changes nobody and does not say so',
  required: true,
  options,
  todo: 'Choose identified or unidentified, and most or least recently updated.',
} as const satisfies Field;

const say = (field: string, label: string, what: string, todo: string): Problem => ({ field, message: `'${label}' (${field}) ${what}.`, todo });

/** Problems of rules that say two opposite things, or anything else than a rule. */
export const prioritizationProblems = (rules: readonly string[], field: string, label: string = prioritizationField.label): readonly Problem[] => {
  const wrong = rules.find((each) => !PRIORITIES.includes(each));
  const opposed = OPPOSED.find((pair) => pair.every((each) => rules.includes(each)));
  return [
    ...(wrong === undefined ? [] : [say(field, label, `contains '${wrong}'; each entry must be one of ${PRIORITIES.join(', ')}`, 'Use only these values.')]),
    ...(opposed ? [say(field, label, `contains both ${opposed.join(' and ')}`, 'Use only one of them.')] : []),
  ];
};

/**
 * How a request that removes a profile may be repeated: the rules select one of several users, so that a repeat after a success would select the next
 * one.
 */
export const retryWith = (...rules: readonly (readonly string[] | undefined)[]): Exclude<Retry, 'safe' | 'send'> =>
  rules.some((each) => (each?.length ?? 0) > 0) ? 'nonIdempotent' : 'idempotent';
