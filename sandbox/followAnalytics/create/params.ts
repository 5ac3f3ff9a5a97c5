import { isRecord } from '../../server/body';
import { demand, filled, flag, isGiven, isFilled, oneOf, text, type Check } from '../checks';
import { refuse } from '../refusals';
import type { JsonObject } from '../state';

const PUSH_ONLY = ['push_message', 'push_title', 'push_subtitle', 'pushAttachment', 'pushCategory', 'push_includes_sound', 'push_sound_value'];
const INAPP_ONLY = [
  'inapp',
  'message_title',
  'message_content',
  'message_btn',
  'inapp_content_url',
  'inapp_content_title',
  'inapp_content_auto_display',
  'inapp_parameters',
];

/** "URL to a media"; a placeholder may replace any part of it, or all of it. */
const url: Check = (value) => {
  if (!isFilled(value)) return 'must be a URL';
  if (/^\*@[^@]+@\*/.test(value)) return undefined;
  const filledIn = value.replace(/\*@[^@]*@\*/g, 'x');
  return URL.canParse(filledIn) && /^https?:$/.test(new URL(filledIn).protocol) ? undefined : 'must be an http or https URL';
};

/** The document's table declares a string described as a URL, but with the default `true`: both are accepted. */
const sound: Check = (value) => (typeof value === 'boolean' || value === 'true' || value === 'false' ? undefined : 'must be a boolean');

const parameters: Check = (value) =>
  Array.isArray(value) && value.every((one) => isRecord(one) && isFilled(one.key) && typeof one.value === 'string')
    ? undefined
    : 'must be a list of {key, value}, both of them strings';

/** The member `params` ("Body parameters", and the examples of each type): the content for each of the two channels. */
export function checkParams(params: JsonObject, { includesPush, includesInapp }: { includesPush: boolean; includesInapp: boolean }): void {
  demand(params, { optional: { deep_linking_url: text } }, 'params.');
  if (includesPush) checkPush(params);
  else refuseAny(params, PUSH_ONLY, 'includes_push');
  if (includesInapp) checkInapp(params);
  else refuseAny(params, INAPP_ONLY, 'includes_inapp');
}

function checkPush(params: JsonObject): void {
  const optional = {
    push_title: text,
    push_subtitle: text,
    pushAttachment: url,
    pushCategory: filled,
    push_includes_sound: sound,
    push_sound_value: filled,
  };
  demand(params, { required: { push_message: filled }, optional }, 'params.');
}

/** `native` is a box of the vendor's; `url` is "a custom page or parameters", so one of the two is required. */
function checkInapp(params: JsonObject): void {
  demand(params, { required: { inapp: oneOf('native', 'url') } }, 'params.');
  if (params.inapp === 'native') {
    demand(params, { required: { message_title: filled, message_content: filled, message_btn: filled } }, 'params.');
    return;
  }
  demand(
    params,
    { optional: { inapp_content_url: url, inapp_content_title: text, inapp_content_auto_display: flag, inapp_parameters: parameters } },
    'params.',
  );
  const hasParameters = Array.isArray(params.inapp_parameters) && params.inapp_parameters.length > 0;
  if (!isGiven(params.inapp_content_url) && !hasParameters) throw refuse.invalid('params.inapp_content_url or params.inapp_parameters is required');
}

function refuseAny(params: JsonObject, names: readonly string[], without: string): void {
  const given = names.find((name) => isGiven(params[name]));
  if (given !== undefined) throw refuse.invalid(`params.${given} has no place in a campaign whose ${without} is false`);
}
