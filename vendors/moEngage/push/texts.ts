import { isBlank, isObject, type Fields, type Input, type JsonObject } from '../../../engine';

/** What the notification says on every platform, unless the platform has its own text. */
export const textFields = {
  title: {
    type: 'text',
    prose: true,
    label: 'Title',
    description: 'Title of the notification, on each platform that does not have its own',
    prominent: true,
    placeholder: 'Your order',
  },
  message: {
    type: 'text',
    prose: 'lines',
    label: 'Message',
    description: 'Text of the notification, on each platform that does not have its own',
    prominent: true,
    placeholder: 'It is on its way',
  },
  link: {
    type: 'text',
    label: 'Link',
    description:
      'What a tap opens: a web page such as https://example.com, a deep link such as myapp://order, or a screen of the app by its name; just the app if empty',
    prominent: true,
    placeholder: 'https://example.com/order',
  },
} as const satisfies Fields;

export type Texts = Input<typeof textFields>;

/** Whether a text is set for all platforms. */
export const hasTexts = ({ title, message, link }: Texts): boolean => [title, message, link].some((each) => !isBlank(each));

/** The texts that a notification does not have itself. */
export const textsFor = (block: JsonObject, texts: Texts): JsonObject =>
  Object.fromEntries((['title', 'message'] as const).flatMap((name) => (isBlank(block[name]) && !isBlank(texts[name]) ? [[name, texts[name]!]] : [])));

/** Whether a link can be a web page; one that begins with a placeholder can be anything. */
export const isWebPage = (link: string): boolean => /^(?:https?:|\{[{%])/i.test(link);

/** "defaultAction": richlanding opens a web page in the app, deeplinking a deep link, navigation a screen. */
const actionOf = (link: string): JsonObject => {
  if (/^https?:/i.test(link)) return { type: 'richlanding', value: link };
  return { type: /^(?:[a-z][a-z0-9+.-]*:|\{[{%])/i.test(link) ? 'deeplinking' : 'navigation', value: link };
};

/** Android and iOS: the action of a tap that says nothing itself. */
export const openOnTap = (block: JsonObject, link: string): JsonObject => {
  const action = block.defaultAction ?? {};
  if (!isObject(action) || !isBlank(action.type as string) || !isBlank(action.value as string)) return {};
  return { defaultAction: { ...actionOf(link), ...(action as JsonObject) } };
};
