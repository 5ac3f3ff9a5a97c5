import type { Json } from '../../../engine';
import { readFailure } from '../../../vendors/followAnalytics/errors';

const read = (status: number, body: Json, operation = 'batch.trigger') => readFailure({ status, headers: {}, body }, operation);
const said = (status: string, error_message: string): Json => ({ status, success: false, error_message });

/** Every refusal that the document shows, with the status in its body where it differs from that of HTTP. */
it.each<[number, Json, string, object]>([
  [400, said('400', 'Unknown campaign with identifier FACMPGN_1'), 'batch.trigger', { code: 'notFound', field: 'campaign_id' }],
  [
    400,
    said('404', 'Campaign with identifier FACMPGN_fQq2YaB9vrJQuDid at index 0 not ready'),
    'batch.trigger',
    { code: 'notReady', field: 'campaign_id', reached: 'yes' },
  ],
  [400, said('405', 'Missing or empty campaign key...'), 'batch.trigger', { code: 'validation', field: 'campaign_id' }],
  [400, said('400', 'No request found for A_UNIQUE_REQUEST_ID'), 'batch.getReport', { code: 'notFound', field: 'request_id' }],
  [400, said('400', "Request can't be canceled"), 'batch.cancel', { code: 'conflict', field: 'request_id' }],
  [400, said('400', 'The request REQUEST_ID for campaign CGN_ACMECORP_1401106808015 was not found'), 'batch.cancel', { code: 'notFound', field: 'request_id' }],
  [400, said('400', 'Invalid parameter value -1 for page'), 'hit.getMany', { code: 'validation' }],
  [404, said('404', 'Unknown campaign key FACMPGN_1'), 'hit.getMany', { code: 'notFound', field: 'campaign_id' }],
  [202, { success: true, result: 'Request not yet complete' }, 'batch.getReport', { code: 'notReady' }],
])('HTTP %i %j of %s', (status, body, operation, failure) => {
  expect(read(status, body, operation)).toMatchObject({ status, todo: expect.stringMatching(/\.$/), ...failure });
});

it.each<[string, number, Json, string, object | undefined]>([
  ['says "not yet" with HTTP 200', 200, { success: true, result: 'Request not yet complete' }, 'batch.getReport', { code: 'notReady' }],
  ['is a report without an address', 200, { success: true, result: {} }, 'batch.getReport', { code: 'notReady' }],
  ['takes a launch up for later', 202, { success: true }, 'campaign.launch', undefined],
  ['says success', 200, { success: true, result: { request_id: 'r' } }, 'batch.trigger', undefined],
  ['has no envelope', 200, { total_campaigns: 345 }, 'campaign.getStats', undefined],
  ['fails with HTTP 200', 200, { success: false, error_message: 'Unknown campaign with identifier X' }, 'batch.trigger', { code: 'notFound' }],
  [
    'has its words under message',
    400,
    { success: false, message: 'no such thing' },
    'campaign.create',
    { code: 'rejected', message: 'FollowAnalytics answered: no such thing.' },
  ],
  ['refuses a token', 401, { success: false, error_message: 'Invalid token' }, 'campaign.getMany', { code: 'authentication' }],
  ['refuses a sign-in', 401, null, 'signIn', { code: 'authentication', todo: expect.stringContaining('password') }],
  ['refuses a user', 403, null, 'campaign.create', { code: 'authentication' }],
  ['is a page', 404, '<html>', 'campaign.getMany', { code: 'notFound', message: 'FollowAnalytics answered with HTTP 404 and no message.' }],
  ['is busy', 429, null, 'campaign.getMany', { code: 'rateLimited' }],
  ['broke, whatever it says', 500, said('400', 'Unknown campaign with identifier X'), 'batch.trigger', { code: 'unavailable', reached: 'maybe' }],
])('an answer that %s', (_, status, body, operation, failure) => {
  if (failure) expect(read(status, body, operation)).toMatchObject(failure);
  else expect(read(status, body, operation)).toBeUndefined();
});

it('shows both the words and the status of the body', () => {
  expect(read(400, said('404', 'Campaign with identifier F at index 0 not ready'))).toMatchObject({
    details: { answer: 'Campaign with identifier F at index 0 not ready', status: '404' },
  });
});
