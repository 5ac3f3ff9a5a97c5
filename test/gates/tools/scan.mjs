// Usage: scan.mjs <JSON>. What n8n's scanner finds in each folder of a list, with both versions of its plugin, warnings included. Each is
// { sources: true, folder } or { folder, scanned }: what has the same content in a package that is scanned as a whole is not scanned again, except for what
// the rules compare with the manifest.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { n8nCommunityNodesPlugin as newerPlugin } from '@n8n/eslint-plugin-community-nodes';
import { SOURCE_FILE_PATTERNS, analyzePackage, buildScanConfig } from '@n8n/scan-community-package/scanner/scanner.mjs';
import { ESLint } from 'eslint';

const own = await buildScanConfig();
const newer = own.map((part) => (part.plugins?.['@n8n/community-nodes'] ? newerPlugin.configs.recommended : part));

const COMPARED = /\.(node|credentials)\.js$|^package\.json$/;

const filesOf = ({ sources, folder, scanned }) => {
  const files = globSync(sources ? SOURCE_FILE_PATTERNS : ['**/*.js', 'package.json'], { cwd: folder, exclude: (name) => name === 'node_modules' });
  const isScanned = (file) => existsSync(join(scanned, file)) && readFileSync(join(scanned, file)).equals(readFileSync(join(folder, file)));
  return scanned ? files.filter((file) => COMPARED.test(file) || !isScanned(file)) : files;
};

const scan = async (target) => {
  const { folder } = target;
  const files = filesOf(target);
  const messagesOf = async (overrideConfig) => {
    const eslint = new ESLint({ cwd: folder, allowInlineConfig: false, overrideConfigFile: true, overrideConfig });
    const results = await eslint.lintFiles(files);
    return results.flatMap(({ filePath, messages }) =>
      messages.map(({ line, ruleId, message }) => `${filePath.slice(folder.length + 1)}:${line} ${ruleId}: ${message}`),
    );
  };
  const { passed, message, details } = await analyzePackage(folder, files);
  return { files: files.length, verdict: { passed, message, details }, own: await messagesOf(own), newer: await messagesOf(newer) };
};

const found = [];
for (const target of JSON.parse(process.argv[2])) found.push(await scan(target));
console.log(JSON.stringify(found));
