import { TransportError, type Json } from '../../../engine';
import { readFailure, readQuota } from '../../../vendors/moEngage/errors';
import { failureIn, jsonOf, NOON, scripted } from '../../support/host';
import { ACCEPTED, call, push } from './calling';

const read = (status: number, body: Json) => readFailure({ status, headers: {}, body }, 'push.send');
const failed = (Error_Message: string): Json => ({ status: 'Fail', Error_Message, responseId: 's', requestId: '' });

/** "Possible failures include" (MoEngage Push API, "Response"), each alternative by itself; all with HTTP 200. */
it.each<[string, object]>([
  ['Invalid Request Type', { code: 'validation' }],
  ['Invalid appId', { code: 'authentication', todo: expect.stringContaining('Data Center') }],
  ['appId not present', { code: 'authentication' }],
  ['Campaign Name too short (must be >= 5 chars)', { code: 'validation', field: 'campaignName' }],
  ['Campaign name missing', { code: 'validation', field: 'campaignName' }],
  ['Campaign Name not found', { code: 'validation', field: 'campaignName' }],
  ['Request limit exceeded', { code: 'rateLimited', retryAfterMs: 60_000 }],
  ['Signature missing', { code: 'authentication', todo: expect.stringContaining('Push API Key') }],
  ['Signature is not verified', { code: 'authentication' }],
  ['Duplicate campaign name', { code: 'conflict', field: 'campaignName' }],
  ['Key not of Type List', { code: 'validation' }],
  ['Value not allowed', { code: 'validation' }],
  ['Error parsing parameters', { code: 'validation' }],
  ['Something that is in no list', { code: 'rejected' }],
])("HTTP 200 with '%s' is a failure that nothing was sent by", (words, failure) => {
  expect(read(200, failed(words))).toMatchObject({
    reached: 'yes',
    status: 200,
    message: `MoEngage answered: ${words}.`,
    todo: expect.stringMatching(/^[A-Z].*\.$/),
    details: { answer: failed(words) },
    ...failure,
  });
});

it.each<[string, number, Json, object | undefined]>([
  ['is accepted', 200, ACCEPTED.body, undefined],
  ['is accepted in lower case', 200, { status: 'success' }, undefined],
  ['fails in the words of version 1', 200, { status: 'fail', msg: 'Signature is not verified' }, { code: 'authentication' }],
  ['fails in the form of newer APIs', 200, { status: 'fail', error: { message: 'Duplicate campaign name' } }, { code: 'conflict' }],
  ['refuses the account without words', 401, [], { code: 'authentication', message: 'MoEngage answered with HTTP 401 and no message.' }],
  ['forbids', 403, null, { code: 'permission' }],
  [
    'knows no such page',
    404,
    { code: 404, status: 'error', reason: 'Page not found. Please recheck the URL' },
    { code: 'notFound', message: 'MoEngage answered: Page not found. Please recheck the URL.' },
  ],
  ['is busy', 429, '', { code: 'rateLimited', reached: 'yes' }],
  ['broke', 500, { code: 500, status: 'error', reason: 'Internal' }, { code: 'unavailable', reached: 'maybe' }],
  ['refuses something else', 400, 'Bad request', { code: 'rejected', message: 'MoEngage answered: Bad request.' }],
])('an answer that %s', (_, status, body, failure) => {
  if (failure) expect(read(status, body)).toMatchObject(failure);
  else expect(read(status, body)).toBeUndefined();
});

describe('a limit', () => {
  it.each<[string, number, Record<string, string>, object]>([
    ['tells how long to wait', 429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '42' }, { left: 0, resetAt: NOON + 42_000 }],
    ['tells until when', 429, { 'x-ratelimit-reset': String(NOON / 1000 + 90) }, { resetAt: NOON + 90_000 }],
    ['tells nothing', 429, {}, { resetAt: NOON + 60_000 }],
    ['is not met', 200, { 'x-ratelimit-remaining': '7' }, { left: 7 }],
    ['is not spoken of', 200, {}, {}],
  ])('that %s', (_, status, headers, quota) => {
    expect(readQuota({ status, headers, body: null }, NOON)).toEqual(quota);
  });

  it.each([
    ['with HTTP 200', { body: failed('Request limit exceeded') }, 60_000],
    ['with HTTP 429', { status: 429, headers: { 'x-ratelimit-reset': '5' }, body: '' }, 5_000],
  ])('%s is waited out, and the push sent once more', async (_, refusal, wait) => {
    const { outcomes, send, host } = await call([push], scripted(refusal, ACCEPTED));
    expect(jsonOf(outcomes[0])).toMatchObject({ status: 'accepted' });
    expect(send.requests).toHaveLength(2);
    expect(host.slept[0]).toBeGreaterThanOrEqual(wait);
    expect(host.slept[0]).toBeLessThan(wait * 1.5);
  });
});

describe('a push whose outcome is not known', () => {
  it.each<[string, Parameters<typeof scripted>[0]]>([
    ['lost its answer', new TransportError('socket hang up', 'maybe')],
    ['met HTTP 500', { status: 500, body: { status: 'error', reason: 'Internal' } }],
    ['was answered by a page', { body: '<html>' }],
    ['was answered without a status', { body: { cid: 'c' } }],
  ])('because it %s is not sent again, and the user is told where to look', async (_, answer) => {
    const { outcomes, send } = await call([push], scripted(answer));
    expect(failureIn(outcomes[0])).toMatchObject({ code: 'outcomeUnknown', todo: expect.stringContaining('MoEngage dashboard') });
    expect(send.requests).toHaveLength(1);
  });
});
