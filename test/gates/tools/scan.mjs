// Usage: scan.mjs packed|sources <folder>. What n8n's scanner finds there, with both versions of its plugin, warnings included.
import { globSync } from 'node:fs';
import { n8nCommunityNodesPlugin as newerPlugin } from '@n8n/eslint-plugin-community-nodes';
import { SOURCE_FILE_PATTERNS, analyzePackage, buildScanConfig } from '@n8n/scan-community-package/scanner/scanner.mjs';
import { ESLint } from 'eslint';

const [, , leg, folder] = process.argv;
const patterns = leg === 'sources' ? SOURCE_FILE_PATTERNS : ['**/*.js', 'package.json'];

const own = await buildScanConfig();
const newer = own.map((part) => (part.plugins?.['@n8n/community-nodes'] ? newerPlugin.configs.recommended : part));

const files = globSync(patterns, { cwd: folder, exclude: (name) => name === 'node_modules' });

const messagesOf = async (overrideConfig) => {
  const eslint = new ESLint({ cwd: folder, allowInlineConfig: false, overrideConfigFile: true, overrideConfig });
  const results = await eslint.lintFiles(files);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) => `${filePath.slice(folder.length + 1)}:${line} ${ruleId}: ${message}`),
  );
};

const { passed, message, details } = await analyzePackage(folder, patterns);
console.log(JSON.stringify({ files: files.length, verdict: { passed, message, details }, own: await messagesOf(own), newer: await messagesOf(newer) }));
