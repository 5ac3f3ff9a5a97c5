import { isObject, type Fields, type Problem, type Say } from '../../../engine';
import { actionProblems, common, fallbackProblems, listOf, needed, richContent, richProblems, wireCommon, type Platform } from './platform';
import { openOnTap } from './texts';

/** "additionalActions": two at most. */
export const MOST_ACTIONS = 2;

const actions = [
  { value: 'call', label: 'Call', description: 'Calls a number' },
  { value: 'copy', label: 'Copy', description: 'Copies a text' },
  { value: 'share', label: 'Share', description: 'Shares a text' },
  { value: 'snooze', label: 'Snooze', description: 'Shows the notification again later' },
] as const;

const rich = [
  { value: 'coupon', label: 'Coupon', description: 'A code to copy' },
  { value: 'image', label: 'Image', description: 'URL of an image' },
  { value: 'sound', label: 'Sound', description: 'Name of a sound file in the app' },
] as const;

const columns = {
  title: common.title,
  message: common.message,
  link: common.link,
  summary: { type: 'text', prose: true, label: 'Summary', description: 'Line below the text' },
  channel_id: { type: 'text', label: 'Channel ID', description: 'Notification channel of the app' },
  groupKey: common.groupKey,
  collapseReplaceKey: common.collapseReplaceKey,
  richContent: richContent(rich),
  action_type: common.action_type,
  action_value: common.action_value,
  kvPairs: common.kvPairs,
  additionalActions: {
    type: 'rows',
    label: 'Buttons',
    description: `Buttons below the notification, at most ${MOST_ACTIONS}`,
    limits: { max: MOST_ACTIONS },
    columns: {
      type: { type: 'choice', label: 'Type', description: 'What the button does', required: true, default: 'call', options: actions },
      name: { type: 'text', prose: true, label: 'Name', description: 'Label of the button' },
      value: { type: 'text', prose: true, label: 'Value', description: 'The number to call, or the text to copy or share' },
      iconURL: { type: 'text', label: 'Icon URL', description: 'URL of an icon for the button', limits: { format: 'templateUrl' } },
    },
  },
  fallback: common.fallback,
} as const satisfies Fields;

const buttonProblems = (additionalActions: unknown, say: Say): readonly Problem[] => {
  if (additionalActions === undefined) return [];
  if (!Array.isArray(additionalActions)) return [say('additionalActions', 'must be a list', 'Provide a list of objects with type, name and value.')];
  if (additionalActions.length > MOST_ACTIONS)
    return [say('additionalActions', `has ${additionalActions.length} entries; at most ${MOST_ACTIONS} are allowed`, `Keep at most ${MOST_ACTIONS}.`)];
  return listOf(additionalActions).flatMap((each, i) => {
    const type: unknown = isObject(each) ? each.type : undefined;
    const names = actions.map(({ value }) => value);
    return names.some((name) => name === type)
      ? []
      : [say(`additionalActions[${i}].type`, `is '${String(type ?? '')}'; it must be one of ${names.join(', ')}`, 'Use one of these values.')];
  });
};

/** payload.ANDROID */
export const android: Platform = {
  wire: 'ANDROID',
  field: { type: 'group', label: 'Android', description: 'What differs on Android devices, or is added there', columns },
  wireOf: wireCommon,
  opening: openOnTap,
  problems: (block, say) => [
    ...needed(block, ['title', 'message'], say),
    ...richProblems(
      block,
      rich.map(({ value }) => value),
      say,
    ),
    ...actionProblems(block, say),
    ...buttonProblems(block.additionalActions, say),
    ...fallbackProblems(block, say),
  ],
};
