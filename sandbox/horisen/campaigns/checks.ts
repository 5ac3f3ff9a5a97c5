import { CHANNELS, STATUSES, UUID } from '../account';
import type { Item } from '../refusals';
import { readQuery, QueryFault } from '../segmentation/query';
import type { HorisenState } from '../state';
import { listsOf, OPTIONAL, READ_ONLY, REQUIRED, type Content } from './campaign';
import { DocumentFault, isUrl, readDocument } from './document';
import { Recurrence } from '../schedule/recurrence';
import { readRule, RuleFault } from '../schedule/rule';
import { readMoment } from '../schedule/schedule';

type Body = Readonly<Record<string, unknown>>;

const ENUMS: Readonly<Record<string, readonly string[]>> = {
  status: STATUSES,
  sending_type: CHANNELS,
  schedule_type: ['now', 'once', 'scheduled'],
  query_type: ['all', 'segmentation'],
};
const URLS = ['webpush_target_url', 'webpush_icon', 'webpush_image'];
const EMAIL = /^[^\s@<>"]+@[^\s@<>".]+(?:\.[^\s@<>".]+)+$/;

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** All problems of a campaign sent by a client (HORISEN Campaign API, 4.2 and 4.3), one per member. */
export function faultsIn(state: HorisenState, body: Body, statuses: readonly string[]): Item[] {
  const items: Item[] = [...unknownMembers(body)];
  const wrong = (name: string, message: string): void => {
    if (!items.some((item) => item.name === name)) items.push({ name, message });
  };
  for (const name of REQUIRED) {
    if (!isGiven(body[name]) || body[name] === '') wrong(name, 'This value is required');
  }
  for (const name of [...REQUIRED, ...OPTIONAL]) {
    if (isGiven(body[name]) && typeof body[name] !== 'string') wrong(name, 'This value must be a string');
  }
  for (const [name, words] of Object.entries(ENUMS)) {
    const allowed = name === 'status' ? statuses : words;
    if (isGiven(body[name]) && !allowed.includes(body[name] as string)) wrong(name, `This value must be one of ${allowed.join(', ')}`);
  }
  for (const name of URLS) {
    if (isGiven(body[name]) && body[name] !== '' && !isUrl(body[name])) wrong(name, 'This value must be a URL');
  }
  if (body.sending_type === 'email' && !EMAIL.test(String(body.sender))) wrong('sender', 'This value must be an email address');
  // The following checks inspect the values, so these must have the right types.
  if (items.length > 0) return items;
  const content = body as unknown as Content;
  for (const [name, fault] of [
    ['template', templateFault(content)],
    ['recipient_lists', listsFault(state, content)],
    ['schedule_rrule', scheduleFault(state, content)],
    ['query', queryFault(content)],
  ] as const) {
    if (fault !== undefined) wrong(name, `This value ${fault}`);
  }
  return items;
}

function unknownMembers(body: Body): Item[] {
  const known: readonly string[] = [...REQUIRED, ...OPTIONAL];
  const readOnly: readonly string[] = READ_ONLY;
  return Object.keys(body)
    .filter((name) => !known.includes(name))
    .map((name) => ({ name, message: readOnly.includes(name) ? 'This value is read-only' : 'This value is not expected' }));
}

function templateFault({ sending_type, template }: Content): string | undefined {
  if (sending_type === 'sms' || sending_type === 'webpush') return undefined;
  return caught(DocumentFault, () => readDocument(template));
}

function listsFault(state: HorisenState, content: Content): string | undefined {
  const lists = listsOf(content);
  if (!lists.every((list) => UUID.test(list))) return 'must be UUIDs with commas between them';
  const unknown = lists.find((list) => !state.contacts.lists.has(list));
  return unknown === undefined ? undefined : `names the list ${unknown}, which does not exist`;
}

/** A schedule must always be readable; it only has to be in the future for active campaigns. */
function scheduleFault(state: HorisenState, { status, schedule_type, schedule_rrule }: Content): string | undefined {
  if (schedule_type === 'now') return undefined;
  if (!isGiven(schedule_rrule) || schedule_rrule === '') return `is required with schedule_type ${schedule_type}`;
  const text = schedule_rrule as string;
  const now = state.world.now();
  if (schedule_type === 'scheduled') {
    const fault = caught(RuleFault, () => readRule(text));
    if (fault !== undefined || status !== 'active') return fault;
    return new Recurrence(readRule(text), now).next === undefined ? 'never falls due' : undefined;
  }
  const at = readMoment(text);
  if (at === undefined) return 'must be a time as Y-m-d H:i:s';
  return status === 'active' && at <= now && state.settings.overdue === 0 ? 'must be in the future' : undefined;
}

function queryFault({ query_type, query }: Content): string | undefined {
  return query_type === 'segmentation' ? caught(QueryFault, () => readQuery(query)) : undefined;
}

function caught(kind: new () => Error, read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (!(error instanceof kind)) throw error;
    return error.message;
  }
}
