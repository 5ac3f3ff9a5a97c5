import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownMessages, readFailure } from '../../../vendors/bryj/errors';

/** The messages of the section "Troubleshooting", and two more forms that its examples show. */
const documented = readFileSync(join(__dirname, 'documented-messages.txt'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(' => ') as [string, string]);

describe("the document's messages", () => {
  it.each(documented)('%s', (message, code) => {
    const failure = readFailure({ status: 400, headers: {}, body: { error_message: message } }, 'batch.trigger');
    expect(failure).toMatchObject({ code, status: 400, reached: 'yes', message: expect.stringContaining(message), todo: expect.stringMatching(/^\w.*\.$/) });
  });

  it('each fit one entry of the table, and each entry has one', () => {
    const used = documented.map(([message]) => knownMessages.findIndex(({ says }) => says.test(message)));
    expect(used).not.toContain(-1);
    expect(new Set(used).size).toBe(knownMessages.length);
  });
});

it.each([
  [429, {}, 'rateLimited'],
  [403, { error_message: 'API Trigger quota exceeded' }, 'rateLimited'],
  [402, { error_message: 'Your quota is used up' }, 'rateLimited'],
  [401, { error: 'You need to sign in' }, 'authentication'],
  [403, { error_message: 'Forbidden' }, 'permission'],
  [404, '<html>', 'notFound'],
  [500, '', 'unavailable'],
  [422, { error_message: 'Something new' }, 'rejected'],
])('HTTP %i with %j is %s', (status, body, code) => {
  expect(readFailure({ status, headers: {}, body }, 'batch.trigger')).toMatchObject({ code, status });
});
