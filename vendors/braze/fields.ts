import { promised, type Field, type Fields, type JsonObject, type Parsed, type Reply } from '../../engine';

const SAMPLE_ID = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';

/** The documents' example ID of a campaign, a segment, a card and an app. */
export const sampleId = SAMPLE_ID;

export const campaignId = {
  type: 'choice',
  label: 'Campaign',
  description: "The campaign's identifier",
  required: true,
  placeholder: SAMPLE_ID,
  loadOptions: { operation: 'campaign.getMany', value: 'id', label: 'name' },
  todo: 'Choose a campaign from the list, or copy its identifier from its page in the dashboard.',
} as const satisfies Field;

export const canvasId = {
  type: 'choice',
  label: 'Canvas',
  description: "The Canvas's identifier",
  required: true,
  placeholder: SAMPLE_ID,
  loadOptions: { operation: 'canvas.getMany', value: 'id', label: 'name' },
  todo: 'Choose a Canvas from the list, or copy its API identifier from its page in the dashboard.',
} as const satisfies Field;

export const segmentId = {
  type: 'choice',
  label: 'Segment',
  description: "The segment's identifier",
  required: true,
  placeholder: SAMPLE_ID,
  loadOptions: { operation: 'segment.getMany', value: 'id', label: 'name' },
  todo: 'Choose a segment from the list, or copy its identifier from the dashboard.',
} as const satisfies Field;

export const cardId = {
  type: 'choice',
  label: 'Card',
  description: "The News Feed card's identifier",
  required: true,
  placeholder: SAMPLE_ID,
  loadOptions: { operation: 'card.getMany', value: 'id', label: 'title' },
  todo: 'Choose a card from the list, or copy its identifier from the dashboard.',
} as const satisfies Field;

export const appId = {
  type: 'text',
  label: 'App ID',
  description: 'Only count this app; its app identifier is in the Developer Console',
  placeholder: SAMPLE_ID,
} as const satisfies Field;

/** Restricts a series to a segment. */
export const onlySegment = {
  ...segmentId,
  required: false,
  description: 'Only count users in this segment; it must have analytics tracking enabled',
} as const satisfies Field;

export const product = {
  type: 'choice',
  label: 'Product',
  description: 'Only count this product; all products if empty',
  loadOptions: { operation: 'purchase.getProducts', value: 'product', label: 'product' },
} as const satisfies Field;

/** "must be between 1 and 100 inclusive". */
export const MOST_POINTS = 100;

/**
 * The length and end of a series.
 * @param max the most units that it can go back
 */
export const spanOf = (max: number) =>
  ({
    length: {
      type: 'number',
      label: 'Length',
      description: 'How many units to go back from the end, which is also the maximum number of points',
      required: true,
      default: 14,
      limits: { min: 1, max, whole: true },
    },
    ending_at: { type: 'dateTime', label: 'Ending At', description: 'When the series ends; now if empty' },
  }) as const satisfies Fields;

export const unit = {
  type: 'choice',
  label: 'Unit',
  description: 'Interval between two points; one day if empty',
  prominent: true,
  default: 'day',
  options: [
    { value: 'day', label: 'Day' },
    { value: 'hour', label: 'Hour' },
  ],
} as const satisfies Field;

/** The sort order of lists in today's API; the Appboy document's lists are newest first. */
export const sortDirection = {
  type: 'choice',
  label: 'Sort Direction',
  description: 'Sort order by creation time',
  options: [
    { value: 'asc', label: 'Oldest First' },
    { value: 'desc', label: 'Newest First' },
  ],
} as const satisfies Field;

/** "defaults to all if not provided" in the document; required for today's accounts. */
export const fieldsToExport = {
  type: 'list',
  label: 'Fields to Export',
  description: 'Names of the user fields to export, such as external_id, email and custom_attributes; required for accounts created since April 2021',
  prominent: true,
} as const satisfies Field;

/** Paging of lists: "returns the first set of up to 100", 250 for event and product names. */
export const pagesOf = (full: 100 | 250) => ({ by: 'page', param: 'page', first: 0, full }) as const;

/** A details answer without the members that only describe the response itself. */
export const detailsIn = (reply: Reply, member: string, about: JsonObject): Parsed<JsonObject> => {
  promised(reply.body, member);
  const { message: _, ...details } = reply.body as JsonObject;
  return { one: { ...about, ...details } };
};

/** An input as a body without empty lists: these mean the same as omitting them, but Braze rejects them. */
export const saidIn = (input: { readonly [name: string]: unknown }): JsonObject =>
  Object.fromEntries(Object.entries(input as JsonObject).filter(([, value]) => !(Array.isArray(value) && value.length === 0)));
