import { isRecord } from '../../server/body';
import { dateTime, email, faultIn, flag, isFilled, isText, natural, oneOf, text, texts, url, whole, type Check, type Shape } from '../checks';
import { groupsOfProfile } from '../subscriptions/groups';
import { isZone, readDay } from '../times';

const SUBSCRIPTION = oneOf('opted_in', 'unsubscribed', 'subscribed');
const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** Looking up a code is slow, and there are few codes. */
function memoized(check: Check): Check {
  const results = new Map<unknown, string | undefined>();
  return (value) => {
    if (!results.has(value)) {
      if (results.size > 2_000) results.clear();
      results.set(value, check(value));
    }
    return results.get(value);
  };
}

const isCountry = (code: string): boolean => /^[A-Z]{2}$/i.test(code) && regions.of(code.toUpperCase()) !== undefined;
const oldCountry = memoized((value) => (isText(value) && isCountry(value) ? undefined : 'must be an ISO-3166-1 alpha-2 country code'));

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
let codes: ReadonlyMap<string, string> | undefined;

/** Today the API "makes a best effort to map countries received in different formats"; here by their English names. Undefined: the country is removed. */
export function countryCode(value: string): string | undefined {
  if (isCountry(value)) return value.toUpperCase();
  codes ??= new Map(
    LETTERS.flatMap((first) =>
      LETTERS.flatMap((second): [string, string][] => {
        const name = regions.of(first + second);
        return name === undefined ? [] : [[name.toLowerCase(), first + second]];
      }),
    ),
  );
  return codes.get(value.trim().toLowerCase());
}
const language = memoized((value) =>
  isText(value) && /^[a-z]{2}$/i.test(value) && languages.of(value.toLowerCase()) !== undefined ? undefined : 'must be an ISO-639-1 language code',
);
const day: Check = (value) => (readDay(value) === undefined ? 'must be a date as YYYY-MM-DD' : undefined);
/** "string of digits"; today also a plus, and separators between digits are removed. */
const phone: Check = (value) => (isText(value) && /^\+?\d{3,25}$/.test(value.replace(/[\s().-]/g, '')) ? undefined : 'must be a string of digits');
const objectOf =
  (shape: Shape): Check =>
  (value) => {
    if (!isRecord(value)) return 'must be an object';
    const fault = faultIn(value, shape);
    return fault && `is wrong: ${fault}`;
  };
const numberWithin =
  (most: number): Check =>
  (value) =>
    typeof value === 'number' && Math.abs(value) <= most ? undefined : `must be a number from -${most} to ${most}`;

/** "Appboy User Profile Fields" with their types; those on the last line exist only today. */
export const PROFILE: Readonly<Record<string, Check>> = {
  first_name: text,
  last_name: text,
  email,
  dob: day,
  country: text,
  language,
  time_zone: text,
  home_city: text,
  current_location: objectOf({ required: { longitude: numberWithin(180), latitude: numberWithin(90) } }),
  bio: text,
  gender: oneOf('M', 'F', 'O', 'N', 'P'),
  phone,
  email_subscribe: SUBSCRIPTION,
  push_subscribe: SUBSCRIPTION,
  date_of_first_session: dateTime,
  date_of_last_session: dateTime,
  image_url: url,
  facebook: objectOf({ optional: { id: text, likes: texts, num_friends: natural } }),
  twitter: objectOf({ optional: { id: whole, screen_name: text, followers_count: natural, friends_count: natural, statuses_count: natural } }),
  foursquare_access_token: text,
  email_open_tracking_disabled: flag,
  email_click_tracking_disabled: flag,
  marked_email_as_spam_at: dateTime,
  subscription_groups: groupsOfProfile,
};

/** Fields for which the document is stricter: it has two genders, and codes of countries only. */
export const OLD_PROFILE: Readonly<Record<string, Check>> = { gender: oneOf('M', 'F'), country: oldCountry };

/** "array of objects with app_id and token string". */
export const pushTokens: Check = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((one) => isRecord(one) && isFilled(one.app_id) && isFilled(one.token))
    ? undefined
    : 'must be an array of objects with app_id and token';

/** "Only valid time zone values will be set": those of the IANA database, and names like the document's "Eastern Time (US & Canada)". */
export function isTimeZone(value: unknown): boolean {
  return isText(value) && (/^(?:Eastern|Central|Mountain|Pacific|Atlantic) Time \([A-Z][\w &]+\)$/.test(value) || isZone(value));
}
