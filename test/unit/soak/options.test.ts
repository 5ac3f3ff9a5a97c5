import { readOptions } from '../../e2e/soak/options.mts';

const read = (...args: readonly string[]) => readOptions(args, () => 0.123456789);

it('without arguments it takes ten minutes, and a seed of its own', () => {
  expect(read()).toEqual({ minutes: 10, seed: 123_456_789 });
});

it('minutes and seed are read', () => {
  expect(read('--minutes', '0.5', '--seed=0')).toEqual({ minutes: 0.5, seed: 0 });
});

it.each([
  [['--minutes', '0'], '--minutes'],
  [['--minutes', 'long'], '--minutes'],
  [['--minutes', '1441'], '--minutes'],
  [['--seed', '1.5'], '--seed'],
  [['--seed', '-1'], '--seed'],
  [['--seeds', '1'], '--seeds'],
])('%p is an error', (args, message) => expect(() => read(...args)).toThrow(message));
