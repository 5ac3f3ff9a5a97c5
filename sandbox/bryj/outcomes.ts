export type Platform = 'android' | 'ios';

/** The outcome of a message for one person: the devices, and the report's `error_message` (empty: sent). */
export interface Outcome {
  platforms: Platform[];
  error: string;
}

export const IN_PROGRESS = 'In progress';

/** Parts of a user ID that determine its outcome; hyphens and underscores in between are ignored. */
const MAGIC: readonly (readonly [word: string, error: string])[] = [
  ['optout', 'Opt out'],
  ['nodevice', 'No device for user'],
  ['uninstalled', 'App uninstalled'],
  ['notloggedin', 'Last user not logged in'],
  ['badtoken', 'FPErrBadRecipientToken'],
  ['unregistered', 'FPErrTokenUnregistered'],
  ['badjson', 'FPErrJSONMarshalling'],
  ['pushfailed', 'FPErrPushFailed'],
  ['inprogress', IN_PROGRESS],
  ['delivered', ''],
];
const ERROR_OF = new Map(MAGIC);
const MAGIC_WORD = new RegExp(MAGIC.map(([word]) => [...word].join('[-_]?')).join('|'), 'i');
const MAGIC_PLATFORM = /two[-_]?devices|android|iphone/i;

/** The outcome for all others, in thousandths. The remaining 880 are sent. */
const SHARES: readonly (readonly [upTo: number, error: string])[] = [
  [30, 'Opt out'],
  [50, 'App uninstalled'],
  [70, 'No device for user'],
  [80, 'Last user not logged in'],
  [90, 'FPErrBadRecipientToken'],
  [98, 'FPErrTokenUnregistered'],
  [102, 'FPErrJSONMarshalling'],
  [110, 'FPErrPushFailed'],
  [120, IN_PROGRESS],
];
/** In-app messages do not use a push server ("Retrieve reports" attributes the other errors to push). */
const INAPP_ERRORS = new Set(['', 'No device for user', 'Last user not logged in']);

/** The same ID always has the same outcome. `settled`: push results have arrived, so none is in progress any longer. */
export function outcomeOf(user: string, channel: 'push' | 'inapp', settled: boolean): Outcome {
  const hash = hashOf(user);
  let error = user === '' ? 'No device for user' : errorOf(user, (hash >>> 8) % 1000);
  if (channel === 'inapp' && !INAPP_ERRORS.has(error)) error = '';
  if (settled && error === IN_PROGRESS) error = '';
  return { platforms: platformsOf(user, hash % 10), error };
}

function errorOf(user: string, thousandth: number): string {
  const word = MAGIC_WORD.exec(user)?.[0];
  if (word !== undefined) return ERROR_OF.get(word.toLowerCase().replace(/[-_]/g, '')) ?? '';
  if (thousandth >= 120) return '';
  return SHARES.find(([upTo]) => thousandth < upTo)?.[1] ?? '';
}

function platformsOf(user: string, tenth: number): Platform[] {
  const word = MAGIC_PLATFORM.exec(user)?.[0].toLowerCase();
  if (word === 'android') return ['android'];
  if (word === 'iphone') return ['ios'];
  if (word !== undefined) return ['android', 'ios'];
  return tenth < 6 ? ['android'] : tenth < 9 ? ['ios'] : ['android', 'ios'];
}

/** FNV-1a with a final mix, because consecutive IDs differ only in their last character. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
