const { TestEnvironment } = require('jest-environment-node');

/**
 * Where a file of tests runs while mutants are tried: it shares Stryker's global with the runner, books what it reaches under its own name, from its
 * first import on, and skips what comes after the first failure.
 */
module.exports = class extends TestEnvironment {
  #failed = false;

  constructor(config, context) {
    super(config, context);
    const { __stryker__: shared } = globalThis;
    this.global.__stryker__ = shared;
  }

  handleTestEvent({ name, test }) {
    if (name === 'test_done') this.#failed ||= test.errors.length > 0;
    if (name === 'test_start' && this.#failed) test.mode = 'skip';
  }
};
