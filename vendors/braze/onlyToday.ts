import type { OnlyWith } from '../../engine';

/**
 * What only today's API has: an account of the Appboy document lacks the endpoint.
 * @param what what such an account does not have, as the end of a sentence
 */
export const onlyToday = (what: string): OnlyWith => ({ setting: 'version', is: 'braze', what });

/** What several operations are about. */
export const ALIASES = onlyToday('aliases');
export const CANVAS = onlyToday('a Canvas');
export const CATALOGS = onlyToday('catalogs');
export const CONTENT_BLOCKS = onlyToday('content blocks');
export const DATA_INGESTION = onlyToday('Cloud Data Ingestion');
export const EMAIL_TEMPLATES = onlyToday('email templates');
export const INVALID_NUMBERS = onlyToday('invalid phone numbers');
export const LIVE_ACTIVITIES = onlyToday('Live Activities');
export const PREFERENCE_CENTERS = onlyToday('preference centers');
export const SDK_KEYS = onlyToday('SDK Authentication keys');
export const SEND_IDS = onlyToday('send IDs');
export const SUBSCRIPTION_GROUPS = onlyToday('subscription groups');
