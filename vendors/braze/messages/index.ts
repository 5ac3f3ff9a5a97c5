import type { CheckContext, JsonObject } from '../../../engine';
import { givenIn, leftOut, type Endpoint, type Messages } from './given';

export { messageProblems } from './check';
export { anyChannels } from './channels';
export { messageFields } from './given';

/** Warnings about the messages of an input. */
export const messageDoubts = (input: Messages, { timeZone }: Pick<CheckContext, 'timeZone'>): readonly string[] => [
  ...givenIn(input, timeZone).flatMap(({ kind, message, at }) => kind?.doubts?.(message, at) ?? []),
  ...leftOut(input),
];

/** The `messages` object of the wire; undefined if there is no message. */
export const messagesOf = (input: Messages, endpoint: Endpoint, { timeZone }: Pick<CheckContext, 'timeZone'>): JsonObject | undefined => {
  const given = givenIn(input, timeZone);
  if (given.length === 0) return undefined;
  return Object.fromEntries(given.map(({ key, kind, message }) => [endpoint === 'schedule' ? (kind?.scheduledWire ?? key) : key, message]));
};
