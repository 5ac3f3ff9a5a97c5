import { readOptions } from '../../bench/harness/options.mts';

const read = (...args: readonly string[]) => readOptions(args, ['track', 'csv']);

it('without arguments all parts run at their whole size, five times, and no file changes', () => {
  expect(read()).toEqual({ parts: [], size: 1, rounds: 5, write: false });
});

it('parts, size, rounds and whether to write are read', () => {
  expect(read('csv', 'track', '--size', '0.1', '--rounds=7')).toEqual({ parts: ['csv', 'track'], size: 0.1, rounds: 7, write: false });
  expect(read('--write', '--rounds', '9')).toEqual({ parts: [], size: 1, rounds: 9, write: true });
});

it.each([
  [['trak'], "no part 'trak'. Parts: track, csv"],
  [['--size', '0'], '--size'],
  [['--size', '1.1'], '--size'],
  [['--size', 'small'], '--size'],
  [['--rounds', '0'], '--rounds'],
  [['--rounds', '2.5'], '--rounds'],
  [['--slow'], '--slow'],
  // The documents get nothing that was measured smaller, or less often.
  [['--write', '--size', '0.5'], '--write'],
  [['--write', '--rounds', '4'], '--write'],
])('%p is an error', (args, message) => expect(() => read(...args)).toThrow(message));
