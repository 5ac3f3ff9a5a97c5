import { sayIn, type CheckContext, type Field, type Fields, type Input, type Json, type JsonObject, type Problem } from '../../../engine';
import { msUntil, type Delivery } from './delivery';

const switchOf = (label: string, description: string) => ({ type: 'boolean', label, description }) as const satisfies Field;

const life = (label: string) =>
  ({
    type: 'number',
    label,
    description: 'How long the push waits for a device that is off, in minutes; 0 is one attempt, and a week the most',
    placeholder: '2160',
    limits: { min: 0, max: 10_080, whole: true },
  }) as const satisfies Field;

const columns = {
  bypassDND: switchOf('Bypass Do Not Disturb', 'Whether users get the push at times at which they want none'),
  campaignThrottleRpm: {
    type: 'number',
    label: 'Throttle (Messages a Minute)',
    description: 'How many messages go out a minute at most; it takes the place of the throttle time',
    placeholder: '100000',
    limits: { min: 1, max: 250_000, whole: true },
  },
  campaignThrottleTime: {
    type: 'number',
    label: 'Throttle Time (Minutes)',
    description: 'Over how long the messages are spread',
    placeholder: '60',
    limits: { min: 1, max: 360, whole: true },
  },
  countFC: switchOf('Count for Frequency Capping', 'Whether the push counts towards the frequency cap that it ignores'),
  deliverWhenActive: switchOf('Deliver When Active', 'Whether the push waits until the user is active'),
  ignoreFC: switchOf('Ignore Frequency Capping', 'Whether users get the push who have had their share already; of use while testing'),
  ignoreMinimumDelay: switchOf('Ignore Minimum Delay', 'Whether the least time between two pushes is not kept'),
  inboxExpiry: {
    type: 'number',
    label: 'Inbox Expiry (Hours)',
    description: "How long the message stays in the app's inbox",
    placeholder: '72',
    limits: { min: 1, whole: true },
  },
  iOSTargetDevice: {
    type: 'choice',
    label: 'iOS Devices',
    description: 'Which iOS devices get the push; the default ones if empty',
    options: [
      { value: 'apns_device_default_push', label: 'Default', description: 'All that may get pushes' },
      { value: 'apns_device_non_provisional_push', label: 'Not Provisional', description: 'Whose users allowed pushes' },
      { value: 'apns_device_provisional_push', label: 'Provisional', description: 'Whose users were not asked yet' },
    ],
  },
  preCacheSegment: switchOf('Prepare Segment', 'Whether the users are looked up before the time of the push; it wants a push that is made 2 hours ahead'),
  priority_android: {
    type: 'choice',
    label: 'Priority on Android',
    description: 'How urgently the push is delivered',
    options: [
      { value: 'High', label: 'High' },
      { value: 'Low', label: 'Low' },
    ],
  },
  priority_ios: {
    type: 'choice',
    label: 'Priority on iOS',
    description: 'How urgently the push is delivered',
    options: [
      { value: '1', label: '1', description: 'Saves power above all' },
      { value: '5', label: '5', description: 'With regard to power' },
      { value: '10', label: '10', description: 'At once' },
    ],
  },
  pushAmp: switchOf('Push Amplification+', 'Whether MoEngage tries further ways to reach devices that do not answer'),
  sendAtHighPriority: switchOf('Send at High Priority', 'Legacy: whether the push is urgent; the priorities take its place'),
  ttl_android: life('Time to Live on Android (Minutes)'),
  ttl_web: life('Time to Live on the Web (Minutes)'),
  useJinjaPersonalization: switchOf('Use Jinja Personalization', 'Whether texts are personalized by Jinja, as MoEngage advises'),
} as const satisfies Fields;

/** MoEngage Push API, "Body", advancedSettings. */
export const advancedFields = {
  advancedSettings: { type: 'group', label: 'Advanced Settings', description: 'Limits, priorities and the like', columns },
} as const satisfies Fields;

export type Advanced = Input<typeof advancedFields>;

/** Names on the wire that are no names of fields. */
const WIRE: Readonly<Record<string, string>> = { pushAmp: 'pushAmp+' };
/** The one switch that is a boolean in the document's table and in its samples alike. */
const PLAIN = ['bypassDND'];

const say = sayIn(columns, 'advancedSettings');

export const advancedProblems = ({ advancedSettings: settings }: Advanced): readonly Problem[] =>
  settings?.countFC === true && settings.ignoreFC !== true
    ? [say('countFC', `is on, but '${columns.ignoreFC.label}' is not`, `Switch '${columns.ignoreFC.label}' on too, or leave it out.`)]
    : [];

const TWO_HOURS_MS = 2 * 3_600_000;

/** What MoEngage takes but does not do. */
export const advancedDoubts = (
  { advancedSettings: settings, ...delivery }: Advanced & Delivery,
  context: Pick<CheckContext, 'now' | 'timeZone'>,
): readonly string[] => {
  const isTooLate = (msUntil(delivery as Delivery, context) ?? TWO_HOURS_MS) < TWO_HOURS_MS;
  return settings?.preCacheSegment === true && isTooLate
    ? [`'${columns.preCacheSegment.label}' does nothing: it wants a push that is made at least 2 hours ahead.`]
    : [];
};

/** MoEngage's samples write switches as words in lower case. */
const flag = (value: boolean): Json => (value ? 'true' : 'false');

const wireValue = (name: string, value: Json): Json => (typeof value === 'boolean' && !PLAIN.includes(name) ? flag(value) : value);

/** `advancedSettings`, where any is given. */
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
