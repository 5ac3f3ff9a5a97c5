import { isRecord } from '../../server/body';
import { isFilled, oneOf, type Check } from '../checks';
import type { GroupState, User } from '../users/user';

/** A subscription group, as the dashboard makes them. */
interface Group {
  readonly id: string;
  readonly name: string;
  readonly channel: 'email' | 'sms';
}

const KNOWN: readonly Group[] = [
  { id: '77777777-7777-4777-8777-777777777777', name: 'Newsletter', channel: 'email' },
  { id: '88888888-8888-4888-8888-888888888888', name: 'SMS Offers', channel: 'sms' },
];

export const NEWSLETTER = KNOWN[0]!.id;
export const SMS_OFFERS = KNOWN[1]!.id;

/** No page says what becomes of an unknown group, so each ID is one. */
export const groupOf = (id: string): Group => KNOWN.find((group) => group.id === id) ?? { id, name: id, channel: 'email' };

export const groupState: Check = oneOf('subscribed', 'unsubscribed');

/** `subscription_groups` of an attributes object. */
export const groupsOfProfile: Check = (value) =>
  Array.isArray(value) && value.every((one) => isRecord(one) && isFilled(one.subscription_group_id) && groupState(one.subscription_state) === undefined)
    ? undefined
    : 'must be an array of objects with subscription_group_id and subscription_state';

/** The state as the answers of the two reads write it. */
export const written = (state: GroupState | undefined): string => (state === undefined ? 'Unknown' : state === 'subscribed' ? 'Subscribed' : 'Unsubscribed');

/** The groups in which a user ever had a state. */
export const groupsOf = ({ subscriptionGroups }: User): object[] => [...subscriptionGroups].map(([id, state]) => ({ ...groupOf(id), status: written(state) }));
