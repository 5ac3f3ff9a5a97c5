import { runTool } from './tools/run';

const ARROWS = 'rooms/arrows';

/** A slip of each kind, in place of a file of ours that exists, and the rule that must see it. */
const SLIPS = [
  ['engine/base/http.ts', "import '../../vendors';", ARROWS],
  ['engine/base/http.ts', "export * from '../../ports/csv';", ARROWS],
  ['engine/base/http.ts', "import 'node:crypto';", ARROWS],
  ['engine/base/http.ts', "import 'n8n-workflow';", ARROWS],
  ['engine/base/http.ts', "import '../catalogue/fields';", ARROWS],
  ['engine/catalogue/fields.ts', "export * from '../poll';", ARROWS],
  ['engine/output/files.ts', "export type { Call } from '../index';", ARROWS],
  ['vendors/index.ts', "import '../nodes/Bryj/Bryj.node';", ARROWS],
  ['vendors/index.ts', "export type A = import('../sandbox').A;", ARROWS],
  ['vendors/index.ts', "import 'axios';", ARROWS],
  ['ports/csv.ts', "import '../vendors';", ARROWS],
  ['ports/csv.ts', "import 'node:stream';", ARROWS],
  ['nodes/Bryj/Bryj.node.ts', "import '../../sandbox';", ARROWS],
  ['nodes/Bryj/Bryj.node.ts', "import 'campaign-sandbox';", ARROWS],
  ['nodes/Bryj/Bryj.node.ts', "import '../../node-red/runtime';", ARROWS],
  ['sandbox/index.ts', "import '../engine';", ARROWS],
  ['sandbox/index.ts', "void import('../vendors');", ARROWS],
  ['sandbox/index.ts', "import '../ports/csv';", ARROWS],
  ['engine/base/http.ts', 'export const later = () => setTimeout(() => undefined, 1);', 'no-restricted-globals'],
  ['engine/base/http.ts', 'export const all = globalThis;', 'no-restricted-globals'],
  ['vendors/index.ts', 'export const where = process.cwd();', 'no-restricted-globals'],
  ['vendors/index.ts', 'export const now = Date.now();', 'no-restricted-properties'],
  ['vendors/index.ts', 'export const now = new Date();', 'no-restricted-syntax'],
  ['engine/base/http.ts', 'export const x: any = 1;', '@typescript-eslint/no-explicit-any'],
  ['engine/base/http.ts', "console.log('x');", 'no-console'],
  ['engine/base/http.ts', 'Promise.resolve();', '@typescript-eslint/no-floating-promises'],
  ['engine/base/http.ts', '/* eslint-disable no-console */ console.log();', 'no-console'],
] as const;

describe('our own lint', () => {
  const found = runTool<string[][]>('plant.mjs', [JSON.stringify(SLIPS.map(([file, code]) => ({ file, code })))]);

  it.each(SLIPS.map(([file, code, rule], index) => [file, code, rule, index] as const))('sees in %s: %s', (_file, _code, rule, index) => {
    expect(found[index]).toContain(rule);
  });
});
