import {
  hasFormat,
  isBlank,
  isObject,
  promisedText,
  sayIn,
  type CheckContext,
  type Json,
  type JsonObject,
  type Lost,
  type Parsed,
  type Problem,
  type Reply,
} from '../../../engine';
import { KEEP, serviceProblems, UUID } from '../fields';
import { messageDoubts, messageOf, messageProblems, type Message } from '../message';
import { nextRuns, scheduleDoubts, scheduleOf, scheduleProblems, type Schedule } from '../schedule';
import { audienceOf, audienceProblems, type Audience } from '../segmentation';
import { wholeFields } from './wholeFields';

/** A campaign, or the part of one that is given. */
export type Campaign = Message &
  Schedule &
  Audience & {
    readonly service_uuid?: string;
    readonly name?: string;
    readonly status?: string;
    readonly sender?: string;
    readonly recipient_lists?: readonly string[];
  };

const say = sayIn(wholeFields);

/** A value that a choice leaves as it is says nothing. */
const said = (value: string | undefined): string | undefined => (value === KEEP ? undefined : value);

const plainProblems = ({ name, sending_type, sender, recipient_lists = [] }: Campaign): readonly Problem[] => {
  const blank = Object.entries({ name, sender }).flatMap(([field, value]) =>
    value !== undefined && isBlank(value) ? [say(field, 'is empty', wholeFields[field as 'name' | 'sender'].todo)] : [],
  );
  const email =
    sending_type === 'email' && sender !== undefined && !isBlank(sender) && !hasFormat('email', sender.trim())
      ? [say('sender', `is '${sender}', which is not a valid email address, but the channel is Email`, 'Enter the email address to send from.')]
      : [];
  const lists = recipient_lists.flatMap((list, i): readonly Problem[] =>
    UUID.test(list.trim())
      ? []
      : [
          {
            field: `recipient_lists[${i}]`,
            message: `'${wholeFields.recipient_lists.label}' (recipient_lists[${i}]) is '${list}', which is not a valid UUID.`,
            todo: 'Copy the UUID of the list.',
          },
        ],
  );
  return [...blank, ...email, ...lists];
};

/**
 * What is wrong with a campaign, or with the part of one that is given.
 * @param rests whether it will not run by its schedule for now
 */
export const campaignProblemsOf = (campaign: Campaign, context: CheckContext, rests = false): readonly Problem[] => [
  ...serviceProblems(campaign, context),
  ...plainProblems(campaign),
  ...messageProblems(campaign),
  ...audienceProblems(campaign),
  ...scheduleProblems(campaign, context, rests),
];

/** Doubts that do not stop a campaign. */
export const campaignDoubts = (campaign: Campaign, context: CheckContext): readonly string[] => [
  ...messageDoubts(campaign),
  ...scheduleDoubts(campaign, context),
];

/** The members of the wire, in the document's order, as far as they are given. */
export const bodyOf = (campaign: Campaign, timeZone: string): JsonObject => {
  const { name, sender, recipient_lists } = campaign;
  const status = said(campaign.status);
  const sending_type = said(campaign.sending_type);
  return {
    ...(name !== undefined && { name }),
    ...(status !== undefined && { status }),
    ...(sending_type !== undefined && { sending_type }),
    ...scheduleOf(campaign, timeZone),
    ...messageOf(campaign),
    ...(sender !== undefined && { sender }),
    ...(recipient_lists !== undefined && { recipient_lists: recipient_lists.map((list) => list.trim()).join(',') }),
    ...audienceOf(campaign),
  };
};

/** A campaign of an answer with the moments at which it runs next. */
const withRuns = (campaign: JsonObject, context: CheckContext | undefined): JsonObject => {
  const rests = campaign.status === 'finished' || campaign.status === 'stopped';
  const next_runs = context && !rests ? nextRuns(campaign, context) : undefined;
  return { ...campaign, ...(next_runs && { next_runs }) };
};

/** A saved campaign, and when it runs next. HORISEN Campaign API, 4.4 "CampaignResponse". */
export const savedIn = (body: Json, context: CheckContext | undefined): { readonly one: JsonObject } => {
  promisedText(body, 'uuid');
  return { one: withRuns(body as JsonObject, context) };
};

/** Whether a time of an answer can be that of a lost request. */
export const isSince = (time: Json | undefined, lost: Lost): boolean => typeof time === 'string' && lost.isSince(Date.parse(time));

/** What a campaign of an answer must have of the one that was sent, as far as both say it as a text; a message may be kept in another form. */
const KNOWN_BY = ['name', 'sending_type', 'sender', 'recipient_lists', 'template', 'query_type', 'schedule_type', 'rule'] as const;

/** Whether a campaign of an answer can be the one that was sent. */
const isLike = (row: JsonObject, campaign: Campaign, context: CheckContext): boolean => {
  const body = bodyOf(campaign, context.timeZone);
  return KNOWN_BY.every((member) => typeof body[member] !== 'string' || typeof row[member] !== 'string' || row[member] === body[member]);
};

/** The campaign that a lost request saved; undefined where it was saved by nobody since. */
export const savedSince = ({ body }: Reply, campaign: Campaign, lost: Lost, context: CheckContext): Parsed<JsonObject> | undefined =>
  isObject(body) && isSince(body.updated_dt as Json, lost) && isLike(body as JsonObject, campaign, context)
    ? { one: withRuns(body as JsonObject, context) }
    : undefined;

/** The rows of a list (4.6 "CampaignCollection"); empty where the answer is none. */
export const rowsOf = (body: Json): readonly JsonObject[] =>
  isObject(body) && Array.isArray(body.data) ? (body.data.filter(isObject) as readonly JsonObject[]) : [];

/**
 * The campaign that a lost request made: the only one of that name and content that was created since, and that no other request of this run
 * made. Undefined where there is none yet, or more than one.
 */
export const madeSince = (reply: Reply, campaign: Campaign, lost: Lost, context: CheckContext): Parsed<JsonObject> | undefined => {
  if (isBlank(campaign.name)) return undefined;
  const made = rowsOf(reply.body).filter(
    (row) => typeof row.uuid === 'string' && row.uuid !== '' && !lost.isTaken(row.uuid) && isSince(row.created_dt, lost) && isLike(row, campaign, context),
  );
  const [only] = made;
  return only && made.length === 1 ? { one: withRuns(only, context) } : undefined;
};

/** The ID of what a creation or a clone made. */
export const uuidIn = ({ uuid }: JsonObject): string | undefined => (typeof uuid === 'string' ? uuid : undefined);
