import { readDate, type Input, type Json, type JsonObject } from '../../../engine';
import type { createFields } from './createFields';

export type Create = Input<typeof createFields>;

/** Members of `params`, in the document's order. */
const PARAMS = [
  'push_message',
  'push_title',
  'push_subtitle',
  'deep_linking_url',
  'pushAttachment',
  'pushCategory',
  'push_includes_sound',
  'push_sound_value',
  'inapp',
  'message_title',
  'message_content',
  'message_btn',
  'inapp_content_url',
  'inapp_content_title',
  'inapp_content_auto_display',
  'inapp_parameters',
] as const;

/** Removes omitted members. */
const given = (members: { readonly [name: string]: Json | undefined }): JsonObject =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

const none = (members: JsonObject): JsonObject | undefined => (Object.keys(members).length > 0 ? members : undefined);

/** "in seconds since epoch". */
const seconds = (date: string | undefined, timeZone: string): number | undefined => {
  const at = date === undefined ? undefined : readDate(date, timeZone);
  return at && Math.floor(at.toSeconds());
};

/** The only audience form in the document: one block, any of the segments. */
const anyOf = (segment_identifiers: readonly string[]): JsonObject => ({
  blocks: [{ filters: [{ filter_on: 'segments', selection: 'any_of', segment_identifiers, operator: 'is_in' }] }],
});

const recurrenceOf = (input: Create): JsonObject =>
  given({
    start_time: none(given({ hour: input.recurrence_start_hour, min: input.recurrence_start_minute })),
    end_time: none(given({ hour: input.recurrence_end_hour })),
    timezone: input.recurrence_timezone,
    day_of_week: [...(input.recurrence_days ?? [])].map(Number).sort((a, b) => a - b),
  });

/** The request body: what was set, and what the document requires. */
export const bodyOf = (input: Create, timeZone: string): JsonObject => {
  if (input.specify === 'json') return input.payload as JsonObject;
  const isDynamic = input.type === 'dynamic';
  return given({
    name: input.name,
    type: input.type,
    source: 'API',
    app_id: input.app_id,
    includes_inapp: input.includes_inapp,
    includes_push: input.includes_push,
    start_date: seconds(input.start_date, timeZone) ?? 'now',
    end_date: seconds(input.end_date, timeZone),
    push_ttl: input.push_ttl,
    inapp_ttl: input.inapp_ttl,
    adapt_tz: input.adapt_tz,
    skip_message_limit: input.skip_message_limit,
    params: given({
      ...Object.fromEntries(PARAMS.map((name) => [name, input[name] as Json | undefined])),
      ...(input.inapp_parameters && { inapp_parameters: input.inapp_parameters.map(({ key, value = '' }) => ({ key, value })) }),
    }),
    filters: input.segment_identifiers ? anyOf(input.segment_identifiers) : (input.filters as JsonObject | undefined),
    recurrence: isDynamic ? recurrenceOf(input) : undefined,
    notif_limit: isDynamic ? given({ maximum: input.notif_maximum, interval: input.notif_interval }) : undefined,
  });
};
