import { FORMATS, hasFormat, isObject, type Json, type JsonObject, type Problem } from '../../../engine';
import { faultIn, textsIn } from '../placeholders';
import { createFields } from './createFields';

/** The form's path for a member of the body. */
const IN_FORM: Readonly<Record<string, string>> = {
  'filters.blocks': 'filters',
  'recurrence.day_of_week': 'recurrence_days',
  'recurrence.start_time.hour': 'recurrence_start_hour',
  'recurrence.start_time.min': 'recurrence_start_minute',
  'recurrence.end_time.hour': 'recurrence_end_hour',
  'recurrence.timezone': 'recurrence_timezone',
  'notif_limit.maximum': 'notif_maximum',
  'notif_limit.interval': 'notif_interval',
  notif_limit: 'notif_interval',
};

type Say = (path: string, what: string, todo: string) => Problem;

/** A problem with a member, under the name that the user knows. */
export const sayer =
  (isForm: boolean): Say =>
  (path, what, todo) => {
    if (!isForm) return { field: `payload.${path}`, message: `'${createFields.payload.label}' (payload.${path}) ${what}.`, todo };
    const field = IN_FORM[path] ?? path.replace(/^params\./, '');
    const [root = ''] = field.split(/[.[]/);
    const { label } = createFields[root as keyof typeof createFields] ?? { label: root };
    return { field, message: `'${label}' (${field}) ${what}.`, todo };
  };

const TYPES = ['classic', 'dynamic', 'transactional'];
const PUSH = ['push_message', 'push_title', 'push_subtitle', 'pushAttachment', 'pushCategory', 'push_includes_sound', 'push_sound_value'];
const INAPP = [
  'inapp',
  'message_title',
  'message_content',
  'message_btn',
  'inapp_content_url',
  'inapp_content_title',
  'inapp_content_auto_display',
  'inapp_parameters',
];
const NATIVE = ['message_title', 'message_content', 'message_btn'];

const isFilled = (value: Json | undefined): boolean => typeof value === 'string' && value.trim() !== '';
const isGiven = (value: Json | undefined): boolean => value !== undefined && value !== null;
const isWhole = (value: Json | undefined, least: number, most = Infinity): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;

const isZone = (name: Json | undefined): boolean => typeof name === 'string' && hasFormat('timeZone', name);

const paramsProblems = (body: JsonObject, say: Say): Problem[] => {
  const { params } = body;
  if (!isObject(params)) return [say('params', 'must be an object', "Provide an object with the campaign's texts.")];
  const texts = params as JsonObject;
  const problems: Problem[] = [];
  const need = (name: string, why: string) => {
    if (!isFilled(texts[name])) problems.push(say(`params.${name}`, `is empty, but ${why}`, 'Enter text.'));
  };
  const forbid = (names: readonly string[], why: string) => {
    for (const name of names) if (isGiven(texts[name])) problems.push(say(`params.${name}`, `is set, but ${why}`, 'Remove it, or include what it belongs to.'));
  };
  if (body.includes_push === true) need('push_message', 'the campaign sends a push');
  else forbid(PUSH, 'the campaign sends no push');
  if (body.includes_inapp !== true) forbid(INAPP, 'the campaign has no in-app message');
  else if (texts.inapp === 'native') for (const name of NATIVE) need(name, 'a native in-app message needs one');
  else if (texts.inapp !== 'url') problems.push(say('params.inapp', `is '${String(texts.inapp ?? '')}'; it must be native or url`, 'Use one of these values.'));
  else if (!isFilled(texts.inapp_content_url) && !(Array.isArray(texts.inapp_parameters) && texts.inapp_parameters.length > 0)) {
    problems.push(say('params.inapp_content_url', 'is empty, and there are no in-app parameters', 'Enter the URL of a page, or parameters for the app.'));
  }
  if (isGiven(texts.template_variables)) {
    problems.push(say('params.template_variables', 'is no longer supported', 'Remove it; use variables directly in the texts, such as *@name@*.'));
  }
  return problems;
};

const dateProblems = ({ start_date, end_date }: JsonObject, now: number, say: Say): Problem[] => {
  const problems: Problem[] = [];
  const start = start_date === 'now' ? now / 1000 : start_date;
  if (typeof start !== 'number') return [say('start_date', "must be 'now' or a Unix timestamp in seconds", 'Use one of these values.')];
  const MINUTE_S = 60;
  if (start < now / 1000 - MINUTE_S)
    problems.push(say('start_date', 'is in the past', 'Choose a later time, or leave it empty to start when the campaign is launched.'));
  if (isGiven(end_date) && typeof end_date !== 'number') problems.push(say('end_date', 'must be a Unix timestamp in seconds', 'Enter a number.'));
  else if (typeof end_date === 'number' && end_date <= start)
    problems.push(say('end_date', 'is not after the start', 'Choose a time after the start of the campaign.'));
  return problems;
};

const dynamicProblems = (body: JsonObject, say: Say): Problem[] => {
  const { recurrence, notif_limit: limit, type } = body;
  if (type !== 'dynamic') {
    return ['recurrence', 'notif_limit']
      .filter((name) => isGiven(body[name]))
      .map((name) => say(name, `is only for dynamic campaigns, but the type is ${String(type)}`, 'Remove it, or set the type to dynamic.'));
  }
  const problems: Problem[] = [];
  if (!isObject(recurrence))
    problems.push(say('recurrence', 'is missing, but required for a dynamic campaign', 'Specify the days on which the campaign is active.'));
  else {
    const { start_time: start, end_time: end, timezone, day_of_week: days } = recurrence as JsonObject;
    if (!Array.isArray(days) || days.length === 0 || !days.every((day) => isWhole(day as Json, 0, 6))) {
      problems.push(say('recurrence.day_of_week', 'must contain days from 0 (Sunday) to 6 (Saturday)', 'Choose at least one day.'));
    }
    const from = isObject(start) ? (start as JsonObject).hour : undefined;
    const to = isObject(end) ? (end as JsonObject).hour : undefined;
    if (isGiven(start) && !isWhole(from, 0, 23))
      problems.push(say('recurrence.start_time.hour', 'must be an hour from 0 to 23', 'Enter the hour at which it starts.'));
    if (isGiven(end) && !isGiven(start)) problems.push(say('recurrence.start_time.hour', 'is empty, but an end hour is set', 'Enter a start hour as well.'));
    else if (isGiven(end) && !(isWhole(to, 1, 24) && Number(to) > Number(from))) {
      problems.push(say('recurrence.end_time.hour', `is ${String(to)}; it must be an hour from 1 to 24, after the start hour`, 'Enter a later hour.'));
    }
    if (isGiven(timezone) && body.adapt_tz === true) {
      problems.push(say('recurrence.timezone', "is set, but times are in each user's own time zone", 'Remove one of the two.'));
    } else if (isGiven(timezone) && !isZone(timezone)) {
      problems.push(
        say('recurrence.timezone', `is '${String(timezone)}', which is not a valid ${FORMATS.timeZone.noun}`, 'Enter an identifier such as Europe/Paris.'),
      );
    }
  }
  const { maximum, interval } = isObject(limit) ? (limit as JsonObject) : {};
  if (!isGiven(maximum) && !isGiven(interval)) {
    problems.push(
      say(
        'notif_limit',
        'is empty, and so is the maximum; a dynamic campaign needs a limit',
        'Enter a maximum number of notifications per user, or a minimum number of hours between two.',
      ),
    );
  }
  return problems;
};

const audienceProblems = ({ type, filters }: JsonObject, say: Say): Problem[] => {
  if (!isGiven(filters)) return [];
  if (type === 'transactional') {
    return [say('filters', 'is not allowed in a transactional campaign', 'Remove it; the recipients are specified when the campaign is triggered.')];
  }
  const blocks = isObject(filters) ? (filters as JsonObject).blocks : undefined;
  const lists = Array.isArray(blocks) ? (blocks as readonly Json[]).map((block) => (isObject(block) ? (block as JsonObject).filters : undefined)) : [];
  const isForm = lists.length > 0 && lists.every((list) => Array.isArray(list) && list.length > 0 && (list as readonly unknown[]).every(isObject));
  if (!isForm)
    return [
      say(
        'filters.blocks',
        'must contain blocks, each with a non-empty list of filters',
        'Use the format {"blocks": [{"filters": [{"filter_on": "segments", ...}]}]}.',
      ),
    ];
  return (lists as readonly (readonly JsonObject[])[])
    .flat()
    .filter(
      ({ filter_on, segment_identifiers: ids }) =>
        filter_on === 'segments' && !(Array.isArray(ids) && ids.length > 0 && (ids as readonly Json[]).every(isFilled)),
    )
    .map(() => say('filters.blocks', 'has a segment filter without identifiers', 'Add at least one segment to segment_identifiers.'));
};

/** Marks that do not form a placeholder: in a transactional campaign they would be sent literally. */
const placeholderProblems = ({ type, params }: JsonObject, say: Say): Problem[] =>
  type !== 'transactional'
    ? []
    : textsIn(params ?? null, 'params').flatMap(([path, text]) => {
        const fault = faultIn(text);
        return fault === undefined ? [] : [say(path, fault, 'Write each placeholder as *@name@*.')];
      });

/** The document's rules for a body: FollowAnalytics campaigns API, "Campaign creation" and the parts on each type. */
export const bodyProblems = (body: JsonObject, now: number, isForm: boolean): readonly Problem[] => {
  const say = sayer(isForm);
  const problems: Problem[] = [];
  for (const name of ['name', 'app_id']) if (!isFilled(body[name])) problems.push(say(name, 'is empty', 'Enter text.'));
  if (!TYPES.includes(String(body.type)))
    problems.push(say('type', `is '${String(body.type ?? '')}'; it must be one of ${TYPES.join(', ')}`, 'Use one of these values.'));
  if (body.source !== 'API') problems.push(say('source', 'must be API', 'Set "source" to "API".'));
  for (const name of ['includes_push', 'includes_inapp'])
    if (typeof body[name] !== 'boolean') problems.push(say(name, 'must be true or false', 'Use one of these values.'));
  if (body.includes_push === false && body.includes_inapp === false) {
    problems.push(say('includes_push', 'is off, and so is in-app; the campaign would not send anything', 'Turn on push, in-app, or both.'));
  }
  for (const name of ['push_ttl', 'inapp_ttl'])
    if (isGiven(body[name]) && !isWhole(body[name], 1)) problems.push(say(name, 'must be a whole number of seconds, at least 1', 'Enter a whole number.'));
  return [
    ...problems,
    ...paramsProblems(body, say),
    ...dateProblems(body, now, say),
    ...dynamicProblems(body, say),
    ...audienceProblems(body, say),
    ...placeholderProblems(body, say),
  ];
};
