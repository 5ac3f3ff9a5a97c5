import { isRecord } from '../../server/body';
import { PLATFORMS, type Platform } from '../account';
import { refuse } from '../refusals';
import { demand, isFlag, isGiven, isText, isUrl, listIn, noOthers, objectIn, oneOf, textIn, type Demands, type Members } from './members';

/** The blocks of a payload by platform. */
export type Payload = Readonly<Partial<Record<Platform, Members>>>;

const RICH: Readonly<Record<'ANDROID' | 'IOS', readonly string[]>> = {
  ANDROID: ['image', 'coupon', 'sound'],
  IOS: ['gif', 'coupon', 'sound', 'image', 'audio', 'video'],
};
/** An iOS message may have one of these. */
const IOS_MEDIA = ['image', 'audio', 'video'];
const TEXT = [isText, 'a string that is not empty'] as const;
const TEXTS: Demands = { channel_id: TEXT, summary: TEXT, subtitle: TEXT, groupKey: TEXT, collapseReplaceKey: TEXT };
const DEFAULT_ACTIONS = ['richlanding', 'navigation', 'deeplinking'];
const ADDITIONAL_ACTIONS = ['call', 'snooze', 'copy', 'share'];

/** `targetPlatform`, and a block of `payload` for each of them. Blocks for other platforms are accepted, like undocumented members. */
export function readPayload(body: Members): { platforms: Platform[]; payload: Payload } {
  const platforms = readPlatforms(body);
  const payload = objectIn(body, 'payload');
  noOthers(payload, PLATFORMS, 'payload.');
  for (const platform of platforms) checkBlock(platform, objectIn(payload, platform, 'payload.'));
  return { platforms, payload: payload as Payload };
}

function readPlatforms(body: Members): Platform[] {
  const list = listIn(body, 'targetPlatform');
  const known: readonly unknown[] = PLATFORMS;
  if (list.length === 0 || !list.every((each) => known.includes(each)) || new Set(list).size < list.length)
    throw refuse.value(`targetPlatform must be a list of ${PLATFORMS.join(', ')}, each once`);
  return list as Platform[];
}

function checkBlock(platform: Platform, block: Members): void {
  const prefix = `payload.${platform}.`;
  textIn(block, 'message', prefix);
  textIn(block, 'title', prefix);
  if (platform === 'WEB') return checkWeb(block, prefix);
  demand(block, { ...TEXTS, enableIosBadge: [isFlag, 'true or false'] }, prefix);
  checkRich(platform, block, prefix);
  checkDefaultAction(block, prefix);
  checkActions(platform, block, prefix);
  if (isGiven(block.fallback)) objectIn(block, 'fallback', prefix);
}

function checkWeb(block: Members, prefix: string): void {
  for (const name of ['redirectURL', 'iconURL']) {
    if (!isUrl(block[name])) throw refuse.parse(`${prefix}${name} must be a URL`);
  }
  demand(block, { imageURL: [isUrl, 'a URL'], autoDismiss: [isFlag, 'true or false'] }, prefix);
}

function checkRich(platform: 'ANDROID' | 'IOS', block: Members, prefix: string): void {
  const types = listIn(block, 'richContent', prefix).map((each, i) => {
    if (!isRecord(each)) throw refuse.parse(`${prefix}richContent[${i}] must be an object`);
    if (!oneOf(...RICH[platform])(each.type)) throw refuse.value(`${prefix}richContent[${i}].type must be one of ${RICH[platform].join(', ')}`);
    textIn(each, 'value', `${prefix}richContent[${i}].`);
    return each.type as string;
  });
  if (platform === 'IOS' && types.filter((type) => IOS_MEDIA.includes(type)).length > 1)
    throw refuse.value(`${prefix}richContent must have only one of ${IOS_MEDIA.join(', ')}`);
}

function checkDefaultAction(block: Members, prefix: string): void {
  if (!isGiven(block.defaultAction)) return;
  const action = objectIn(block, 'defaultAction', prefix);
  demand(action, { type: [oneOf(...DEFAULT_ACTIONS), `one of ${DEFAULT_ACTIONS.join(', ')}`] }, `${prefix}defaultAction.`);
  if (isGiven(action.type)) textIn(action, 'value', `${prefix}defaultAction.`);
  const { kvPairs } = action;
  if (isGiven(kvPairs) && !(isRecord(kvPairs) && Object.values(kvPairs).every((value) => typeof value === 'string')))
    throw refuse.value(`${prefix}defaultAction.kvPairs must be an object of strings`);
}

function checkActions(platform: 'ANDROID' | 'IOS', block: Members, prefix: string): void {
  const actions = listIn(block, 'additionalActions', prefix);
  const most = platform === 'ANDROID' ? 2 : 1;
  if (actions.length > most) throw refuse.value(`${prefix}additionalActions must have at most ${most}`);
  actions.forEach((each, i) => {
    const place = `${prefix}additionalActions[${i}].`;
    if (!isRecord(each)) throw refuse.parse(`${place.slice(0, -1)} must be an object`);
    if (platform === 'IOS') return void textIn(each, 'category', place);
    if (!oneOf(...ADDITIONAL_ACTIONS)(each.type)) throw refuse.value(`${place}type must be one of ${ADDITIONAL_ACTIONS.join(', ')}`);
    demand(each, { value: TEXT, name: TEXT, iconURL: [isUrl, 'a URL'] }, place);
  });
}
