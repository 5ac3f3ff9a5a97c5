import { byAlphabet, saidOnce, type Json } from '../../../engine';
import { readFailure as bryj } from '../../../vendors/bryj/errors';
import { readFailure as followAnalytics } from '../../../vendors/followAnalytics/errors';
import { readFailure as moEngage } from '../../../vendors/moEngage/errors';

it.each<[readonly unknown[], string]>([
  [['Bad Request', 'no segment'], 'Bad Request: no segment'],
  [['Bad Request.', 'no segment.'], 'Bad Request: no segment.'],
  [['same', 'Same.'], 'same'],
  [['a longer text', 'longer'], 'a longer text'],
  [[undefined, null, 7, ' ', 'x'], 'x'],
  [[], ''],
])('%j is said once: %s', (texts, said) => {
  expect(saidOnce(texts)).toBe(said);
});

it('names are in the same order wherever it runs, whatever their case', () => {
  // A Czech host would say that `ch` is a letter after `h`, and a Danish one that `aa` is the last.
  expect(['JSON', 'hour', 'Chat', 'aardvark', 'CSV File', 'a list', 'A', 'Zone'].sort(byAlphabet)).toEqual([
    ...['A', 'a list', 'aardvark', 'Chat', 'CSV File', 'hour', 'JSON', 'Zone'],
  ]);
});

describe('what stands beside the message of a refusal', () => {
  const refusal = (body: Json) => ({ status: 400, headers: {}, body });

  it.each<[string, (reply: ReturnType<typeof refusal>, operation: string) => { message: string } | undefined, Json, string]>([
    ['Bryj', bryj, { error_message: 'Odd', message: 'the date' }, 'Bryj answered: Odd: the date.'],
    ['Bryj', bryj, { error_message: 'Odd', error: 'odd' }, 'Bryj answered: Odd.'],
    ['FollowAnalytics', followAnalytics, { success: false, error_message: 'Odd', message: 'the date' }, 'FollowAnalytics answered: Odd: the date.'],
    ['FollowAnalytics', followAnalytics, { success: false, message: 'Odd', error: 'Odd' }, 'FollowAnalytics answered: Odd.'],
    ['MoEngage', moEngage, { status: 'fail', error: { attribute: 'payload', message: 'Odd value' } }, 'MoEngage answered: Odd value (payload).'],
    ['MoEngage', moEngage, { status: 'Failed', Error_Message: 'Odd', msg: 'Odd' }, 'MoEngage answered: Odd.'],
  ])('of %s is told, once', (_, readFailure, body, message) => {
    expect(readFailure(refusal(body), 'x')?.message).toBe(message);
  });
});
