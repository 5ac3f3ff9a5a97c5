import { isObject, type Json, type JsonObject } from '../../../engine';
import { endpoint } from '../endpoint';
import { campaignId, sampleId } from '../fields';
import { seriesOf } from '../series';

const isFigure = (value: Json | undefined): value is number | string => typeof value === 'number' || typeof value === 'string';

/** Words as a column name suffix. */
const asName = (words: string): string =>
  words
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');

/**
 * Labels that distinguish the messages of a channel: the variation's name, otherwise a number if there are several. Names that yield the same column
 * suffix get a number too, so that they do not overwrite each other.
 */
const partsOf = (entries: readonly Json[]): readonly string[] => {
  const names = entries.map((entry) => {
    const name = isObject(entry) ? (entry as JsonObject).variation_name : undefined;
    return typeof name === 'string' ? asName(name) : '';
  });
  return names.map((name, index) => {
    const isAlone = names.indexOf(name) === names.lastIndexOf(name);
    const number = isAlone && (name !== '' || entries.length === 1) ? '' : `_${index + 1}`;
    return `${name && `_${name}`}${number}`;
  });
};

/**
 * One flat row per day: `email_sent`; with several messages per channel `email_1_sent`, `email_2_sent`; for a multivariate campaign
 * `android_push_variant_1_sent`, `android_push_control_group_enrolled`.
 */
const simplify = (point: Json): JsonObject => {
  const { messages, ...common } = point as JsonObject;
  const flat: Record<string, Json | undefined> = Object.fromEntries(Object.entries(common).filter(([, value]) => isFigure(value)));
  for (const [channel, entries] of Object.entries(isObject(messages) ? (messages as JsonObject) : {})) {
    const list = (Array.isArray(entries) ? entries : [entries]) as readonly Json[];
    const parts = partsOf(list);
    for (const [index, entry] of list.entries()) {
      if (!isObject(entry)) continue;
      for (const [name, value] of Object.entries(entry as JsonObject)) {
        if (name !== 'variation_name' && isFigure(value)) flat[`${channel}${parts[index]}_${name}`] = value;
      }
    }
  }
  return flat;
};

/** Campaign Analytics Endpoint. */
export const getSeries = seriesOf({
  endpoint: endpoint('/campaigns/data_series'),
  label: 'Get Series',
  action: 'Get campaign series',
  description: 'Get daily campaign analytics for each channel and variation: sends, opens, clicks, bounces and conversions',
  docs: 'Campaign Analytics Endpoint',
  verb: 'getReport',
  fields: { campaign_id: campaignId },
  simplify,
  sample: {
    time: '2014-12-10',
    conversions: 3,
    revenue: 29.5,
    conversions_by_send_time: 2,
    messages: {
      email: [
        {
          sent: 100,
          opens: 40,
          unique_opens: 35,
          clicks: 12,
          unique_clicks: 10,
          unsubscribes: 1,
          bounces_including_dropped: 2,
          delivered: 98,
          reported_spam: 0,
        },
      ],
    },
  },
  least: { campaign_id: sampleId },
  full: { campaign_id: sampleId },
});
