import type { Segment } from '../catalogue';
import type { Audience } from '../messages/audience';
import type { Identity } from '../users/users';

/** Somebody who is named in a request, with values of their own. */
export interface Recipient {
  readonly identity: Identity;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Whom a request wants to reach. */
export interface Order {
  /** Those named; absent: everybody in the segment. */
  readonly recipients?: readonly Recipient[];
  /** Absent: all users. "Including both will send to the provided user ids if they are in the segment". */
  readonly segment?: Segment;
  readonly audience?: Audience;
  /** "trigger_properties" for everybody; a recipient's own win. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** "recipient_subscription_state". */
  readonly subscription: 'opted_in' | 'subscribed' | 'all';
}
