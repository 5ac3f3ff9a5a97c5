import { isObject, sayIn, type Input, type JsonObject, type Problem, type Reply } from '../../../engine';
import { KEEP } from '../fields';
import { changedMessage, hasContent, missingMessage } from '../message';
import { scheduleIn } from '../schedule';
import { timingFields } from '../scheduleFields';
import { audienceIn } from '../segmentation';
import { audienceFields } from '../segmentationFields';
import type { updateFields } from './updateFields';
import type { Campaign } from './whole';
import { wholeFields } from './wholeFields';

export type Update = Input<typeof updateFields>;

const say = sayIn(wholeFields);

/** Whether a member is set. */
const isSaid = (value: unknown): boolean => value !== undefined && value !== KEEP;

const TIMING = ['schedule_type', ...Object.keys(timingFields)] as readonly (keyof Update)[];
const AUDIENCE = Object.keys(audienceFields) as readonly (keyof Update)[];
const PLAIN = ['name', 'status', 'sender'] as const;
const NEEDED = ['name', 'status', 'sending_type', 'sender', 'recipient_lists', 'query_type'] as const;

/** Whether an update is partial, to be merged into the existing campaign. */
export const isPart = ({ change_only = true }: Update): boolean => change_only;

/** A problem if a partial update changes nothing. */
export const nothingChanged = (input: Update): readonly Problem[] =>
  [...PLAIN, 'sending_type' as const, 'recipient_lists' as const, 'query_type' as const, 'schedule_type' as const].some((name) => isSaid(input[name])) ||
  hasContent(input)
    ? []
    : [{ field: 'name', message: 'There is nothing to change.', todo: 'Fill in the fields you want to change.' }];

/** Members missing from a complete campaign: HORISEN replaces all of it. */
export const missingParts = (input: Update): readonly Problem[] => [
  ...NEEDED.filter((name) => !isSaid(input[name])).map((name) =>
    say(name, 'is empty, but the whole campaign is replaced', "Enter it, or turn on 'Change Only These Fields'."),
  ),
  ...(isSaid(input.schedule_type)
    ? []
    : [say('schedule_type', 'is not set, but it decides whether an active campaign is sent as soon as it is saved', 'Choose when the campaign runs.')]),
  ...missingMessage(input),
];

const pick = (input: Update, names: readonly (keyof Update)[]): JsonObject =>
  Object.fromEntries(names.filter((name) => input[name] !== undefined).map((name) => [name, input[name]])) as JsonObject;

/**
 * A campaign with the changes applied, as the fields of a complete one; its UUID and times are not sent back. A change to neither status nor schedule
 * must not resend an active campaign of type `now`, so the schedule is left open.
 */
export const changed = ({ body }: Reply, input: Update): JsonObject => {
  const campaign = isObject(body) ? (body as JsonObject) : {};
  const runsAgain = campaign.status === 'active' && campaign.schedule_type === 'now' && !isSaid(input.status);
  const schedule = isSaid(input.schedule_type) ? pick(input, TIMING) : runsAgain ? { schedule_type: KEEP } : scheduleIn(campaign);
  const plain = Object.fromEntries(PLAIN.map((name) => [name, isSaid(input[name]) ? input[name] : campaign[name]]));
  const whole: JsonObject = {
    ...pick(input, ['service_uuid', 'campaign_uuid']),
    change_only: false,
    ...plain,
    recipient_lists: input.recipient_lists ?? campaign.recipient_lists,
    ...changedMessage(campaign, input),
    ...(isSaid(input.query_type) ? pick(input, AUDIENCE) : audienceIn(campaign)),
    ...schedule,
  };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined && value !== null));
};

/** Whether a campaign will not run by its schedule for now. */
export const rests = ({ status }: Campaign): boolean => status !== undefined && status !== KEEP && status !== 'active';
