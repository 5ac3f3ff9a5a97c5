import { isBlank, isObject, type Field, type Group, type Json, type JsonObject, type Problem, type Say } from '../../../engine';

/** The form fields and rules for pushes of one platform. MoEngage Push API, "Body", payload. */
export interface Platform {
  /** The platform's name on the wire. */
  readonly wire: 'ANDROID' | 'IOS' | 'WEB';
  readonly field: Group;
  /** Converts the form's values to the wire block. */
  wireOf(form: JsonObject): JsonObject;
  /** The members of a wire block that open a link, unless the block says itself what a tap opens. */
  opening(block: JsonObject, link: string): JsonObject;
  /** Why the link for all platforms does not do where the block has none itself, and what to do. */
  unfit?(block: JsonObject, link: string): readonly [what: string, todo: string] | undefined;
  /** Problems of a wire block; `say` refers to its members by path. */
  problems(block: JsonObject, say: Say): readonly Problem[];
}

export const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

/** Required members, which must be filled. */
export const needed = (block: JsonObject, members: readonly string[], say: Say): readonly Problem[] =>
  members.flatMap((member) => (isBlank(block[member]) ? [say(member, 'is empty', 'Enter text.')] : []));

const ADDRESS = /^https?:\/\/[^\s]+$/i;

/** Members that must be URLs if set; one with a MoEngage placeholder is accepted. */
export const addresses = (block: JsonObject, members: readonly string[], say: Say): readonly Problem[] =>
  members.flatMap((member) => {
    const value = block[member];
    if (isBlank(value) || (typeof value === 'string' && (ADDRESS.test(value.trim()) || /\{[{%]/.test(value)))) return [];
    return [say(member, `is '${String(value)}', which is not a valid URL`, 'Enter a URL such as https://example.com/picture.png.')];
  });

/** Rich content: a type that the platform supports, and a value. */
export const richProblems = (block: JsonObject, types: readonly string[], say: Say): readonly Problem[] => {
  const { richContent } = block;
  if (richContent !== undefined && !Array.isArray(richContent)) return [say('richContent', 'must be a list', 'Provide a list of objects with type and value.')];
  return listOf(richContent).flatMap((each, i) => {
    if (!isObject(each)) return [say(`richContent[${i}]`, 'must be an object', 'Provide type and value.')];
    const { type, value } = each;
    if (!types.some((one) => one === type))
      return [say(`richContent[${i}].type`, `is '${String(type ?? '')}'; it must be one of ${types.join(', ')}`, 'Use one of these values.')];
    return isBlank(value) ? [say(`richContent[${i}].value`, 'is empty', 'Enter its value, such as the URL of an image.')] : [];
  });
};

/** The action of a tap: `type` and `value` belong together, and keys and values are texts. */
export const actionProblems = (block: JsonObject, say: Say): readonly Problem[] => {
  const { defaultAction } = block;
  if (defaultAction === undefined || defaultAction === null) return [];
  if (!isObject(defaultAction)) return [say('defaultAction', 'must be an object', 'Provide type and value.')];
  const { type, value, kvPairs } = defaultAction;
  if (type !== undefined && !ACTIONS.some((one) => one === type))
    return [say('defaultAction.type', `is '${String(type)}'; it must be one of ${ACTIONS.join(', ')}`, 'Use one of these values.')];
  if (type !== undefined && type !== 'navigation' && isBlank(value)) return [say('defaultAction.value', 'is empty', 'Enter the screen or URL to open.')];
  if (type === undefined && !isBlank(value)) return [say('defaultAction.type', 'is empty', `Use one of ${ACTIONS.join(', ')}.`)];
  if (kvPairs !== undefined && !(isObject(kvPairs) && Object.values(kvPairs).every((each) => typeof each === 'string')))
    return [say('defaultAction.kvPairs', 'must be an object whose values are text', 'Provide text for each key, such as {"order": "1234"}.')];
  return [];
};

/** A form says in one way what a tap opens. */
export const linkProblems = (form: JsonObject, say: Say): readonly Problem[] =>
  !isBlank(form.link) && !(isBlank(form.action_type) && isBlank(form.action_value))
    ? [say('link', `and '${common.action_type.label}' cannot be used together`, 'Remove one of them.')]
    : [];

/** Columns shared by Android and iOS. */
export const common = {
  title: { type: 'text', prose: true, label: 'Title', description: 'Title on this platform, instead of the one above' },
  message: { type: 'text', prose: 'lines', label: 'Message', description: 'Text on this platform, instead of the one above' },
  link: { type: 'text', label: 'Link', description: 'What a tap opens on this platform, instead of the link above', placeholder: 'myapp://order' },
  groupKey: { type: 'text', label: 'Group Key', description: 'Notifications with the same key are grouped; truncated to 45 characters' },
  collapseReplaceKey: { type: 'text', label: 'Collapse Key', description: 'A later notification with the same key replaces this one' },
  action_type: {
    type: 'choice',
    label: 'Default Action',
    description: "What a tap on the notification does; replaced by 'Link'",
    isFormer: true,
    options: [
      { value: 'deeplinking', label: 'Deep Link', description: 'Opens a deep link in the app' },
      { value: 'navigation', label: 'Navigation', description: 'Opens a screen in the app' },
      { value: 'richlanding', label: 'Rich Landing', description: 'Opens a web page inside the app' },
    ],
  },
  action_value: {
    type: 'text',
    label: 'Default Action Value',
    description: "The screen or URL to open; replaced by 'Link'",
    isFormer: true,
    placeholder: 'https://example.com/order',
  },
  kvPairs: {
    type: 'json',
    label: 'Key-Value Pairs',
    description: 'Additional key-value pairs passed to the app; all values must be text',
    asText: true,
    limits: { shape: 'object' },
    placeholder: '{"order": "1234"}',
  },
  fallback: {
    type: 'json',
    label: 'Fallback',
    description: "What to send if personalization fails: an object with the same properties as the notification, in MoEngage's own format",
    limits: { shape: 'object' },
    placeholder: '{"title": "Hello", "message": "Your order is on its way"}',
  },
} as const satisfies { readonly [name: string]: Field };

const ACTIONS = common.action_type.options.map(({ value }) => value);

const asText = (value: unknown): unknown => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value);

/** The values of {@link common} in wire form. */
export const wireCommon = ({ action_type, action_value, kvPairs, fallback, ...others }: JsonObject): JsonObject => {
  const texts = Object.entries(isObject(kvPairs) ? kvPairs : {}).map(([key, value]) => [key, asText(value)]);
  const defaultAction = {
    ...(action_type !== undefined && { type: action_type }),
    ...(action_value !== undefined && { value: action_value }),
    ...(texts.length > 0 && { kvPairs: Object.fromEntries(texts) as JsonObject }),
  };
  return {
    ...others,
    ...(Object.keys(defaultAction).length > 0 && { defaultAction }),
    // A form delivers an empty object here.
    ...(isObject(fallback) && Object.keys(fallback).length > 0 && { fallback }),
  };
};

/** A `fallback` must be an object. */
export const fallbackProblems = ({ fallback }: JsonObject, say: Say): readonly Problem[] =>
  fallback === undefined || isObject(fallback) ? [] : [say('fallback', 'must be an object', 'Provide properties such as title and message.')];

/** Columns of rich content, with the types that a platform supports. */
export const richContent = (options: readonly { readonly value: string; readonly label: string; readonly description?: string }[]) =>
  ({
    type: 'rows',
    label: 'Rich Content',
    description: 'Images, sounds and other media',
    columns: {
      type: { type: 'choice', label: 'Type', description: 'Type of media', required: true, default: 'image', options },
      value: {
        type: 'text',
        label: 'Value',
        description: 'Its URL or name, or the coupon code',
        required: true,
        placeholder: 'https://example.com/picture.png',
      },
    },
  }) as const satisfies Field;
