/** How `npm run mutation` (scripts/mutation.mts) makes mutants and tries them. Nothing is left out but texts. */
export default {
  plugins: ['./test/mutation/runner.mjs'],
  testRunner: 'byFile',
  checkers: ['sample'],
  coverageAnalysis: 'perTest',
  concurrency: Number(process.env.MUTATION_WORKERS || 1),
  // jest keeps some of each file that it has run.
  maxTestRunnerReuse: 60,
  // Texts are proved by the tests of messages and of the catalogue; an emptied one is no wrong decision.
  mutator: { excludedMutations: ['StringLiteral'] },
  // A busy machine takes its time.
  dryRunTimeoutMinutes: 30,
  timeoutMS: 20_000,
  timeoutFactor: 4,
  tempDirName: 'build/mutation/sandbox',
  ignorePatterns: ['build', 'dist'],
  incremental: true,
  incrementalFile: 'build/mutation/incremental.json',
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: 'build/mutation/report.json' },
};
