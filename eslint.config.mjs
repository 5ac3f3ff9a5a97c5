import js from '@eslint/js';
import { config as n8nDefault } from '@n8n/node-cli/eslint';
import tseslint from 'typescript-eslint';
import { rooms } from './test/lint/rooms.mjs';

const TS = ['**/*.ts', '**/*.mts'];
const SHIPPED = ['engine', 'vendors', 'ports', 'nodes', 'credentials', 'node-red', 'sandbox'];
const PURE = ['engine/**/*.ts', 'vendors/**/*.ts'];
const PORTABLE = [...PURE, 'ports/**/*.ts'];

const HOST_GLOBALS = [
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate', 'queueMicrotask'],
  ...['process', 'global', 'globalThis', 'window', 'self', 'require', 'module', '__dirname', '__filename', 'console'],
];
const globals = (...names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

// n8n's own rules, where n8n reads; without its copy of typescript-eslint, as there can be only one.
const n8nRules = n8nDefault
  .filter((part) => !part.plugins?.['@typescript-eslint'])
  .map((part) => (part.files?.includes('**/*.ts') ? { ...part, files: ['nodes/**/*.ts', 'credentials/**/*.ts'] } : part));

export default tseslint.config(
  { ignores: ['**/dist/', 'build/', 'docs/.vitepress/.temp/', 'coverage/', '**/node_modules/'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },

  ...n8nRules,

  {
    files: [...TS, '**/*.js', '**/*.mjs'],
    extends: [js.configs.recommended],
    rules: {
      eqeqeq: ['error', 'smart'],
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: TS,
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false, attributes: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: { sourceType: 'commonjs', globals: globals('require', 'module', 'exports', '__dirname', 'process', 'console', 'Buffer', 'URL') },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: globals('process', 'console', 'Buffer', 'URL') } },
  { files: ['sandbox/public/**/*.js', 'node-red/editor/**/*.js'], languageOptions: { sourceType: 'script' }, rules: { 'no-undef': 'off' } },

  // The house of our own
  {
    files: SHIPPED.map((room) => `${room}/**/*.{ts,js,mjs}`),
    plugins: { rooms },
    rules: { 'rooms/arrows': 'error', 'no-console': 'error' },
  },
  // A server of its own, whose own failures have nowhere else to go.
  { files: ['sandbox/**'], rules: { 'no-console': ['error', { allow: ['error'] }] } },
  { files: ['sandbox/cli.ts', 'sandbox/bin/**'], rules: { 'no-console': 'off' } },
  {
    files: PORTABLE,
    rules: { 'no-restricted-globals': ['error', ...HOST_GLOBALS.map((name) => ({ name, message: 'What is outside comes in through the ports.' }))] },
  },
  {
    files: PURE,
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time comes from ports.now().' },
        { object: 'Math', property: 'random', message: 'Chance comes from ports.random().' },
        { object: 'DateTime', property: 'now', message: 'Time comes from ports.now().' },
        { object: 'DateTime', property: 'local', message: 'Time comes from ports.now().' },
        { object: 'DateTime', property: 'utc', message: 'Time comes from ports.now().' },
      ],
      'no-restricted-syntax': ['error', { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes from ports.now().' }],
    },
  },
);
