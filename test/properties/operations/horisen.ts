import { DateTime } from 'luxon';
import { JsonText, Like } from './compare';
import { filledList, listOf, membersOf, only, rowsOf, type Meaning, type Meanings } from './meaning';
import { Moment, ZONE, type Members } from './meant';

/** What requests to HORISEN have to say: its Campaign API, by the numbers of its chapters. */

const SERVICE = '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11';

const pathOf = ({ service_uuid = SERVICE }: Members, ...rest: readonly unknown[]): readonly string[] => [
  'services',
  String(service_uuid),
  'campaigns',
  ...rest.map(String),
];

/** 3.5 and 4.3: a choice of the form that leaves things as they are, and no word of the vendor's. */
const said = (value: unknown): unknown => (value === 'keep' ? undefined : value);

const WEB_PUSH = ['webpush_title', 'webpush_body', 'webpush_target_url', 'webpush_icon', 'webpush_image'];

/** "JSON Examples of Message Template Field". */
const documentOf = (input: Members): unknown => {
  if (input.specify === 'json') return input.message;
  const body =
    input.specify === 'text'
      ? { textMessage: { content: input.message_text } }
      : {
          cardMessage: {
            content: {
              description: input.card_description,
              media: input.card_media_url === undefined ? undefined : { url: input.card_media_url },
              suggestions: filledList(rowsOf(input.suggestions).map(({ text, url }) => ({ text, openUrl: { url } }))),
            },
          },
        };
  return { messages: [{ allowedChannels: filledList(input.allowed_channels), body }] };
};

/** 4.1 "Campaign", template: text for SMS, serialised JSON for most others. */
const messageOf = (input: Members): Members => {
  if (input.sending_type === 'sms') return only(input, 'template');
  if (input.sending_type === 'webpush') return { ...only(input, ...WEB_PUSH), template: input.webpush_body };
  return input.specify === undefined || input.specify === 'keep' ? {} : { template: new JsonText(documentOf(input)) };
};

const ruleOf = (rule: Members, operator: unknown): Members => {
  const { field, condition } = rule;
  const value = condition === 'in' || condition === 'notin' ? rule.values : condition === 'isnull' || condition === 'isnotnull' ? '' : rule.value;
  return { field, condition, value, operator };
};

/** 4.7 to 4.9. */
const audienceOf = ({ query_type, query, segmentation }: Members): Members => {
  if (said(query_type) === undefined) return {};
  if (query_type === 'all') return { query_type };
  const groups = rowsOf(segmentation).map(({ operator = 'OR', match = 'AND', rules }) => ({
    operator,
    rules: rowsOf(rules).map((rule) => ruleOf(rule, match)),
  }));
  return { query_type, query: new JsonText(query ?? { segmentation: groups }) };
};

/** A day without a time is meant as a whole. */
const untilOf = ({ text }: Moment): string => {
  const at = DateTime.fromISO(text, { zone: ZONE, setZone: true });
  return (at.equals(at.startOf('day')) ? at.endOf('day') : at).toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'");
};

/** RFC 5545, 3.3.10: the parts of a rule by their names. */
const partsOf = (rule: string): Members =>
  Object.fromEntries(
    rule
      .trim()
      .replace(/^RRULE:/i, '')
      .split(';')
      .map((part) => part.toUpperCase().split('=')),
  );

const numbers = (value: unknown): string | undefined => (listOf(value).length > 0 ? listOf(value).map(Number).join(',') : undefined);

const builtOf = (input: Members): Members => {
  const hours = numbers(input.by_hour);
  const minutes = numbers(input.by_minute) ?? (hours === undefined ? undefined : '0');
  return {
    FREQ: input.frequency,
    INTERVAL: input.interval === undefined ? undefined : String(input.interval),
    COUNT: input.ends === 'count' ? String(input.count) : undefined,
    UNTIL: input.ends === 'until' && input.until instanceof Moment ? untilOf(input.until) : undefined,
    BYMONTH: numbers(input.by_month),
    BYMONTHDAY: numbers(input.by_month_day),
    BYDAY: filledList(input.by_day)?.join(','),
    BYHOUR: hours,
    BYMINUTE: minutes,
    BYSECOND: minutes === undefined ? undefined : '0',
  };
};

const sameRule = (wanted: Members, got: unknown): boolean => {
  if (typeof got !== 'string') return false;
  const parts = partsOf(got);
  return [...new Set([...Object.keys(wanted), ...Object.keys(parts)])].every((name) => wanted[name] === parts[name]);
};

/** 4.1 "Campaign", schedule_type and schedule_rrule: a time in UTC, or a rule. */
const scheduleOf = (input: Members): Members => {
  const schedule_type = said(input.schedule_type);
  if (schedule_type === 'once' && input.schedule_at instanceof Moment)
    return { schedule_type, schedule_rrule: new Date(input.schedule_at.seconds * 1000).toISOString().slice(0, 19).replace('T', ' ') };
  if (schedule_type !== 'scheduled') return { schedule_type };
  const wanted = input.recurrence === 'rule' ? partsOf(String(input.rule)) : builtOf(input);
  return { schedule_type, schedule_rrule: new Like(`the rule ${JSON.stringify(wanted)}`, (got) => sameRule(wanted, got)) };
};

const campaignOf = (input: Members): Members => ({
  ...only(input, 'name', 'sender'),
  status: said(input.status),
  sending_type: said(input.sending_type),
  recipient_lists: filledList(input.recipient_lists)?.join(','),
  ...scheduleOf(input),
  ...messageOf(input),
  ...audienceOf(input),
});

/** 1.4 "Cloning Existing Campaign": names and texts. */
const variablesOf = ({ variables, template_vars }: Members): Members | undefined => {
  const all = [
    ...rowsOf(variables).map(({ name, value = '' }) => [String(name), String(value)]),
    ...Object.entries(membersOf(template_vars)).map(([name, value]) => [name, String(value)]),
  ];
  return all.length > 0 ? (Object.fromEntries(all) as Members) : undefined;
};

const named = (method: string, input: Members, body?: Members): Meaning => ({ method, path: pathOf(input, input.campaign_uuid), ...(body && { body }) });

const trimmedList = (value: unknown): string =>
  String(value ?? '')
    .split(',')
    .map((each) => each.trim())
    .join(',');

export const horisen: Meanings = {
  'campaign.create': (input) => ({ method: 'POST', path: pathOf(input), body: campaignOf(input) }),
  'campaign.clone': (input) => ({
    method: 'POST',
    path: pathOf(input),
    body: { ...campaignOf(input), clone_uuid: input.clone_uuid, template_vars: variablesOf(input) },
  }),
  'campaign.get': (input) => ({ ...named('GET', input), query: { fields: filledList(input.fields)?.join(',') } }),
  'campaign.getMany': ({ service_uuid, filters, sort, fields, page_number = 1, page_size, ...input }) => ({
    method: 'GET',
    path: pathOf({ service_uuid }),
    query: {
      ...only(input, 'status', 'sending_type'),
      ...Object.fromEntries(rowsOf(filters).map(({ field, operator, value }) => [`${String(operator)}(${String(field)})`, trimmedList(value) || 'true'])),
      fields: filledList(fields)?.join(','),
      sort: filledList(sort)?.join(',') ?? '-created_dt',
      page_number,
      page_size: page_size ?? new Like('a whole number from 1', (value) => /^[1-9]\d*$/.test(String(value))),
    },
  }),
  'campaign.update': (input) => ({
    ...named('PUT', input, campaignOf(input)),
    ...(input.change_only !== false && { isPart: true as const }),
  }),
  'campaign.setStatus': (input) => named('PATCH', input, { status: input.status }),
  'campaign.launch': (input) => named('PATCH', input, { status: 'active' }),
  'campaign.stop': (input) => named('PATCH', input, { status: 'stopped' }),
  'campaign.delete': (input) => named('DELETE', input),
};
