import { isRecord } from '../../server/body';
import { demand, email, filled, flag, object } from '../checks';
import type { Body } from '../endpoint';
import type { Recipient } from '../outbox/order';
import { refuse } from '../refusals';
import type { BrazeState } from '../state';
import { applyAttributes, attributesFault } from '../users/attributes';
import { isAlias } from '../users/identity';
import type { Identity } from '../users/users';
import type { Kind } from './kind';
import { readValues } from './values';

const MOST_RECIPIENTS = 50;

/** Recipients, and the attributes to be set on their profiles before sending. */
export interface Recipients {
  readonly list: readonly Recipient[];
  readonly prepare: () => void;
}

/** "Recipient Object": a user and values such as "trigger_properties". Everything else exists only today. Absent or empty means that nobody is named. */
export function readRecipients(state: BrazeState, body: Body, kind: Kind): Recipients | undefined {
  const given = body.recipients;
  if (given === undefined || given === null) return undefined;
  if (!Array.isArray(given)) throw refuse.badRequest("'recipients' must be an array of Recipient Objects");
  if (given.length === 0) return undefined;
  if (given.length > MOST_RECIPIENTS) throw refuse.tooLong(`At most ${MOST_RECIPIENTS} recipients are allowed in one request`);
  const merged = new Map<string, Recipient>();
  const writes: (() => void)[] = [];
  given.forEach((entry: unknown, index) => {
    const where = `recipients[${index}]`;
    if (!isRecord(entry)) throw refuse.badRequest(`${where} must be an object`);
    demand(entry, { optional: { attributes: object, send_to_existing_only: flag } }, where);
    const identity = identityIn(entry, where, state.settings.appboy !== 0);
    const properties = readValues(entry, kind, where);
    const key = JSON.stringify(identity);
    // Today a user who occurs several times in a call gets one message.
    merged.set(key, { identity, properties: { ...merged.get(key)?.properties, ...properties } });
    const write = writeOf(state, entry, identity, where);
    if (write) writes.push(write);
  });
  return { list: [...merged.values()], prepare: () => writes.forEach((write) => write()) };
}

function identityIn(entry: Body, where: string, appboy: boolean): Identity {
  if (appboy) demand(entry, { required: { external_user_id: filled } }, where);
  const { external_user_id, user_alias, braze_id, email: address } = entry;
  const given = [external_user_id, user_alias, braze_id, address].filter((one) => one !== undefined && one !== null);
  if (given.length !== 1) throw refuse.badRequest(`${where} must have exactly one of external_user_id, user_alias, braze_id and email`);
  demand(entry, { optional: { external_user_id: filled, braze_id: filled, email } }, where);
  if (external_user_id) return { external_id: external_user_id as string };
  if (braze_id) return { braze_id: braze_id as string };
  if (address) return { email: address as string };
  if (!isAlias(user_alias)) throw refuse.badRequest(`${where}: 'user_alias' must have alias_name and alias_label`);
  return { user_alias: { alias_name: user_alias.alias_name, alias_label: user_alias.alias_label } };
}

/** `attributes` are set on the profile first; with `send_to_existing_only: false` they also create a missing profile. */
function writeOf(state: BrazeState, entry: Body, identity: Identity, where: string): (() => void) | undefined {
  const { attributes, send_to_existing_only: existingOnly = true } = entry;
  if (state.settings.appboy) return undefined;
  if (existingOnly === false && !isRecord(attributes)) throw refuse.badRequest(`${where}: 'attributes' is required when send_to_existing_only is false`);
  if (existingOnly === false && 'user_alias' in identity) throw refuse.badRequest(`${where}: 'send_to_existing_only' must not be false with a user_alias`);
  if (!isRecord(attributes)) return undefined;
  const fault = attributesFault(attributes, state.users.find(identity), false);
  if (fault) throw refuse.badRequest(`${where}.attributes: ${fault}`);
  return () => {
    const makes = existingOnly === false && 'external_id' in identity;
    const user = state.users.find(identity) ?? (makes ? state.users.create(identity) : undefined);
    if (user) applyAttributes(state, user, attributes);
  };
}
