import type { Subscription } from './user';
import type { Users } from './users';

/** The state of email addresses, whether a user has them or not ("Email Sync"). */
export class Emails {
  /** When each currently unsubscribed address was unsubscribed, in milliseconds. */
  readonly unsubscribed = new Map<string, number>();
  /** When each address hard bounced, in milliseconds. */
  readonly bounced = new Map<string, number>();
  readonly spam = new Set<string>();
  private readonly states = new Map<string, Subscription>();

  constructor(private readonly users: Users) {}

  /** "You can set the email subscription state for an email address that is not yet associated with any of your users". */
  subscribe(email: string, state: Subscription, at: number): void {
    this.remember(email, state, at);
    for (const user of this.users.withEmail(email.toLowerCase())) user.profile.email_subscribe = state;
  }

  /** The state that an address has before anybody looks for its users. */
  remember(email: string, state: Subscription, at: number): void {
    const key = email.toLowerCase();
    if (state !== 'unsubscribed') this.unsubscribed.delete(key);
    else if (this.states.get(key) !== 'unsubscribed') this.unsubscribed.set(key, at);
    this.states.set(key, state);
  }

  /** The state set for an address before. */
  stateOf(email: string): Subscription | undefined {
    return this.states.get(email.toLowerCase());
  }

  clear(): void {
    for (const list of [this.unsubscribed, this.bounced, this.spam, this.states]) list.clear();
  }
}
