import { isObject, isoUtc, promisedObjects, type Json, type JsonObject, type Reply } from '../../../engine';

/** Campaigns per request. Version 2 returns all by default, version 3 twenty; the maximum is undocumented. */
export const PAGE = 100;

/** A list's campaigns. */
export const campaignsIn = ({ body }: Reply): readonly JsonObject[] => promisedObjects(body, 'result');

/** A number that may be a text, as in version 2. */
export const numberIn = (body: Json, member: string): number | undefined => {
  const value = isObject(body) ? body[member] : undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

/** A state in the filter's spelling: answers contain "Ongoing", filters use `ongoing` and `wait_sync`. */
export const stateOf = ({ status }: JsonObject): string =>
  String(status ?? '')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, '_');

/** Epoch seconds as ISO 8601; anything else unchanged. */
const time = (value: Json | undefined): Json => (typeof value === 'number' ? isoUtc(value * 1000) : (value ?? null));

const numbersOf = (value: Json | undefined, prefix: string): JsonObject =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value as JsonObject).flatMap(([name, each]) => (typeof each === 'number' ? [[`${prefix}${name}`, each]] : [])))
    : {};

/** A campaign as one flat row, with the ID named as in all operations. */
export const simplifyCampaign = (row: Json): JsonObject => {
  const campaign = row as JsonObject;
  const { identifier, name, type, app_id, includes_push, includes_inapp, labels } = campaign;
  return {
    campaign_id: identifier ?? null,
    name: name ?? null,
    status: stateOf(campaign),
    type: type ?? null,
    app_id: app_id ?? null,
    includes_push: includes_push ?? null,
    includes_inapp: includes_inapp ?? null,
    labels: Array.isArray(labels) ? labels.join(', ') : '',
    created_at: time(campaign.created_at),
    updated_at: time(campaign.updated_at),
    launched_at: time(campaign.launched_at),
    start_date: time(campaign.start_date),
    end_date: time(campaign.end_date),
    ...numbersOf(campaign.reach, 'reach_'),
    ...numbersOf(campaign.stats, 'stats_'),
  };
};
