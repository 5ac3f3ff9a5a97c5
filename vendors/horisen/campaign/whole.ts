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

/** A complete campaign, or the part that is set. */
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

/** "Keep" means the same as not set. */
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
 * Problems of a complete campaign, or of the part that is set.
 * @param rests whether it will not run by its schedule for now
 */
export const campaignProblemsOf = (campaign: Campaign, context: CheckContext, rests = false): readonly Problem[] => [
  ...serviceProblems(campaign, context),
  ...plainProblems(campaign),
  ...messageProblems(campaign),
  ...audienceProblems(campaign),
  ...scheduleProblems(campaign, context, rests),
];

/** Warnings that do not stop a campaign. */
export const campaignDoubts = (campaign: Campaign, context: CheckContext): readonly string[] => [
  ...messageDoubts(campaign),
  ...scheduleDoubts(campaign, context),
];

/** The wire members that are set, in the document's order. */
export const bodyOf = (campaign: Campaign, context: CheckContext): JsonObject => {
  const { name, sender, recipient_lists } = campaign;
  const status = said(campaign.status);
  const sending_type = said(campaign.sending_type);
  return {
    ...(name !== undefined && { name }),
    ...(status !== undefined && { status }),
    ...(sending_type !== undefined && { sending_type }),
    ...scheduleOf(campaign, context),
    ...messageOf(campaign),
    ...(sender !== undefined && { sender }),
    ...(recipient_lists !== undefined && { recipient_lists: recipient_lists.map((list) => list.trim()).join(',') }),
    ...audienceOf(campaign),
  };
};

/** A campaign from an answer, with its next run times. */
const withRuns = (campaign: JsonObject, context: CheckContext | undefined): JsonObject => {
  const rests = campaign.status === 'finished' || campaign.status === 'stopped';
  const next_runs = context && !rests ? nextRuns(campaign, context) : undefined;
  return { ...campaign, ...(next_runs && { next_runs }) };
};

/** A saved campaign with its next runs. HORISEN Campaign API, 4.4 "CampaignResponse". */
export const savedIn = (body: Json, context: CheckContext | undefined): { readonly one: JsonObject } => {
  promisedText(body, 'uuid');
  return { one: withRuns(body as JsonObject, context) };
};

/** Whether a time in an answer can come from a lost request. */
export const isSince = (time: Json | undefined, lost: Lost): boolean => typeof time === 'string' && lost.isSince(Date.parse(time));

/** Members that must be equal in an answer's campaign and the one sent, if both are texts; a message may be stored in another form. */
const KNOWN_BY = ['name', 'sending_type', 'sender', 'recipient_lists', 'template', 'query_type', 'schedule_type', 'rule'] as const;

/** Whether a campaign in an answer can be the one that was sent. */
const isLike = (row: JsonObject, campaign: Campaign, context: CheckContext): boolean => {
  const body = bodyOf(campaign, context);
  return KNOWN_BY.every((member) => typeof body[member] !== 'string' || typeof row[member] !== 'string' || row[member] === body[member]);
};

/** The campaign saved by a lost request; undefined if it was not saved since. */
export const savedSince = ({ body }: Reply, campaign: Campaign, lost: Lost, context: CheckContext): Parsed<JsonObject> | undefined =>
  isObject(body) && isSince(body.updated_dt as Json, lost) && isLike(body as JsonObject, campaign, context)
    ? { one: withRuns(body as JsonObject, context) }
    : undefined;

/** The rows of a list (4.6 "CampaignCollection"); empty if the answer is not one. */
export const rowsOf = (body: Json): readonly JsonObject[] =>
  isObject(body) && Array.isArray(body.data) ? (body.data.filter(isObject) as readonly JsonObject[]) : [];

/**
 * The campaign created by a lost request: the only one with that name and content created since, and not by another request of this run. Undefined if
 * there is none yet, or more than one.
 */
export const madeSince = (reply: Reply, campaign: Campaign, lost: Lost, context: CheckContext): Parsed<JsonObject> | undefined => {
  if (isBlank(campaign.name)) return undefined;
  const made = rowsOf(reply.body).filter(
    (row) => typeof row.uuid === 'string' && row.uuid !== '' && !lost.isTaken(row.uuid) && isSince(row.created_dt, lost) && isLike(row, campaign, context),
  );
  const [only] = made;
  return only && made.length === 1 ? { one: withRuns(only, context) } : undefined;
};

/** The ID of a created or cloned campaign. */
export const uuidIn = ({ uuid }: JsonObject): string | undefined => (typeof uuid === 'string' ? uuid : undefined);
