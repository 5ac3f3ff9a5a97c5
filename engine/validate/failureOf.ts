import type { Failure } from '../base/errors';
import type { Problem } from '../catalogue/operation';

/** How many further problems a message names. */
const MOST_NAMED = 5;

/** What a problem is about: the label that its message begins with, or its field. */
const aboutOf = ({ field, message }: Problem): string => /'[^']+'/.exec(message)?.[0] ?? `'${field}'`;

/** `(and 2 more: 'Title', 'Sound')` */
const others = (problems: readonly Problem[]): string => {
  if (problems.length === 0) return '';
  const names = [...new Set(problems.map(aboutOf))];
  const shown = names.slice(0, MOST_NAMED).join(', ');
  return ` (and ${problems.length} more: ${shown}${names.length > MOST_NAMED ? ', and others' : ''})`;
};

/** Several problems of one input as one failure: the first in the message with the names of the others, all in the details. */
export const failureOf = (problems: readonly Problem[]): Failure => {
  const [first, ...rest] = problems;
  const more = rest.length;
  return {
    code: 'validation',
    reached: 'no',
    message: `${first!.message}${others(rest)}`,
    todo: first!.todo,
    field: first!.field,
    ...(more > 0 && { details: { problems: problems.map(({ field, message, todo }) => ({ field, message, todo })) } }),
  };
};
