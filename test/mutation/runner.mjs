import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus, determineHitLimitReached } from '@stryker-mutator/api/test-runner';
import { readConfig } from 'jest-config';
import TestRunner from 'jest-runner';
import Runtime from 'jest-runtime';

/** In the order in which they are tried: those of the engine know its parts best, and those of the whole catalogue take longest. */
const TESTS = [
  'test/unit/engine/*.test.ts',
  'test/unit/{poll,ports}/*.test.ts',
  'test/unit/**/*.test.ts',
  'test/conformance/{documented,triggers,catalogue}.test.ts',
];

/** What a file of tests came to; no reason means that all passed. */
const judged = ({ testExecError, numFailingTests, failureMessage }) =>
  testExecError || numFailingTests ? (failureMessage ?? String(testExecError?.message ?? testExecError)) : undefined;

/**
 * Runs jest's tests for Stryker, by the file: a mutant is tried with the files that reach it, one after the other, and the first failure ends it.
 * Stryker's own runner for jest loads every file for every mutant and cannot stop at a failure, which here takes half a minute for each.
 */
class ByFile {
  #global;
  #context;
  /** How often a file of tests has noticed a mutant of a source: what did so before does so first. */
  #noticed = new Map();

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const { globalConfig, projectConfig } = await readConfig({ $0: 'stryker', _: [], runInBand: true, watchman: false }, process.cwd());
    this.#global = { ...globalConfig, silent: true };
    const own = { ...projectConfig, testEnvironment: new URL('environment.js', import.meta.url).pathname };
    this.#context = await Runtime.createContext(own, { console, maxWorkers: 1, watch: false, watchman: false });
  }

  async dryRun() {
    globalThis.__stryker__ = {};
    const tests = [];
    for (const file of new Set(TESTS.flatMap((glob) => globSync(glob).sort()))) {
      globalThis.__stryker__.currentTestId = file;
      const { reason, timeSpentMs } = await this.#run(file);
      tests.push({
        id: file,
        name: file,
        fileName: resolve(file),
        startPosition: { line: 0, column: 0 },
        timeSpentMs,
        ...(reason ? { status: TestStatus.Failed, failureMessage: reason } : { status: TestStatus.Success }),
      });
    }
    return { status: DryRunStatus.Complete, tests, mutantCoverage: globalThis.__stryker__.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter = [], hitLimit }) {
    const noticed = this.#noticed.get(activeMutant.fileName) ?? new Map();
    this.#noticed.set(activeMutant.fileName, noticed);
    const files = testFilter.toSorted((one, other) => (noticed.get(other) ?? 0) - (noticed.get(one) ?? 0));
    globalThis.__stryker__ = { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit === undefined ? undefined : 0 };
    for (const [index, file] of files.entries()) {
      const { reason } = await this.#run(file);
      const endless = determineHitLimitReached(globalThis.__stryker__.hitCount, hitLimit);
      if (endless) return { status: MutantRunStatus.Timeout, reason: endless.reason };
      if (!reason) continue;
      noticed.set(file, (noticed.get(file) ?? 0) + 1);
      return { status: MutantRunStatus.Killed, killedBy: [file], failureMessage: reason, nrOfTests: index + 1 };
    }
    return { status: MutantRunStatus.Survived, nrOfTests: files.length };
  }

  async #run(file) {
    const began = performance.now();
    const jest = new TestRunner(this.#global, {});
    let reason;
    jest.on('test-file-success', ([, result]) => {
      reason = judged(result);
    });
    jest.on('test-file-failure', ([, error]) => {
      reason = String(error?.stack ?? error?.message ?? error);
    });
    const path = `${this.#context.config.rootDir}/${file}`;
    await jest.runTests([{ context: this.#context, path }], { isInterrupted: () => false }, { serial: true });
    return { reason, timeSpentMs: performance.now() - began };
  }
}

/** Lets one mutant of every `MUTATION_SAMPLE` through; `MUTATION_SEED` says which. They are numbered file by file, so each file has its share. */
class Sample {
  #every = Number(process.env.MUTATION_SAMPLE ?? 1);
  #seed = Number(process.env.MUTATION_SEED ?? 0);

  async init() {}

  async check(mutants) {
    const isIn = ({ id }) => Number(id) % this.#every === this.#seed % this.#every;
    return Object.fromEntries(
      mutants.map((mutant) => [mutant.id, isIn(mutant) ? { status: 'passed' } : { status: 'compileError', reason: 'not in the sample' }]),
    );
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'byFile', ByFile), declareClassPlugin(PluginKind.Checker, 'sample', Sample)];
