import type { Channel, MessageParts } from '../../server/parts';
import type { Shape } from '../checks';

/** A message as it was sent. */
export type MessageObject = Readonly<Record<string, unknown>>;

/** One kind of message object. */
export interface MessageForm {
  readonly platforms: readonly string[];
  readonly channel: Channel;
  readonly shape: Shape;
  /**
   * Rules beyond the shape: returns what is wrong, or throws a refusal with its own message.
   * @param sentAt when it is sent, in milliseconds; undefined for a schedule, which may be changed
   */
  check?(message: MessageObject, type: string, sentAt: number | undefined): string | undefined;
  /** What the recipient sees. */
  show(message: MessageObject): { title: unknown; body: unknown };
  /** What it has besides, if anything. */
  parts?(message: MessageObject): MessageParts;
}
