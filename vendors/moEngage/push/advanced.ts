import { sayIn, type CheckContext, type Field, type Fields, type Input, type Json, type JsonObject, type Problem } from '../../../engine';
import { msUntil, type Delivery } from './delivery';

const switchOf = (label: string, description: string) => ({ type: 'boolean', label, description }) as const satisfies Field;

const life = (label: string) =>
  ({
    type: 'number',
    label,
    description: 'How many minutes to keep the push for a device that is offline; 0 means a single attempt, at most one week',
    placeholder: '2160',
    limits: { min: 0, max: 10_080, whole: true },
  }) as const satisfies Field;

const columns = {
  bypassDND: switchOf('Bypass Do Not Disturb', 'Whether to send even at times when users do not want to be disturbed'),
  campaignThrottleRpm: {
    type: 'number',
    label: 'Throttle (Messages per Minute)',
    description: 'Maximum number of messages per minute; overrides the throttle time',
    placeholder: '100000',
    limits: { min: 1, max: 250_000, whole: true },
  },
  campaignThrottleTime: {
    type: 'number',
    label: 'Throttle Time (Minutes)',
    description: 'Time over which the messages are spread',
    placeholder: '60',
    limits: { min: 1, max: 360, whole: true },
  },
  countFC: switchOf('Count for Frequency Capping', 'Whether the push counts toward the frequency cap that it ignores'),
  deliverWhenActive: switchOf('Deliver When Active', 'Whether to wait until the user is active'),
  ignoreFC: switchOf('Ignore Frequency Capping', 'Whether to send even to users who have reached the frequency cap; useful for testing'),
  ignoreMinimumDelay: switchOf('Ignore Minimum Delay', 'Whether to ignore the minimum delay between two pushes'),
  inboxExpiry: {
    type: 'number',
    label: 'Inbox Expiry (Hours)',
    description: "How long to keep the message in the app's inbox",
    placeholder: '72',
    limits: { min: 1, whole: true },
  },
  iOSTargetDevice: {
    type: 'choice',
    label: 'iOS Devices',
    description: 'Which iOS devices receive the push; the default devices if empty',
    options: [
      { value: 'apns_device_default_push', label: 'Default', description: 'All devices that are allowed to receive pushes' },
      { value: 'apns_device_non_provisional_push', label: 'Not Provisional', description: 'Devices whose users have allowed pushes' },
      { value: 'apns_device_provisional_push', label: 'Provisional', description: 'Devices whose users have not been asked yet' },
    ],
  },
  preCacheSegment: switchOf('Prepare Segment', 'Whether to look up the users before the send time; the push must be created at least 2 hours in advance'),
  priority_android: {
    type: 'choice',
    label: 'Android Priority',
    description: 'How urgently to deliver the push',
    options: [
      { value: 'High', label: 'High' },
      { value: 'Low', label: 'Low' },
    ],
  },
  priority_ios: {
    type: 'choice',
    label: 'iOS Priority',
    description: 'How urgently to deliver the push',
    options: [
      { value: '1', label: '1', description: 'Prioritizes saving power over everything else' },
      { value: '5', label: '5', description: 'Takes power consumption into account' },
      { value: '10', label: '10', description: 'Delivers immediately' },
    ],
  },
  pushAmp: switchOf('Push Amplification+', 'Whether MoEngage tries additional ways to reach devices that do not respond'),
  sendAtHighPriority: switchOf('Send at High Priority', 'Legacy: whether the push is urgent; replaced by the priorities'),
  ttl_android: life('Android Time to Live (Minutes)'),
  ttl_web: life('Web Time to Live (Minutes)'),
  useJinjaPersonalization: switchOf('Use Jinja Personalization', 'Whether texts are personalized with Jinja, as recommended by MoEngage'),
} as const satisfies Fields;

/** MoEngage Push API, "Body", advancedSettings. */
export const advancedFields = {
  advancedSettings: { type: 'group', label: 'Advanced Settings', description: 'Limits, priorities and other settings', columns },
} as const satisfies Fields;

export type Advanced = Input<typeof advancedFields>;

/** Wire names that cannot be field names. */
const WIRE: Readonly<Record<string, string>> = { pushAmp: 'pushAmp+' };
/** The only switch that is a boolean in both the document's table and its samples. */
const PLAIN = ['bypassDND'];

const say = sayIn(columns, 'advancedSettings');

export const advancedProblems = ({ advancedSettings: settings }: Advanced): readonly Problem[] =>
  settings?.countFC === true && settings.ignoreFC !== true
    ? [say('countFC', `is on, but '${columns.ignoreFC.label}' is not`, `Turn on '${columns.ignoreFC.label}' too, or remove it.`)]
    : [];

const TWO_HOURS_MS = 2 * 3_600_000;

/** Settings that MoEngage accepts but ignores. */
export const advancedDoubts = (
  { advancedSettings: settings, ...delivery }: Advanced & Delivery,
  context: Pick<CheckContext, 'now' | 'timeZone'>,
): readonly string[] => {
  const isTooLate = (msUntil(delivery as Delivery, context) ?? TWO_HOURS_MS) < TWO_HOURS_MS;
  return settings?.preCacheSegment === true && isTooLate
    ? [`'${columns.preCacheSegment.label}' has no effect: the push must be created at least 2 hours in advance.`]
    : [];
};

/** MoEngage's samples write switches as lower-case words. */
const flag = (value: boolean): Json => (value ? 'true' : 'false');

const wireValue = (name: string, value: Json): Json => (typeof value === 'boolean' && !PLAIN.includes(name) ? flag(value) : value);

/** `advancedSettings`, if any is set. */
export const advancedOf = ({ advancedSettings: settings = {} }: Advanced): JsonObject => {
  const { ttl_android, ttl_web, priority_android, priority_ios, ...others } = settings;
  const ttl = { ...(ttl_android !== undefined && { ANDROID: ttl_android }), ...(ttl_web !== undefined && { WEB: ttl_web }) };
  const priority = { ...(priority_android !== undefined && { Android: priority_android }), ...(priority_ios !== undefined && { iOS: Number(priority_ios) }) };
  const advancedSettings = {
    ...(Object.keys(ttl).length > 0 && { ttl }),
    ...Object.fromEntries(Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [[WIRE[name] ?? name, wireValue(name, value)]]))),
    ...(Object.keys(priority).length > 0 && { notificationPrioritySettings: priority }),
  };
  return Object.keys(advancedSettings).length > 0 ? { advancedSettings } : {};
};
