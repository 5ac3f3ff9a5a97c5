import type { JsonObject } from '../../../engine';
import { scripted } from '../../support/host';
import { calling, expectRefused, type Raw } from './calling';

const common = { app_id: 'FAAPPLI_0VDvT50', name: 'A', includes_push: true, includes_inapp: false, push_message: 'Hello' };
const classic = { ...common, type: 'classic', audience: 'everyone' };
const transactional = { ...common, type: 'transactional' };
const dynamic = { ...common, type: 'dynamic', audience: 'everyone', recurrence_days: ['1'], notif_interval: 24 };
const inapp = { ...classic, includes_push: false, push_message: undefined, includes_inapp: true };
const url = { ...inapp, inapp: 'url', inapp_content_url: 'https://example.com' };

const body = {
  name: 'A',
  type: 'classic',
  source: 'API',
  app_id: 'F',
  includes_push: true,
  includes_inapp: false,
  start_date: 'now',
  params: { push_message: 'Hello' },
};
const json = (over: JsonObject): Raw => ({ specify: 'json', payload: { ...body, ...over } });
const dynamicBody = { type: 'dynamic', recurrence: { day_of_week: [1] }, notif_limit: { maximum: 1 } };

describe('refused before anything is sent', () => {
  it.each<[string, Raw, field: string, says: RegExp]>([
    ['neither push nor in-app', { ...classic, includes_push: false, push_message: undefined }, 'includes_push', /would not send anything/],
    ['a push without a message', { ...classic, push_message: '' }, 'push_message', /is empty/],
    [
      'a push text without a push',
      { ...inapp, inapp: 'native', message_title: 'a', message_content: 'b', message_btn: 'c', push_title: 'd' },
      'push_title',
      /but 'includes_push' is not true/,
    ],
    ['a native in-app message without a button', { ...inapp, inapp: 'native', message_title: 'a', message_content: 'b' }, 'message_btn', /is empty/],
    [
      'a page in a native in-app message',
      { ...inapp, inapp: 'native', message_title: 'a', message_content: 'b', message_btn: 'c', inapp_content_url: 'https://x.example' },
      'inapp_content_url',
      /but 'inapp' is not url/,
    ],
    ['an in-app page without an address and parameters', { ...url, inapp_content_url: undefined }, 'inapp_content_url', /no in-app parameters/],
    ['a start in the past', { ...classic, start_date: '2020-01-01T00:00:00Z' }, 'start_date', /is in the past/],
    ['an end before the start', { ...url, start_date: '2099-01-02T00:00:00Z', end_date: '2099-01-01T00:00:00Z' }, 'end_date', /is not after the start/],
    ['no audience', { ...classic, audience: undefined }, 'audience', /is empty/],
    ['an audience of a transactional campaign', { ...transactional, audience: 'everyone' }, 'audience', /but 'type' is not classic or dynamic/],
    ['segments without any', { ...classic, audience: 'segments', segment_identifiers: [] }, 'segment_identifiers', /is empty/],
    ['filters without blocks', { ...classic, audience: 'filters', filters: { blocks: [] } }, 'filters', /must contain blocks/],
    [
      'a filter without segments',
      { ...classic, audience: 'filters', filters: { blocks: [{ filters: [{ filter_on: 'segments', segment_identifiers: [] }] }] } },
      'filters',
      /without identifiers/,
    ],
    ['days of a classic campaign', { ...classic, recurrence_days: ['1'] }, 'recurrence_days', /but 'type' is not dynamic/],
    ['a limit of a transactional campaign', { ...transactional, notif_maximum: 1 }, 'notif_maximum', /but 'type' is not dynamic/],
    ['a dynamic campaign without days', { ...dynamic, recurrence_days: [] }, 'recurrence_days', /is empty/],
    ['a day that there is not', { ...dynamic, recurrence_days: ['7'] }, 'recurrence_days[0]', /must be one of 0, 1/],
    ['a dynamic campaign without a limit', { ...dynamic, notif_interval: undefined }, 'notif_interval', /needs a limit/],
    ['a start hour of 24', { ...dynamic, recurrence_start_hour: 24 }, 'recurrence_start_hour', /the maximum is 23/],
    ['an end hour before the start hour', { ...dynamic, recurrence_start_hour: 14, recurrence_end_hour: 10 }, 'recurrence_end_hour', /after the start hour/],
    ['an end hour without a start hour', { ...dynamic, recurrence_end_hour: 10 }, 'recurrence_start_hour', /an end hour is set/],
    ["a time zone beside each user's own", { ...dynamic, adapt_tz: true, recurrence_timezone: 'Europe/Paris' }, 'recurrence_timezone', /each user's own/],
    ['a time zone that is none', { ...dynamic, recurrence_timezone: 'Europe/Nowhere' }, 'recurrence_timezone', /is not a valid time zone/],
    ['a placeholder that is not closed', { ...transactional, push_message: 'Hello *@first_name' }, 'push_message', /not closed with @\*: \*@first_name/],
    ['a placeholder that was not opened', { ...transactional, push_title: 'Hello first_name@*' }, 'push_title', /was not opened/],
    ['a placeholder without a name', { ...transactional, deep_linking_url: 'x://*@@*' }, 'deep_linking_url', /without a name/],
    ['JSON of an unknown type', json({ type: 'weekly' }), 'payload.type', /must be one of classic, dynamic, transactional/],
    ['JSON without a source', json({ source: undefined }), 'payload.source', /must be API/],
    ['JSON with words for switches', json({ includes_push: 'yes' }), 'payload.includes_push', /must be true or false/],
    ['JSON without texts', json({ params: 'Hello' }), 'payload.params', /must be an object/],
    [
      'JSON with in-app texts and no in-app message',
      json({ params: { push_message: 'a', message_title: 'b' } }),
      'payload.params.message_title',
      /has no in-app message/,
    ],
    [
      'JSON with another form of in-app message',
      json({ includes_inapp: true, params: { push_message: 'a', inapp: 'web' } }),
      'payload.params.inapp',
      /must be native or url/,
    ],
    [
      'JSON with the variables of old',
      json({ params: { push_message: 'a', template_variables: [] } }),
      'payload.params.template_variables',
      /no longer supported/,
    ],
    ['JSON with a date as text', json({ start_date: 'tomorrow' }), 'payload.start_date', /Unix timestamp/],
    ['JSON with a lifetime of no whole seconds', json({ push_ttl: 1.5 }), 'payload.push_ttl', /whole number of seconds/],
    ['JSON of a classic campaign that recurs', json({ recurrence: { day_of_week: [1] } }), 'payload.recurrence', /is only for dynamic campaigns/],
    ['JSON of a dynamic campaign that does not', json({ type: 'dynamic', notif_limit: { maximum: 1 } }), 'payload.recurrence', /is missing/],
    ['JSON with a wrong day', json({ ...dynamicBody, recurrence: { day_of_week: [7] } }), 'payload.recurrence.day_of_week', /0 \(Sunday\) to 6/],
    [
      'JSON with an audience of a transactional campaign',
      json({ type: 'transactional', filters: { blocks: [] } }),
      'payload.filters',
      /is not allowed in a transactional campaign/,
    ],
    [
      'JSON with a broken placeholder deep inside',
      json({ type: 'transactional', includes_inapp: true, params: { push_message: 'a', inapp: 'url', inapp_parameters: [{ key: 'k', value: '*@v' }] } }),
      'payload.params.inapp_parameters[0].value',
      /not closed/,
    ],
  ])('%s', async (_, input, field, says) => {
    const send = scripted({});
    expectRefused(await calling('campaign.create', [input], send), field, says);
    expect(send.requests).toEqual([]);
  });
});
