import { FORMATS, hasFormat, isObject, trimmed, type FormatName, type Json, type JsonObject } from '../../../engine';
import { isFilled, show } from './places';
import { profileColumns, type ProfileName } from './profileFields';
import { isDay, isTime } from './times';

/** What is wrong with a value, as a statement about its field; undefined if nothing is. */
type Check = (value: Json, today: boolean) => string | undefined;

const says =
  (fits: (value: Json, today: boolean) => boolean, form: string): Check =>
  (value, today) =>
    fits(value, today) ? undefined : `is ${show(value)}, not ${form}`;

const text = says((value) => typeof value === 'string', 'a text');
const flag = says((value) => typeof value === 'boolean', 'true or false');
const time = says(isTime, 'a date in ISO 8601 format');
const matching = (pattern: RegExp, form: string): Check => says((value) => typeof value === 'string' && pattern.test(value), form);
const formed = (name: FormatName): Check =>
  says((value) => typeof value === 'string' && hasFormat(name, value), `${/^[aeiou]/.test(FORMATS[name].noun) ? 'an' : 'a'} ${FORMATS[name].noun}`);
const among = (values: readonly string[]): Check => says((value) => values.includes(value as string), `one of ${values.join(', ')}`);

const optionsOf = (name: 'gender' | 'email_subscribe' | 'push_subscribe'): readonly string[] => profileColumns[name].options.map(({ value }) => value);

const isNumber = (value: Json | undefined, { min, max }: { readonly min: number; readonly max: number }): boolean =>
  typeof value === 'number' && value >= min && value <= max;
const isWhole = (value: Json | undefined): boolean => Number.isInteger(value);
const isText = (value: Json | undefined): boolean => typeof value === 'string';
const isTexts = (value: Json | undefined): boolean => Array.isArray(value) && value.every(isText);

/** An object with any of these members and no others. */
const anyOf = (members: Readonly<Record<string, (value: Json | undefined) => boolean>>, form: string): Check =>
  says(
    (value) =>
      isObject(value) &&
      Object.entries(value as JsonObject).every(([name, each]) => each === undefined || (Object.hasOwn(members, name) && members[name]!(each))),
    form,
  );

/** A list of objects with these members, and possibly others. */
const listOf = (members: Readonly<Record<string, (value: Json | undefined) => boolean>>, form: string): Check =>
  says(
    (value) =>
      Array.isArray(value) && value.every((row: Json) => isObject(row) && Object.entries(members).every(([name, fits]) => fits((row as JsonObject)[name]))),
    form,
  );

const { longitude, latitude } = profileColumns.current_location.columns;
const groupStates: readonly string[] = profileColumns.subscription_groups.columns.subscription_state.options.map(({ value }) => value);
const language = formed('language');
const longLanguage = formed('longLanguage');
/** Names like the document's other example, "Eastern Time (US & Canada)". */
const OLD_ZONE = /^(Eastern|Central|Mountain|Pacific|Atlantic) Time \([A-Z][\w &]+\)$/;
const IN_APPBOY = ['F', 'M'];

const checks: Readonly<Record<ProfileName, Check>> = {
  bio: text,
  country: formed('country'),
  current_location: says(
    (value) => isObject(value) && isNumber((value as JsonObject).longitude, longitude.limits) && isNumber((value as JsonObject).latitude, latitude.limits),
    'an object with a longitude and a latitude',
  ),
  date_of_first_session: time,
  date_of_last_session: time,
  dob: says(isDay, 'a date in YYYY-MM-DD format'),
  email: formed('email'),
  email_click_tracking_disabled: flag,
  email_open_tracking_disabled: flag,
  email_subscribe: among(optionsOf('email_subscribe')),
  facebook: anyOf({ id: isText, likes: isTexts, num_friends: isWhole }, 'an object with any of id, likes and num_friends'),
  first_name: text,
  foursquare_access_token: text,
  gender: (value, today) => among(today ? optionsOf('gender') : IN_APPBOY)(value, today),
  home_city: text,
  image_url: formed('url'),
  // Braze's current list has three-letter codes for languages without an ISO 639-1 code.
  language: (value, today) => (today ? longLanguage : language)(value, today),
  last_name: text,
  marked_email_as_spam_at: time,
  phone: (value, today) =>
    matching(today ? /^\+?[\d\s().-]*\d[\d\s().-]*$/ : /^\d+$/, today ? 'a phone number' : 'a phone number with digits only')(value, today),
  push_subscribe: among(optionsOf('push_subscribe')),
  push_tokens: listOf({ app_id: isFilled, token: isFilled }, 'a list of objects with app_id and token'),
  subscription_groups: listOf(
    { subscription_group_id: isFilled, subscription_state: (value) => groupStates.includes(value as string) },
    'a list of objects with subscription_group_id and subscription_state',
  ),
  time_zone: says((value) => typeof value === 'string' && (hasFormat('timeZone', value) || OLD_ZONE.test(value)), `a ${FORMATS.timeZone.noun}`),
  twitter: anyOf(
    { id: isWhole, screen_name: isText, followers_count: isWhole, friends_count: isWhole, statuses_count: isWhole },
    'an object with any of id, screen_name, followers_count, friends_count and statuses_count',
  ),
};

interface ProfileField {
  readonly check: Check;
  readonly type: string;
  readonly label: string;
  readonly todo: string;
  /** Text for people: blanks around it are kept. */
  readonly isProse: boolean;
}

const fieldsByName: ReadonlyMap<string, ProfileField> = new Map(
  Object.entries(profileColumns).map(([name, column]) => {
    const { type, label, todo } = column;
    return [name, { check: checks[name as ProfileName], type, label, todo, isProse: 'prose' in column }];
  }),
);

/** The profile field with this name, if there is one. */
export const profileField = (name: string) => fieldsByName.get(name);

/** Converts a profile value to its wire type, from data with numbers for texts and texts for booleans; undefined if it is empty, like an empty table cell. */
export const profileValue = ({ type, isProse }: ProfileField, value: Json | undefined): Json | undefined => {
  if (value === '') return undefined;
  if (type === 'text' && typeof value === 'string' && !isProse) return trimmed(value) || undefined;
  // A number that may have lost digits is not converted, so that it is rejected.
  if (type === 'text' && typeof value === 'number') return Number.isSafeInteger(value) || !Number.isInteger(value) ? String(value) : value;
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  return value;
};
