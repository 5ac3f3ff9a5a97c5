import type { Segment } from '../catalogue';
import { isFilled } from '../checks';
import type { Body } from '../endpoint';
import type { Order, Recipient } from '../outbox/order';
import { refuse } from '../refusals';
import type { BrazeState } from '../state';
import { isAlias } from '../users/identity';
import { readAudience } from './audience';

const MOST_USERS = 50;
const SUBSCRIPTIONS = ['opted_in', 'subscribed', 'all'];

/**
 * The targets of messages/send and messages/schedule/create: "at least one of 'segment_id', 'external_user_ids', and 'audience'"; aliases exist only
 * today. If several are set, only people who match all of them.
 */
export function readTargets(state: BrazeState, body: Body): Order {
  const recipients = readUsers(body, state.settings.appboy !== 0);
  const segment = readSegment(state, body.segment_id);
  const audience = body.audience === undefined || body.audience === null ? undefined : readAudience(body.audience, state.settings.appboy !== 0);
  if (!recipients && !segment && !audience) throw refuse.noRecipients("At least one of 'segment_id', 'external_user_ids' and 'audience' is required");
  checkBroadcast(state, body, recipients !== undefined);
  return {
    ...(recipients && { recipients }),
    ...(segment && { segment }),
    ...(audience && { audience }),
    properties: {},
    subscription: readSubscription(body.recipient_subscription_state),
  };
}

/** Today a request without named people must set `broadcast: true`, and one with named people must not. The document has no such member. */
export function checkBroadcast({ settings }: BrazeState, { broadcast }: Body, named: boolean): void {
  if (settings.appboy) return;
  if (broadcast !== undefined && broadcast !== null && typeof broadcast !== 'boolean') throw refuse.badRequest("'broadcast' must be a boolean");
  if (!named && broadcast !== true) throw refuse.noRecipients("'broadcast' must be true when no recipients are given");
  if (named && broadcast === true) throw refuse.badRequest("'broadcast' must not be true when recipients are given");
}

export function readSegment(state: BrazeState, id: unknown): Segment | undefined {
  if (id === undefined || id === null) return undefined;
  const segment = isFilled(id) ? state.segments.get(id) : undefined;
  if (!segment) throw refuse.badRequest("'segment_id' is no segment");
  return segment;
}

function readUsers(body: Body, appboy: boolean): Recipient[] | undefined {
  const ids = listIn(body, 'external_user_ids');
  const aliases = appboy ? [] : listIn(body, 'user_aliases');
  if (ids.length + aliases.length === 0) return undefined;
  if (ids.length + aliases.length > MOST_USERS) throw refuse.tooLong(`At most ${MOST_USERS} external_user_ids are allowed in one request`);
  if (!ids.every(isFilled)) throw refuse.badRequest("'external_user_ids' must be an array of strings");
  if (!aliases.every(isAlias)) throw refuse.badRequest("'user_aliases' must be an array of objects with alias_name and alias_label");
  const named = new Map(aliases.map(({ alias_name, alias_label }) => [JSON.stringify([alias_label, alias_name]), { alias_name, alias_label }]));
  const identities = [...[...new Set(ids)].map((external_id) => ({ external_id })), ...[...named.values()].map((user_alias) => ({ user_alias }))];
  return identities.map((identity) => ({ identity, properties: {} }));
}

function listIn(body: Body, name: string): unknown[] {
  const list = body[name] ?? [];
  if (!Array.isArray(list)) throw refuse.badRequest(`'${name}' must be an array`);
  return list;
}

function readSubscription(value: unknown): Order['subscription'] {
  if (value === undefined || value === null) return 'subscribed';
  if (!SUBSCRIPTIONS.includes(value as string)) throw refuse.badRequest(`'recipient_subscription_state' must be one of ${SUBSCRIPTIONS.join(', ')}`);
  return value as Order['subscription'];
}
