import { isBlank, isObject, type Fields, type JsonObject, type Problem, type Say } from '../../../engine';
import { actionProblems, common, fallbackProblems, listOf, needed, richContent, richProblems, wireCommon, type Platform } from './platform';
import { openOnTap } from './texts';

const rich = [
  { value: 'audio', label: 'Audio', description: 'URL of an audio file' },
  { value: 'coupon', label: 'Coupon', description: 'A code to copy' },
  { value: 'gif', label: 'GIF', description: 'URL of an animated image' },
  { value: 'image', label: 'Image', description: 'URL of an image' },
  { value: 'sound', label: 'Sound', description: 'Name of a sound file in the app' },
  { value: 'video', label: 'Video', description: 'URL of a video' },
] as const;

/** "image, audio, video exclude each other". */
const MEDIA = ['image', 'audio', 'video'];

const columns = {
  title: common.title,
  message: common.message,
  link: common.link,
  subtitle: { type: 'text', prose: true, label: 'Subtitle', description: 'Line between the title and the text' },
  enableIosBadge: { type: 'boolean', label: 'Badge', description: "Whether to increase the number on the app's icon by one" },
  groupKey: common.groupKey,
  collapseReplaceKey: common.collapseReplaceKey,
  richContent: richContent(rich),
  action_type: common.action_type,
  action_value: common.action_value,
  kvPairs: common.kvPairs,
  category: { type: 'text', label: 'Button Category', description: 'Notification category of the app, which determines the buttons' },
  fallback: common.fallback,
} as const satisfies Fields;

const mediaProblems = ({ richContent: given }: JsonObject, say: Say): readonly Problem[] => {
  const media = listOf(given).flatMap((each) => (isObject(each) && MEDIA.some((one) => one === each.type) ? [String(each.type)] : []));
  return media.length > 1 ? [say('richContent', `has ${media.join(' and ')}; only one of ${MEDIA.join(', ')} can be shown`, 'Keep only one of them.')] : [];
};

const categoryProblems = ({ additionalActions }: JsonObject, say: Say): readonly Problem[] => {
  if (additionalActions === undefined) return [];
  const [only] = listOf(additionalActions);
  return Array.isArray(additionalActions) && additionalActions.length === 1 && isObject(only) && !isBlank(only.category)
    ? []
    : [say('additionalActions', 'must be a list of one object with a category', 'Use the format [{"category": "..."}].')];
};

/** payload.IOS */
export const ios: Platform = {
  wire: 'IOS',
  field: { type: 'group', label: 'iOS', description: 'What differs on iPhone and iPad, or is added there', columns },
  wireOf: ({ category, ...form }) => wireCommon({ ...form, ...(!isBlank(category) && { additionalActions: [{ category }] }) }),
  opening: openOnTap,
  problems: (block, say) => [
    ...needed(block, ['title', 'message'], say),
    ...richProblems(
      block,
      rich.map(({ value }) => value),
      say,
    ),
    ...mediaProblems(block, say),
    ...actionProblems(block, say),
    ...categoryProblems(block, say),
    ...fallbackProblems(block, say),
  ],
};
