import type { MessageType } from '../catalogue';
import { dueFor } from '../messages/schedule';
import { subscriptionOf } from '../users/user';
import type { OutboxAccount } from './account';
import type { Batch } from './batch';
import { UNKNOWN_USER, type Addressee } from './selection';

/** Message types that depend on a subscription state. */
const CHANNELS: Readonly<Partial<Record<MessageType, 'push' | 'email'>>> = {
  apple_push: 'push',
  android_push: 'push',
  kindle_push: 'push',
  web_push: 'push',
  windows_phone8_push: 'push',
  windows_universal_push: 'push',
  email: 'email',
};

/**
 * Why this person does not get a message, or undefined. Every known user counts as having the app; an email needs an address that has neither bounced
 * nor reported spam, an SMS a number that was not found to be invalid. "recipient_subscription_state" decides the rest.
 */
export function fateOf(account: OutboxAccount, { order }: Batch, { person, excluded }: Addressee, type: MessageType): string | undefined {
  if (excluded !== undefined) return excluded;
  if (!person) return UNKNOWN_USER;
  const channel = CHANNELS[type];
  if (channel && order.subscription !== 'all') {
    const subscription = subscriptionOf(person, channel);
    if (subscription === 'unsubscribed') return 'unsubscribed';
    if (order.subscription === 'opted_in' && subscription !== 'opted_in') return 'not opted in';
  }
  if (type === 'sms') return account.invalidNumbers.has(`+${String(person.profile.phone).replace(/\D/g, '')}`) ? 'invalid phone number' : undefined;
  if (channel !== 'email') return undefined;
  const { email } = person.profile;
  if (typeof email !== 'string') return 'no email address';
  if (account.emails.bounced.has(email.toLowerCase())) return 'hard bounce';
  return account.emails.spam.has(email.toLowerCase()) ? 'reported spam' : undefined;
}

/** When this person's messages are sent. */
export function dueOf({ schedule }: Batch, { person }: Addressee): number {
  return person ? dueFor(schedule, person) : schedule.at;
}

/** Whether the batch was canceled before this person's messages were due. */
export function isStopped(batch: Batch, addressee: Addressee): boolean {
  return batch.canceledAt !== undefined && dueOf(batch, addressee) > batch.canceledAt;
}

/** The status of a message at a given time: one that was due before its batch was canceled has been sent. */
export function statusOf(account: OutboxAccount, batch: Batch, addressee: Addressee, type: MessageType, now: number): string {
  const known = addressee.gone?.get(type);
  if (known !== undefined) return known;
  if (isStopped(batch, addressee)) return 'canceled';
  return fateOf(account, batch, addressee, type) ?? (now < dueOf(batch, addressee) ? 'pending' : 'sent');
}
