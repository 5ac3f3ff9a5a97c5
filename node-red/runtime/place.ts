import type { Message, Node, Red } from './nodeRedTypes';

/** Where values are read from. */
export interface Place {
  readonly red: Red;
  /** The node whose contexts and environment are used. */
  readonly node: Node | undefined;
  readonly msg: Message | undefined;
}
