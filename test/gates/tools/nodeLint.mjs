// Usage: nodeLint.mjs <folder>. What the default configuration of `n8n-node lint` finds in the nodes, the credentials and the manifest there.
import { config } from '@n8n/node-cli/eslint';
import { ESLint } from 'eslint';

const [, , folder] = process.argv;
const eslint = new ESLint({ cwd: folder, allowInlineConfig: false, overrideConfigFile: true, overrideConfig: config });
const results = await eslint.lintFiles(['nodes/**/*.ts', 'credentials/**/*.ts', 'package.json']);
const messages = results.flatMap((file) =>
  file.messages.map(({ line, ruleId, message }) => `${file.filePath.slice(folder.length + 1)}:${line} ${ruleId}: ${message}`),
);
console.log(JSON.stringify({ files: results.map((file) => file.filePath.slice(folder.length + 1)), messages }));
