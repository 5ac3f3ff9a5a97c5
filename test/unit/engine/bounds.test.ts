import { BOUNDS } from '../../../engine';

/** What protects is not loosened in passing: a bound that changes here is a decision. */
it('the bounds are those that were decided on', () => {
  expect(Object.fromEntries(Object.entries(BOUNDS).map(([name, { most }]) => [name, most]))).toEqual({
    redirects: 3,
    answerBytes: 64_000_000,
    answerMs: 300_000,
    answerDepth: 500,
    refusalBytes: 100_000,
    samePages: 5,
    sameRows: 1_000,
    preflightRows: 2_000,
    pauseMs: 86_400_000,
    skewMs: 3_600_000,
    accounts: 1_000,
    tokens: 16,
    madeIds: 10_000,
    watchedRequests: 100,
    keyBytes: 16_000,
    n8nOnceKeys: 250_000,
    nodeRedOnceKeys: 200_000,
    journeyEntries: 200_000,
    pickerEntries: 1_000,
    depth: 100,
    csvRecord: 1_000_000,
    exportLine: 16_000_000,
    exportDepth: 200,
  });
});
