import type { Shape } from '../checks';

/** A message as it was sent. */
export type MessageObject = Readonly<Record<string, unknown>>;

/** One kind of message object. */
export interface MessageForm {
  readonly platforms: readonly string[];
  readonly shape: Shape;
  /** What the shape cannot say: returns what is wrong, or throws a refusal that has a name of its own. */
  check?(message: MessageObject, type: string): string | undefined;
  /** What its receiver sees. */
  show(message: MessageObject): { title: unknown; body: unknown };
}
