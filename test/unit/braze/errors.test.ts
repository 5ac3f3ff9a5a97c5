import { braze } from '../../../vendors/braze';
import { readFailure, readQuota } from '../../../vendors/braze/errors';
import type { Json } from '../../../engine';

const reply = (status: number, body: Json, headers = {}) => ({ status, headers, body });

describe('the documented messages', () => {
  it.each([
    [400, 'No Recipients', 'validation', undefined],
    [400, 'Invalid Campaign ID', 'notFound', 'campaign_id'],
    [400, 'Message Variant Unspecified', 'validation', 'message_variation_id'],
    [400, 'Invalid Message Variant', 'validation', 'message_variation_id'],
    [400, 'Mismatched Message Type', 'validation', 'message_variation_id'],
    [400, 'Invalid Extra Push Payload', 'validation', 'extra'],
    [400, 'Max input length exceeded', 'validation', undefined],
    [400, 'The max number of external_ids and aliases per request was exceeded', 'validation', undefined],
    [400, 'The max number of ids per request was exceeded', 'validation', undefined],
    [400, 'identifiers must be objects of the same type', 'validation', 'keep_by'],
    [400, 'No message to send', 'validation', 'messages'],
    [400, 'Slideup Message Length Exceeded', 'validation', 'in_app_message.message'],
    [400, 'Apple Push Length Exceeded', 'validation', 'apple_push'],
    [400, 'Android Push Length Exceeded', 'validation', 'android_push'],
    [400, 'Cannot parse send_at datetime', 'validation', 'time'],
    [400, 'in_local_time is true but time has passed in your company’s time zone', 'validation', 'time'],
    [400, 'Content Block with this name already exists', 'conflict', 'name'],
    [400, 'Content Block name cannot be updated for active Content Blocks', 'conflict', 'name'],
    [400, 'Active Content Block can not be updated to Draft. Please create a new Content Block', 'conflict', 'state'],
    [400, 'Some Tags could not be found', 'validation', 'tags'],
    [400, 'Content contains malformed liquid', 'validation', 'content'],
    [400, 'Content Block cannot be referenced within itself', 'validation', 'content'],
    [400, 'Content Block ID is invalid for this App Group', 'notFound', 'content_block_id'],
    [400, 'Content Block has been deleted - content not available', 'notFound', 'content_block_id'],
    [400, 'Email must have valid content block names', 'validation', 'body'],
    [400, 'Bad Request', 'rejected', undefined],
    [401, 'Unauthorized', 'authentication', undefined],
    [403, 'Forbidden', 'permission', undefined],
    [404, 'Not Found', 'notFound', undefined],
    [413, 'Request Entity Too Large', 'validation', undefined],
    [429, 'Rate limited', 'rateLimited', undefined],
    [500, 'Internal server error', 'unavailable', undefined],
    [503, '', 'unavailable', undefined],
  ])('%i %s is %s', (status, message, code, field) => {
    const failure = readFailure(reply(status, { message }), 'message.send');
    expect(failure).toMatchObject({ code, status, todo: expect.stringMatching(/\w.*\.$/) });
    expect(failure!.field).toBe(field);
    if (message) expect(failure!.message).toContain(message);
  });
});

describe("Braze's own errors beside its message", () => {
  const said = (status: number, body: Json) => readFailure(reply(status, body), 'user.track', ['users.track'])!;

  it.each<[Json, string]>([
    [{ message: 'Bad Request', errors: ['segment_id is unknown'] }, 'Braze answered: Bad Request: segment_id is unknown.'],
    [{ message: 'Bad Request', errors: ['one.', 'two.'] }, 'Braze answered: Bad Request: one; two.'],
    [{ message: 'Bad Request', errors: ['Bad Request'] }, 'Braze answered: Bad Request.'],
    [{ message: 'Bad Request', errors: ['same', 'same'] }, 'Braze answered: Bad Request: same.'],
    [
      { message: 'Bad Request', errors: [{ type: "'name' is required", input_array: 'events', index: 3 }] },
      "Braze answered: Bad Request: 'name' is required (events[3]).",
    ],
    [{ errors: ['only this'] }, 'Braze answered: only this.'],
    [{ message: 'Bad Request', errors: 'a text' }, 'Braze answered: Bad Request: a text.'],
  ])('%j is told once', (body, message) => {
    expect(said(400, body).message).toBe(message);
  });

  it('say what the message leaves open', () => {
    expect(said(400, { message: 'Bad Request', errors: ['Cannot parse send_at datetime'] })).toMatchObject({ code: 'validation', field: 'time' });
  });

  it('an account that is not active is no missing permission', () => {
    for (const body of [
      { message: 'Forbidden' },
      { message: 'Access denied', errors: ["Rate plan doesn't support this"] },
      { message: 'Account is inactivated' },
    ]) {
      expect(said(403, body)).toMatchObject({ code: 'permission', todo: expect.stringMatching(/account's plan.*not active/) });
      expect(said(403, body).todo).not.toContain('users.track');
    }
    expect(said(403, { message: 'Access Denied', errors: ['The key lacks users.track'] })).toMatchObject({
      message: 'Braze answered: Access Denied: The key lacks users.track.',
      todo: expect.stringContaining("'users.track'"),
    });
  });
});

describe('what an answer means', () => {
  it.each([
    ['success', reply(200, { message: 'success' })],
    ['success with errors beside it', reply(201, { message: 'success', errors: ['one is odd'] })],
    ['queued in maintenance', reply(202, { message: 'queued' })],
    ['an answer without message, as deleting users gives', reply(200, { deleted: 1 })],
  ])('%s is no failure', (_, each) => {
    expect(readFailure(each, 'user.track')).toBeUndefined();
  });

  it('another message with a 2xx is one', () => {
    expect(readFailure(reply(200, { message: 'Something else' }), 'user.track')).toMatchObject({
      code: 'rejected',
      message: 'Braze answered: Something else.',
    });
  });

  it('a page of a proxy is not quoted', () => {
    expect(readFailure(reply(502, '<html>Bad gateway</html>'), 'user.track')?.message).toBe('Braze answered with HTTP 502 and no message.');
  });

  it('a missing permission is named as the dashboard names it', () => {
    const todo = (...permissions: string[]) => readFailure(reply(403, { message: 'Access Denied' }), 'user.export', permissions)!.todo;
    expect(todo('users.export.ids')).toMatch(/^The key lacks the permission 'users\.export\.ids'\. Use a key that has it, or create one in Settings > /);
    expect(todo('a', 'b')).toMatch(/^The key lacks the permission 'a' or 'b'\. Use/);
    // Where nobody knows which one it is.
    expect(todo()).toMatch(/^The key lacks the required permission\. Use/);
  });

  it('a 429 while calls are left means that one is running, where only one may', () => {
    const headers = { 'x-ratelimit-remaining': '100' };
    expect(readFailure(reply(429, { message: 'Rate limited' }, headers), 'rawData.export')).toMatchObject({
      code: 'conflict',
      todo: expect.stringContaining('running'),
    });
    expect(readFailure(reply(429, { message: 'Rate limited' }, headers), 'segment.export')?.code).toBe('conflict');
    expect(readFailure(reply(429, { message: 'Rate limited' }, { 'x-ratelimit-remaining': '0' }), 'rawData.export')?.code).toBe('rateLimited');
    expect(readFailure(reply(429, { message: 'Rate limited' }, headers), 'user.track')?.code).toBe('rateLimited');
  });

  it('the rate limit is read from the headers, which count in seconds', () => {
    expect(readQuota(reply(200, null, { 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': '1768478400' }))).toEqual({ left: 7, resetAt: 1_768_478_400_000 });
    expect(readQuota(reply(200, null))).toEqual({});
  });

  it('a key without the permission to list campaigns is a genuine key all the same', () => {
    const proves = (status: number) => braze.check.provesToo!(readFailure(reply(status, { message: 'no' }), 'campaign.getMany')!);
    expect(proves(403)).toMatch(/^The key is valid/);
    expect(proves(401)).toBeUndefined();
    expect(proves(500)).toBeUndefined();
  });
});
