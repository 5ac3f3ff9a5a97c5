import { isBlank, isObject, promised, sayIn, type CheckContext, type Json, type JsonObject, type Parsed, type Problem, type Reply } from '../../../engine';
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
const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** A value that a choice leaves as it is says nothing. */
const said = (value: string | undefined): string | undefined => (value === KEEP ? undefined : value);

const plainProblems = ({ name, sending_type, sender, recipient_lists = [] }: Campaign): readonly Problem[] => {
  const blank = Object.entries({ name, sender }).flatMap(([field, value]) =>
    value !== undefined && isBlank(value) ? [say(field, 'is empty', wholeFields[field as 'name' | 'sender'].todo)] : [],
  );
  const email =
    sending_type === 'email' && sender !== undefined && !isBlank(sender) && !EMAIL.test(sender.trim())
      ? [say('sender', `is '${sender}', which is no email address, but the channel is Email`, 'Give the email address that sends.')]
      : [];
  const lists = recipient_lists.flatMap((list, i): readonly Problem[] =>
    UUID.test(list.trim())
      ? []
      : [
          {
            field: `recipient_lists[${i}]`,
            message: `'${wholeFields.recipient_lists.label}' (recipient_lists[${i}]) is '${list}', which is no UUID.`,
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
  promised(body, 'uuid');
  return { one: withRuns(body as JsonObject, context) };
};

const HAS_FRACTION = /:\d\d\.\d/;

/** Whether a time of an answer is not before a moment. The document's times come with fractions of a second and without. */
export const isSince = (time: Json | undefined, moment: number): boolean => {
  const text = String(time);
  return Date.parse(text) >= (HAS_FRACTION.test(text) ? moment : Math.floor(moment / 1000) * 1000);
};

/** The campaign that a lost request saved; undefined where it was saved by nobody since. */
export const savedSince = ({ body }: Reply, sentAt: number, context: CheckContext): Parsed<JsonObject> | undefined =>
  isObject(body) && isSince(body.updated_dt as Json, sentAt)
    ? { one: withRuns(body as JsonObject, context), warnings: ['No answer came; the campaign was read again, and it has been saved since.'] }
    : undefined;

/** The rows of a list (4.6 "CampaignCollection"); empty where the answer is none. */
export const rowsOf = (body: Json): readonly JsonObject[] =>
  isObject(body) && Array.isArray(body.data) ? (body.data.filter(isObject) as readonly JsonObject[]) : [];

/** What a campaign of an answer must have of the one that was sent; the message may be kept in another form. */
const KNOWN_BY = ['name', 'sending_type', 'sender', 'recipient_lists'] as const;

/** The campaign that a lost request made: the only one of that name created since. Undefined where there is none yet, or more than one. */
export const madeSince = (reply: Reply, campaign: Campaign, sentAt: number, context: CheckContext): Parsed<JsonObject> | undefined => {
  if (isBlank(campaign.name)) return undefined;
  const body = bodyOf(campaign, context.timeZone);
  const isIt = (row: JsonObject): boolean => KNOWN_BY.every((member) => body[member] === undefined || row[member] === body[member]);
  const made = rowsOf(reply.body).filter((row) => isSince(row.created_dt, sentAt) && isIt(row));
  const [only] = made;
  if (!only || made.length > 1 || isBlank(only.uuid)) return undefined;
  return { one: withRuns(only, context), warnings: ['No answer came; the campaign was found by its name among those created since.'] };
};
