/** Tests in TypeScript, compiled by swc; what the scripts leave out or add (end to end, bench) is said in package.json. */
module.exports = {
  testEnvironment: 'node',
  rootDir: __dirname,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Ends a test that hangs; a busy machine takes its time.
  testTimeout: 60_000,
  // Jest leaves a core idle by itself, which on a machine with two is half of it.
  maxWorkers: '100%',
  // What the suites before have left in memory slows down those that follow; a new worker has none of it.
  workerIdleMemoryLimit: '1GB',
  // Only tests are looked for, so that the manifests of staged packages in build/ are nobody's business here.
  roots: ['<rootDir>/test'],
  transform: {
    '^.+\\.m?ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024', keepClassNames: true },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
};
