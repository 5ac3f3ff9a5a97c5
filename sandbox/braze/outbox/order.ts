import type { Segment } from '../catalogue';
import type { Audience } from '../messages/audience';
import type { Identity } from '../users/users';

/** A person named in a request, with individual values. */
export interface Recipient {
  readonly identity: Identity;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Whom a request is for. */
export interface Order {
  /** The named people; absent: everyone in the segment. */
  readonly recipients?: readonly Recipient[];
  /** Absent: all users. "Including both will send to the provided user ids if they are in the segment". */
  readonly segment?: Segment;
  readonly audience?: Audience;
  /** "trigger_properties" for everyone; a recipient's own take precedence. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** "recipient_subscription_state". */
  readonly subscription: 'opted_in' | 'subscribed' | 'all';
}
