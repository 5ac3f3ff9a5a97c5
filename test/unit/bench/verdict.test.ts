import { exitCode, margin, verdict } from '../../bench/harness/verdict.mts';

describe('verdict', () => {
  it.each([
    [{ atLeast: 80 }, 80, 0, 'reached'],
    [{ atLeast: 80 }, 79, 0, 'missed'],
    // 76 and 5 % more are 79.8: not 80.
    [{ atLeast: 80 }, 76, 0.05, 'missed'],
    [{ atLeast: 80 }, 77, 0.05, 'within noise'],
    // Noise takes nothing from what is reached.
    [{ atLeast: 80 }, 80, 0.5, 'reached'],
    [{ atMost: 1.5 }, 1.5, 0, 'reached'],
    [{ atMost: 1.5 }, 1.6, 0, 'missed'],
    [{ atMost: 1.5 }, 1.6, 0.05, 'missed'],
    [{ atMost: 1.5 }, 1.6, 0.07, 'within noise'],
    [{ atMost: 1.5 }, 0.1, 0.9, 'reached'],
  ] as const)('%p, a figure of %d with a noise of %d: %s', (bound, value, noise, expected) => expect(verdict(bound, { value, noise })).toBe(expected));
});

it('a figure is beyond its bound on the side that is better', () => {
  expect([margin({ atLeast: 80 }, 160), margin({ atMost: 1.5 }, 3), margin({ atLeast: 2 }, 2)]).toEqual([2, 0.5, 1]);
});

it('only a miss beyond the noise ends with 1', () => {
  expect([exitCode([]), exitCode(['reached', 'within noise']), exitCode(['reached', 'missed', 'within noise'])]).toEqual([0, 0, 1]);
});
