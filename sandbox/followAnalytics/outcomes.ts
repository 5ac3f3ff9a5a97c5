import type { Campaign, FollowState, Message } from './state';
import { valueFor } from './templates';

export type Platform = 'android' | 'ios';
/** The values of the report's column `channel`. */
export type Channel = 'push' | 'inapp';

/** The outcome of a message on one device; without a device if none was tried. The document has no success code: it is empty here. */
export interface Outcome {
  readonly channel: Channel;
  readonly device: string;
  readonly platform?: Platform;
  readonly code: string;
}

/**
 * Parts of a user ID that determine its outcome, in any case; hyphens and underscores between their letters are ignored ("opt-out", "no_device"). The
 * codes are the document's ("Retrieve a sending report").
 */
const MAGIC: readonly (readonly [word: string, code: string])[] = [
  ['optout', 'DEVICE_OPT_OUT'],
  ['toobig', 'MESSAGE_TO_BIG'],
  ['invalid', 'VALIDATION_ERROR'],
  ['nodevice', 'NO_CONNECTED_DEVICE'],
  ['unknown', 'USER_UNKNOWN'],
  ['mismatch', 'MismatchSenderId'],
  ['uninstalled', 'Uninstall'],
  ['unregistered', 'FPErrTokenUnregistered'],
  ['badtoken', 'FPErrBadRecipientToken'],
  ['delivered', ''],
];
const CODE_OF = new Map(MAGIC);
const wordOf = (word: string): string => [...word].join('[-_]?');
const MAGIC_WORD = new RegExp(MAGIC.map(([word]) => wordOf(word)).join('|'), 'i');
const MAGIC_PLATFORM = /two[-_]?devices|android|iphone/i;

/** The outcome for all others, in thousandths; the remaining 890 are sent. */
const SHARES: readonly (readonly [upTo: number, code: string])[] = [
  [40, 'DEVICE_OPT_OUT'],
  [65, 'NO_CONNECTED_DEVICE'],
  [85, 'Uninstall'],
  [95, 'FPErrTokenUnregistered'],
  [103, 'FPErrBadRecipientToken'],
  [107, 'MismatchSenderId'],
  [110, 'MESSAGE_TO_BIG'],
];
/** Codes that are determined before a device is looked up. */
const WITHOUT_DEVICE = new Set(['NO_CONNECTED_DEVICE', 'USER_UNKNOWN', 'VALIDATION_ERROR']);
/** In-app messages do not use a push service. */
const INAPP_CODES = new Set(['', ...WITHOUT_DEVICE]);
/** Percentage of sent messages that are opened. */
const OPENED = 30;

export function channelsOf({ includesPush, includesInapp }: Campaign): readonly Channel[] {
  return [...(includesPush ? ['push' as const] : []), ...(includesInapp ? ['inapp' as const] : [])];
}

/**
 * The outcomes of one person's message: "a user can be seen multiple times if logged on multiple devices", and for each of the campaign's two kinds of
 * message. The same ID always has the same outcome. A message without a value for a placeholder is invalid.
 */
export function outcomesOf(state: FollowState, campaign: Campaign, { user_id: user, template_variables: values = {} }: Message): readonly Outcome[] {
  const hash = hashOf(user);
  const fate = codeOf(state, user, (hash >>> 8) % 1000);
  const isComplete = campaign.placeholders.every((name) => valueFor(values, name) !== undefined);
  return channelsOf(campaign).flatMap((channel): Outcome[] => {
    let code = channel === 'inapp' && !INAPP_CODES.has(fate) ? '' : fate;
    if (code === '' && !isComplete) code = 'VALIDATION_ERROR';
    if (WITHOUT_DEVICE.has(code)) return [{ channel, device: '', code }];
    return platformsOf(user, hash % 10).map((platform) => ({ channel, platform, device: `${platform}-${hashOf(platform + user).toString(16)}`, code }));
  });
}

/** Whether a recipient opens the message. */
export function isOpenedBy(user: string): boolean {
  return hashOf(`opened ${user}`) % 100 < OPENED;
}

function codeOf(state: FollowState, user: string, thousandth: number): string {
  const word = MAGIC_WORD.exec(user)?.[0];
  if (word !== undefined) return CODE_OF.get(word.toLowerCase().replace(/[-_]/g, '')) ?? '';
  if (!state.users.has(user)) return 'USER_UNKNOWN';
  return SHARES.find(([upTo]) => thousandth < upTo)?.[1] ?? '';
}

function platformsOf(user: string, tenth: number): readonly Platform[] {
  const word = MAGIC_PLATFORM.exec(user)?.[0].toLowerCase();
  if (word === 'android') return ['android'];
  if (word === 'iphone') return ['ios'];
  if (word !== undefined) return ['android', 'ios'];
  return tenth < 6 ? ['android'] : tenth < 9 ? ['ios'] : ['android', 'ios'];
}

/** FNV-1a with a final mix, because consecutive IDs differ only in their last character. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
