import { failureReader, isObject, type Json } from '../../../engine';

const read = failureReader({
  label: 'Acme',
  words: (body) => (isObject(body) && typeof body.error === 'string' ? body.error : ''),
  allWords: (body) => (isObject(body) ? [body.error, body.more].filter((each) => typeof each === 'string').join(' ') : ''),
  hides: ({ body }) => isObject(body) && body.ok === false,
  pending: ({ status }) => (status === 202 ? { message: 'Not yet.', todo: 'Wait.' } : undefined),
  ofAnyStatus: ({ reply: { headers } }) => (headers['x-limited'] ? { code: 'rateLimited', todo: 'Wait.' } : undefined),
  byStatus: {
    unavailable: { code: 'unavailable', todo: 'Later.' },
    401: { code: 'authentication', todo: 'Check the key.', silent: 'Acme knows no such key.' },
    403: ({ permissions, operation }) => ({ code: 'permission', todo: `${operation} needs ${permissions.join()}.` }),
  },
  known: [
    { says: /no such thing/, code: 'notFound', todo: 'Choose another.', field: 'thing_id' },
    { says: /busy/, code: 'conflict', todo: 'Wait.', repeatable: false, retryAfterMs: 5 },
  ],
  otherwise: { 404: { code: 'notFound', todo: 'Check the URL.' }, 409: () => undefined },
  documented: ({ status }, isKnown) => status === 200 && isKnown,
  fieldIn: (body) => (isObject(body) && typeof body.field === 'string' ? body.field : undefined),
});
const failure = (status: number, body: Json = null, headers = {}) => read({ status, headers, body }, 'thing.get', ['things.read']);

it('takes a success for one, and tells one that hides a refusal or is not there yet', () => {
  expect(failure(200, { ok: true })).toBeUndefined();
  expect(failure(204)).toBeUndefined();
  expect(failure(202)).toEqual({ code: 'notReady', reached: 'yes', status: 202, message: 'Not yet.', todo: 'Wait.' });
  expect(failure(200, { ok: false, error: 'no such thing' })).toEqual({
    code: 'notFound',
    reached: 'yes',
    status: 200,
    message: 'Acme answered: no such thing.',
    todo: 'Choose another.',
    field: 'thing_id',
    details: { answer: 'no such thing' },
    documented: true,
  });
});

it('has nothing that is not known', () => {
  expect(failure(404)).toStrictEqual({
    code: 'notFound',
    reached: 'yes',
    status: 404,
    message: 'Acme answered with HTTP 404 and no message.',
    todo: 'Check the URL.',
  });
});

it.each<[string, number, Json, object, Record<string, string>?]>([
  ['something else than status and words first', 500, { error: 'busy' }, { code: 'rateLimited' }, { 'x-limited': 'yes' }],
  ['a status that says enough before the words', 401, { error: 'busy' }, { code: 'authentication', message: 'Acme answered: busy.' }],
  ['where nothing is said, what is told then', 401, null, { message: 'Acme knows no such key.' }],
  ['the permission that was needed', 403, null, { todo: 'thing.get needs things.read.', message: 'Acme answered with HTTP 403 and no message.' }],
  ['408 as unavailable, of which nobody knows the outcome', 408, null, { code: 'unavailable', reached: 'maybe' }],
  ['500 and more likewise', 599, { error: 'busy' }, { code: 'unavailable', reached: 'maybe' }],
  ['the words before other statuses', 404, { error: 'busy' }, { code: 'conflict', reached: 'yes', repeatable: false, retryAfterMs: 5 }],
  ['words that stand beside the first ones', 400, { error: 'sorry', more: 'busy' }, { code: 'conflict', message: 'Acme answered: sorry busy.' }],
  ['a status whose words are not known', 404, { error: 'sorry' }, { code: 'notFound', todo: 'Check the URL.' }],
  ['the field that the answer names before that of the table', 400, { error: 'no such thing', field: 'other' }, { field: 'other' }],
  ['anything else as rejected', 409, { error: 'sorry' }, { code: 'rejected', reached: 'yes', todo: 'Fix what Acme reports and try again.' }],
])('reads %s', (_, status, body, expected, headers = {}) => {
  expect(failure(status, body, headers)).toMatchObject(expected);
});

it('knows what it can of a vendor that says nothing of its statuses', () => {
  const bare = failureReader({ label: 'Acme', words: () => '', byStatus: {} });
  expect(bare({ status: 500, headers: {}, body: null }, 'thing.get')).toMatchObject({
    code: 'rejected',
    message: 'Acme answered with HTTP 500 and no message.',
  });
});

it.each([
  [407, 'rejected'],
  [408, 'unavailable'],
  [409, 'rejected'],
  [499, 'rejected'],
  [500, 'unavailable'],
  [599, 'unavailable'],
])('HTTP %i is %s where nothing else is said of it', (status, code) => {
  expect(failure(status)).toMatchObject({ code, reached: code === 'unavailable' ? 'maybe' : 'yes', status });
});
