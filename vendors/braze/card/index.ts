import { operation } from '../../../engine';
import { endpoint } from '../endpoint';
import { cardId, detailsIn, sampleId, unit } from '../fields';
import { archivable, listOf } from '../lists';
import { getRequest } from '../query';
import { seriesOf } from '../series';

const LEGACY = 'Legacy: Content Cards have replaced the News Feed';

const getMany = listOf({
  endpoint: endpoint('/feed/list'),
  label: 'Get Many',
  action: 'Get many cards',
  description: `List News Feed cards. ${LEGACY}`,
  docs: 'News Feed Card List Endpoint',
  member: 'cards',
  full: 100,
  fields: archivable,
  today: ['sort_direction'],
  sample: { id: sampleId, type: 'NewsItem', title: 'Spring sale', tags: ['sale'] },
  fullInput: { include_archived: true, sort_direction: 'desc' },
});

const getSeries = seriesOf({
  endpoint: endpoint('/feed/data_series'),
  label: 'Get Series',
  action: 'Get card series',
  description: `Get the clicks and impressions of a News Feed card over time. ${LEGACY}`,
  docs: 'News Feed Card Analytics Endpoint',
  fields: { card_id: cardId, unit },
  sample: { time: '2014-12-10', clicks: 12, impressions: 340, unique_clicks: 10, unique_impressions: 290 },
  least: { card_id: sampleId },
  full: { card_id: sampleId, unit: 'hour' },
});

const { path, permission, quota } = endpoint('/feed/details');

/** News Feed Card Details Endpoint. */
const get = operation({
  label: 'Get',
  action: 'Get card',
  description: `Get the content and timing of a News Feed card. ${LEGACY}`,
  docs: 'Braze document, "News Feed Card Details Endpoint"',
  fields: { card_id: cardId },
  retry: 'safe',
  permission,
  quota,
  returns: 'object',
  request: ([input], context) => getRequest(path, input, context),
  parse: (reply, [{ card_id }]) => detailsIn(reply, 'created_at', { card_id }),
  sample: {
    card_id: sampleId,
    created_at: '2014-12-01',
    updated_at: '2014-12-02',
    name: 'Spring sale',
    publish_at: '2014-12-03',
    end_at: '2014-12-31',
    tags: ['sale'],
    title: 'Spring sale',
    image_url: 'https://example.com/sale.png',
    extras: {},
    description: 'Everything must go',
  },
  sampleReply: {
    message: 'success',
    created_at: '2014-12-01',
    updated_at: '2014-12-02',
    name: 'Spring sale',
    publish_at: '2014-12-03',
    end_at: '2014-12-31',
    tags: ['sale'],
    title: 'Spring sale',
    image_url: 'https://example.com/sale.png',
    extras: {},
    description: 'Everything must go',
  },
  sampleInputs: [{ card_id: sampleId }, { card_id: sampleId }],
});

/** News Feed cards: Braze document, "News Feed Export". */
export const card = { label: 'Card', operations: { get, getMany, getSeries } };
