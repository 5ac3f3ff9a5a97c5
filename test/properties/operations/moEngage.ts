import { DateTime } from 'luxon';
import { Like } from './compare';
import { filledList, filledObject, listOf, membersOf, only, rowsOf, without, type Meanings } from './meaning';
import { isRecord, Moment, ZONE, type Members } from './meant';

/** What requests to MoEngage have to say: its Push API, "Body", by the members. */

const APP = 'DEMOAPP';

/** The sandbox's journal hides signatures; that they are right shows in its taking them. */
const HIDDEN = new Like('a signature', (value) => value === '***');

const audienceOf = (input: Members): Members => {
  const { targetAudience, customSegmentName, comparisonParameter } = input;
  if (targetAudience === 'All Users') return { targetAudience };
  if (targetAudience === 'Custom Segment') return { targetAudience, customSegmentName };
  const isCustom = input.attribute === 'custom';
  return {
    targetAudience,
    targetUserAttributes: {
      attribute: isCustom ? input.custom_attribute : input.attribute,
      comparisonParameter,
      attributeValue: comparisonParameter === 'in' ? input.attributeValues : input.attributeValue,
      isCustom: isCustom ? true : undefined,
    },
  };
};

const asText = (value: unknown): unknown => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value);

/** Keys and values of `kvPairs` are texts. */
const textsOf = (pairs: unknown): Members | undefined =>
  isRecord(pairs) && Object.keys(pairs).length > 0 ? Object.fromEntries(Object.entries(pairs).map(([name, value]) => [name, asText(value)])) : undefined;

const notificationOf = (form: Members): Members => ({
  ...without(form, 'link', 'action_type', 'action_value', 'kvPairs', 'fallback', 'category'),
  defaultAction: filledObject({ type: form.action_type, value: form.action_value, kvPairs: textsOf(form.kvPairs) }),
  fallback: isRecord(form.fallback) && Object.keys(form.fallback).length > 0 ? form.fallback : undefined,
  additionalActions: form.category === undefined ? form.additionalActions : [{ category: form.category }],
});

const isSaid = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/** "richlanding" opens a web page, "deeplinking" a deep link, "navigation" a screen. */
const actionOf = (link: string): Members => {
  const type = /^https?:/i.test(link) ? 'richlanding' : /^[a-z][a-z0-9+.-]*:/i.test(link) ? 'deeplinking' : 'navigation';
  return { type, value: link };
};

/** A notification with the texts for all platforms where it has none of its own. */
const completed = (wire: string, block: Members, { title, message, link }: Members): Members => {
  const texts = {
    ...(isSaid(title) && !isSaid(block.title) && { title }),
    ...(isSaid(message) && !isSaid(block.message) && { message }),
  };
  const action = membersOf(block.defaultAction);
  if (!isSaid(link)) return { ...block, ...texts };
  if (wire === 'WEB') return { ...block, ...texts, ...(!isSaid(block.redirectURL) && { redirectURL: link }) };
  return { ...block, ...texts, ...(action.type === undefined && { defaultAction: { ...actionOf(String(link)), kvPairs: action.kvPairs } }) };
};

const payloadOf = (input: Members): Members => {
  const ownLink = (form: unknown): unknown => (isRecord(form) && isSaid(form.link) ? form.link : input.link);
  const blocks: Members = input.specify === 'json' ? membersOf(input.payload) : {};
  const all = (
    [
      ['ANDROID', 'android'],
      ['IOS', 'ios'],
      ['WEB', 'web'],
    ] as const
  ).map(([wire, name]) => {
    const form = input[name];
    const block = input.specify === 'json' ? membersOf(blocks[wire]) : notificationOf(membersOf(form));
    return [wire, completed(wire, block, { ...input, link: input.specify === 'json' ? input.link : ownLink(form) })] as const;
  });
  return only({ ...blocks, ...Object.fromEntries(all) }, ...(listOf(input.targetPlatform) as readonly string[]));
};

/** "HH:MM AM/PM". */
const clockOf = (time: string): string => {
  const [, hour = '', minute = '', half] = /(\d+):(\d+)\s*([ap]m)?/i.exec(time) ?? [];
  const from0 = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  return `${String(from0 % 12 || 12).padStart(2, '0')}:${minute} ${from0 < 12 ? 'AM' : 'PM'}`;
};

/** "campaignDelivery": days as MM/DD/YYYY and times by the clock of the zone that is named. */
const deliveryOf = ({ type, at, time, endDate, repeatAfter, timezone }: Members): Members => {
  if (type === 'soon') return { type };
  const zone = String(timezone ?? '').trim() || ZONE;
  const within = (moment: unknown): DateTime => DateTime.fromMillis(Moment.read((moment as Moment).text, '', zone).ms, { zone });
  const day = (moment: DateTime): string => `${String(moment.month).padStart(2, '0')}/${String(moment.day).padStart(2, '0')}/${moment.year}`;
  if (type === 'later') {
    const moment = within(at);
    return { type, date: day(moment), time: clockOf(`${moment.hour}:${String(moment.minute).padStart(2, '0')}`), timezone: zone };
  }
  return { type, endDate: day(within(endDate)), time: clockOf(String(time)), timezone: zone, repeatAfter: String(repeatAfter) };
};

const PAIRS = ['is between', 'is not between'];

/** "conversionGoals"; of doubles the samples say numeric. */
const goalOf = ({ name, eventName, type, attribute, filter, number_filter, value, values, number, from, to }: Members): Members => {
  if (type === 'none') return { name, eventName };
  const isText = type === 'string';
  const pair = new Like(`the pair ${String(from)},${String(to)}`, (got) => typeof got === 'string' && got.split(',').map(Number).join() === [from, to].join());
  const wanted = isText ? (values ?? value) : PAIRS.includes(String(number_filter)) ? pair : number;
  return { name, eventName, attrs: { name: attribute, filter: isText ? filter : number_filter, value: wanted, type: isText ? 'string' : 'numeric' } };
};

/** Switches are words in the samples, all but one. */
const flag = (name: string, value: unknown): unknown => (typeof value === 'boolean' && name !== 'bypassDND' ? String(value) : value);

const advancedOf = (settings: Members): Members | undefined => {
  const { ttl_android, ttl_web, priority_android, priority_ios, pushAmp, ...others } = settings;
  return filledObject({
    ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name, flag(name, value)])),
    'pushAmp+': flag('pushAmp', pushAmp),
    ttl: filledObject({ ANDROID: ttl_android, WEB: ttl_web }),
    notificationPrioritySettings: filledObject({ Android: priority_android, iOS: priority_ios === undefined ? undefined : Number(priority_ios) }),
  });
};

export const moEngage: Meanings = {
  'push.send': (input) => ({
    method: 'POST',
    path: ['v2.1', 'transaction', 'sendpush'],
    body: {
      appId: APP,
      campaignName: input.campaignName,
      signature: HIDDEN,
      requestType: 'push',
      ...audienceOf(input),
      targetPlatform: input.targetPlatform,
      payload: payloadOf(input),
      campaignDelivery: deliveryOf(input),
      campaignTags: filledList(input.campaignTags),
      conversionGoals: filledList(input.conversion_goals_json) ?? filledList(rowsOf(input.conversionGoals).map(goalOf)),
      advancedSettings: advancedOf(membersOf(input.advancedSettings)),
    },
  }),
};
