import { isRecord } from '../../server/body';
import { isText } from '../checks';
import { define } from '../definitions/dataType';
import { changeFault, isNested, nestedAfter } from './nested';
import type { BrazeState } from '../state';
import { countryCode, isTimeZone, OLD_PROFILE, PROFILE, pushTokens } from './profile';
import type { GroupState, PushToken, Subscription, User } from './user';

type Attributes = Readonly<Record<string, unknown>>;

/** Members of an attributes object that identify the user or control processing, and `foursquare`: "reserved, do not use". */
const NOT_CUSTOM = new Set([
  'external_id',
  'user_alias',
  'braze_id',
  '_update_existing_only',
  '_merge_objects',
  'push_token_import',
  'push_tokens',
  'foursquare',
]);
const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);
const isList = (value: unknown): value is unknown[] => Array.isArray(value) && value.every(isScalar);

/** What is wrong with an attributes object for this user, if anything; then it is not applied at all. */
export function attributesFault(object: Attributes, user: User | undefined, appboy: boolean): string | undefined {
  if (object.foursquare !== undefined) return "'foursquare' is reserved";
  if (object.push_tokens !== undefined) {
    const fault = pushTokens(object.push_tokens);
    if (fault) return `'push_tokens' ${fault}`;
  }
  for (const [name, value] of Object.entries(object)) {
    if (NOT_CUSTOM.has(name) || value === null) continue;
    const check = (appboy && Object.hasOwn(OLD_PROFILE, name) ? OLD_PROFILE[name] : undefined) ?? (Object.hasOwn(PROFILE, name) ? PROFILE[name] : undefined);
    const fault = check ? check(value) : customFault(value, user?.custom_attributes[name], appboy);
    if (fault) return `'${name}' ${fault}`;
  }
  return undefined;
}

/** "Custom Attribute Data Types"; objects and arrays of objects exist only today. */
function customFault(value: unknown, present: unknown, appboy: boolean): string | undefined {
  if (isScalar(value) || isList(value)) return undefined;
  if (!appboy && Array.isArray(value) && value.every((one) => isScalar(one) || isRecord(one))) return undefined;
  if (!isRecord(value)) return 'must be a string, a number, a boolean, a date or an array of such values';
  const names = Object.keys(value);
  if (names.length === 1 && names[0] === 'inc') {
    if (!Number.isInteger(value.inc)) return 'must be incremented by an integer';
    return present === undefined || Number.isInteger(present) ? undefined : 'is not an integer, and cannot be incremented';
  }
  if (names.length > 0 && names.every((name) => name === 'add' || name === 'remove')) {
    if (!Object.values(value).every(isList)) return 'must have arrays of values in add and remove';
    return present === undefined || Array.isArray(present) ? undefined : 'is not an array, and nothing can be added or removed';
  }
  if (!appboy) return changeFault(value);
  return 'must not be an object, unless it has inc, or add and remove';
}

/** Applies a valid attributes object to a profile. */
export function applyAttributes(state: BrazeState, user: User, object: Attributes): void {
  for (const [name, value] of Object.entries(object)) {
    if (NOT_CUSTOM.has(name)) continue;
    if (Object.hasOwn(PROFILE, name)) {
      applyProfile(state, user, name, value);
      continue;
    }
    define(state.attributes, name, value);
    if (isNested(value) && !isSimpleChange(value)) setNested(user, name, nestedAfter(user.custom_attributes[name], value, object._merge_objects === true));
    else applyCustom(user, name, value, state.settings.arrayElements);
  }
  for (const token of (object.push_tokens ?? []) as PushToken[]) state.users.addToken(user, token);
  // An address whose state was set before any user had it, or by this very object.
  const { email, email_subscribe } = user.profile;
  if (!isText(email) || (object.email === undefined && object.email_subscribe === undefined)) return;
  const set = object.email_subscribe === undefined ? state.emails.stateOf(email) : email_subscribe;
  if (set !== undefined) state.emails.subscribe(email, set as Subscription, state.world.now());
}

function applyProfile(state: BrazeState, user: User, name: string, value: unknown): void {
  if (name === 'subscription_groups') return applyGroups(user, value as readonly Attributes[] | null);
  if (name === 'time_zone' && value !== null && !isTimeZone(value)) return; // "Only valid time zone values will be set"
  const stored = name === 'country' && !state.settings.appboy && isText(value) ? (countryCode(value) ?? null) : value;
  state.users.set(user, name, stored);
}

/** A group that is not named keeps its state. */
function applyGroups({ subscriptionGroups }: User, groups: readonly Attributes[] | null): void {
  for (const { subscription_group_id, subscription_state } of groups ?? []) {
    subscriptionGroups.set(subscription_group_id as string, subscription_state as GroupState);
  }
}

/** `{inc}`, `{add}` and `{remove}` of the document. */
const isSimpleChange = (value: unknown): boolean =>
  isRecord(value) && Object.keys(value).length > 0 && Object.keys(value).every((name) => ['inc', 'add', 'remove'].includes(name));

function setNested({ custom_attributes: attributes }: User, name: string, value: unknown): void {
  if (value !== undefined) attributes[name] = value;
}

function applyCustom({ custom_attributes: attributes }: User, name: string, value: unknown, most: number): void {
  if (value === null) delete attributes[name];
  else if (Array.isArray(value)) attributes[name] = value.slice(0, most);
  else if (!isRecord(value)) attributes[name] = value;
  else if ('inc' in value) attributes[name] = ((attributes[name] as number | undefined) ?? 0) + (value.inc as number);
  else {
    const { add = [], remove = [] } = value as { add?: unknown[]; remove?: unknown[] };
    const remaining = ((attributes[name] ?? []) as unknown[]).filter((one) => !remove.includes(one));
    attributes[name] = [...new Set([...remaining, ...add])].slice(0, most);
  }
}
