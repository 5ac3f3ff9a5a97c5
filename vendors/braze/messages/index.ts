import type { CheckContext, JsonObject } from '../../../engine';
import { givenIn, leftOut, type Endpoint, type Messages } from './given';

import { formerProblems } from './check';

export { messageProblems } from './check';
export { anyChannels } from './channels';
export { messageFields } from './given';

/** Warnings about the messages of an input. */
export const messageDoubts = (input: Messages, endpoint: Endpoint, context: CheckContext): readonly string[] => [
  ...givenIn(input, context.timeZone).flatMap(({ kind, message, at }) => kind?.doubts?.(message, at) ?? []),
  ...formerProblems(input, endpoint, context),
  ...leftOut(input),
];

/** The `messages` object of the wire; undefined if there is no message. */
export const messagesOf = (input: Messages, endpoint: Endpoint, { timeZone }: Pick<CheckContext, 'timeZone'>): JsonObject | undefined => {
  const given = givenIn(input, timeZone);
  if (given.length === 0) return undefined;
  return Object.fromEntries(given.map(({ key, kind, message }) => [endpoint === 'schedule' ? (kind?.scheduledWire ?? key) : key, message]));
};
