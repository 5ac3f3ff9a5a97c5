import { TransportError, type Json } from '../../../engine';
import { readFailure } from '../../../vendors/horisen/errors';
import { failureIn, scripted } from '../../support/host';
import { call, draft } from './calling';

const read = (status: number, body: Json, operation = 'campaign.create') => readFailure({ status, headers: {}, body }, operation);

/** The document's Error (4.10), with words in it. */
const ERROR = {
  code: 'invalid_request',
  message: 'Invalid request',
  description: 'Two fields are wrong',
  items: [
    { name: 'schedule_rrule', message: 'must be in the future', description: 'UTC' },
    { name: 'sender', message: 'is not registered' },
  ],
};

describe('a refusal', () => {
  it('tells all items, and is laid at the first one', () => {
    expect(read(400, ERROR)).toEqual({
      code: 'validation',
      reached: 'yes',
      status: 400,
      field: 'schedule_rrule',
      message: 'HORISEN answered: Invalid request (Two fields are wrong). schedule_rrule: must be in the future (UTC); sender: is not registered.',
      todo: 'Fix what HORISEN reports and try again.',
      details: { answer: ERROR },
    });
  });

  it.each<[Json, string]>([
    [
      { code: 'string', message: 'string', description: 'string', items: [{ name: 'string', message: 'string', description: 'string' }] },
      'string. string: string.',
    ],
    [{ code: 'E1', message: 'Not allowed!' }, 'Not allowed!'],
    [{ code: 'E1', message: '' }, 'E1.'],
    [{ message: '', items: [{ name: 'name', message: 'is taken' }] }, 'name: is taken.'],
    [{ message: 'No', items: [{ message: 'Something is wrong' }] }, 'No. Something is wrong.'],
    ['Bad gateway of a kind', 'Bad gateway of a kind.'],
  ])('%j is told as it is', (body, words) => {
    expect(read(400, body)!.message).toBe(`HORISEN answered: ${words}`);
  });

  it.each<[Json]>([[null], [''], ['<html><h1>Nope</h1></html>'], [{}], [[]]])('%j has no words, and says so', (body) => {
    expect(read(400, body)).toMatchObject({ code: 'rejected', message: 'HORISEN answered with HTTP 400 and no message.' });
    expect(read(400, body)).not.toHaveProperty('details');
  });
});

it.each<[number, string, string, string, string | undefined]>([
  [401, 'campaign.get', 'authentication', 'yes', undefined],
  [403, 'campaign.get', 'permission', 'yes', undefined],
  [404, 'campaign.get', 'notFound', 'yes', 'campaign_uuid'],
  [404, 'campaign.delete', 'notFound', 'yes', 'campaign_uuid'],
  [404, 'campaign.clone', 'notFound', 'yes', 'clone_uuid'],
  [404, 'campaign.create', 'notFound', 'yes', 'service_uuid'],
  [404, 'campaign.getMany', 'notFound', 'yes', 'service_uuid'],
  [409, 'campaign.update', 'conflict', 'yes', undefined],
  [408, 'campaign.get', 'unavailable', 'maybe', undefined],
  [429, 'campaign.get', 'rateLimited', 'yes', undefined],
  [500, 'campaign.get', 'unavailable', 'maybe', undefined],
  [503, 'campaign.get', 'unavailable', 'maybe', undefined],
  [302, 'campaign.get', 'rejected', 'yes', undefined],
  [422, 'campaign.get', 'rejected', 'yes', undefined],
  [400, 'signIn', 'authentication', 'yes', undefined],
  [404, 'signIn', 'notFound', 'yes', undefined],
  [500, 'signIn', 'unavailable', 'maybe', undefined],
])('HTTP %i of %s is %s', (status, operation, code, reached, field) => {
  const failure = read(status, null, operation);
  expect(failure).toMatchObject({ code, reached, status, todo: expect.stringMatching(/^[A-Z].*\.$/) });
  expect(failure!.field).toBe(field);
});

it.each([200, 201, 204])('HTTP %i is a success', (status) => {
  expect(read(status, null)).toBeUndefined();
});

it('a 404 without a body is put into words', () => {
  expect(read(404, null, 'campaign.get')!.message).toBe('HORISEN does not know this campaign (HTTP 404).');
  expect(read(404, '', 'campaign.getMany')!.message).toBe('HORISEN does not know this service (HTTP 404).');
});

describe('through an operation', () => {
  it('a refusal keeps its field, and is not repeated', async () => {
    const { outcome, send } = await call('create', draft, scripted({ status: 400, body: ERROR }));
    expect(failureIn(outcome)).toMatchObject({ code: 'validation', field: 'schedule_rrule', message: expect.stringContaining('sender: is not registered') });
    expect(send.requests).toHaveLength(1);
  });

  it('reads are repeated, and a 429 is waited out as it says', async () => {
    const answers = [new TransportError('reset', 'maybe'), { status: 429, headers: { 'retry-after': '7' } }, { body: { uuid: 'x' } }];
    const { outcome, send, host } = await call('get', { campaign_uuid: '1592695e-c1b1-11ee-b153-774c9d3a7957' }, scripted(...answers));
    expect(outcome).toMatchObject({ state: 'done' });
    expect(send.requests).toHaveLength(3);
    expect(host.slept.some((ms) => ms > 7000 && ms < 10_000)).toBe(true);
  });

  it("an answer without a campaign's UUID shows what came", async () => {
    const { outcome } = await call('get', { campaign_uuid: '1592695e-c1b1-11ee-b153-774c9d3a7957' }, scripted({ body: '<html>Log in</html>' }));
    expect(failureIn(outcome)).toMatchObject({ code: 'format', message: expect.stringContaining("no 'uuid'"), details: { answer: '<html>Log in</html>' } });
  });
});
