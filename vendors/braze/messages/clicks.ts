import type { Fields, JsonObject, Problem } from '../../../engine';
import { isGiven } from './kind';

/** Platforms of click actions in the In-App Message and Button Objects. */
const platforms: Readonly<Record<string, string>> = {
  ios: 'iOS',
  android: 'Android',
  windows: 'Windows Phone 8',
  windows8: 'Windows Universal',
  kindle: 'Kindle',
  android_china: 'Android China',
  web: 'Web',
};

/** "valid http or protocol uri". */
const URI = /^[a-z][a-z0-9+.-]*:\S+$/i;

const actionOf = (key: string) => `${key}_click_action`;
const uriOf = (key: string) => `${key}_uri`;

/** The action for a click on each platform; the same for a message and for a button. */
export const clickColumns: Fields = Object.fromEntries(
  Object.entries(platforms).flatMap(([key, label]) => [
    [
      actionOf(key),
      {
        type: 'choice',
        label: `${label} Click Action`,
        description: `What a click does on ${label}; nothing if empty`,
        options: [
          { value: 'NEWS_FEED', label: 'News Feed', description: 'Opens the News Feed' },
          { value: 'NONE', label: 'None', description: 'Closes the message' },
          { value: 'URI', label: 'URI', description: `Opens the ${label} URI` },
        ],
      },
    ],
    [
      uriOf(key),
      {
        type: 'text',
        label: `${label} URI`,
        description: `URL or deep link that a click opens on ${label}`,
        limits: { pattern: URI },
        todo: 'Enter a URL with its protocol, such as https://www.example.com or app://page.',
      },
    ],
  ]),
);

/** An action that opens a URL requires one, and a URL requires such an action. */
export const clickProblems = (object: JsonObject, at: string): readonly Problem[] =>
  Object.entries(platforms)
    .filter(([key]) => object[actionOf(key)] === 'URI' && !isGiven(object[uriOf(key)]))
    .map(([key, label]) => ({
      field: `${at}.${uriOf(key)}`,
      message: `'${label} URI' (${at}.${uriOf(key)}) is empty, but the click action opens it.`,
      todo: 'Enter the URL, or choose another click action.',
    }));

export const clickDoubts = (object: JsonObject, at: string): readonly string[] =>
  Object.entries(platforms)
    .filter(([key]) => isGiven(object[uriOf(key)]) && object[actionOf(key)] !== 'URI')
    .map(([key, label]) => `'${label} URI' (${at}.${uriOf(key)}) has no effect, because '${label} Click Action' is not URI.`);

/** Whether any click member is set. */
export const hasClicks = (object: JsonObject): boolean => Object.keys(clickColumns).some((name) => isGiven(object[name]) && object[name] !== 'NONE');
