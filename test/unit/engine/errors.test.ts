import { CampaignError, type Failure } from '../../../engine';
import { unexpected } from '../../../engine/base/errors';

const LEAST: Failure = { code: 'rejected', reached: 'yes', message: 'No.', todo: 'Mend it.' };
const FULL: Failure = { ...LEAST, person: 'u', entry: 2, field: 'a', status: 400, retryAfterMs: 5, details: { answer: 1 } };

describe('an error', () => {
  it.each([
    ['least', LEAST],
    ['full', FULL],
  ])('gives its failure back as it was: %s', (_, failure) => {
    expect(new CampaignError(failure, 'acme', 'thing.send').failure).toStrictEqual(failure);
  });

  it('is plain data for a log, with whose it is', () => {
    expect(JSON.parse(JSON.stringify(new CampaignError(FULL, 'acme', 'thing.send')))).toMatchObject({
      ...{ code: 'rejected', message: 'No.', todo: 'Mend it.', vendor: 'acme', operation: 'thing.send', person: 'u', entry: 2, field: 'a' },
      ...{ status: 400, reached: 'yes', retryAfterMs: 5, details: { answer: 1 } },
    });
  });

  it.each([
    [new Error('It slipped...'), 'It slipped.'],
    ['text', 'text.'],
  ])('that nobody foresaw is told as one', (thrown, words) => {
    expect(unexpected(thrown, 'maybe')).toMatchObject({ code: 'unexpected', reached: 'maybe', message: `An unexpected error occurred: ${words}` });
  });
});
