// Usage: plant.mjs '[{"file":"engine/base/http.ts","code":"..."}]'. For each, the rules that our own ESLint configuration finds broken if that file held the code.
// What goes into the same file is linted at once, a line each, because types are computed anew for every text; what turns a rule off stands alone.
import { ESLint } from 'eslint';

const slips = JSON.parse(process.argv[2]);
const eslint = new ESLint();
const texts = new Map();
for (const [index, { file, code }] of slips.entries()) {
  const text = code.includes('eslint-disable') ? `${file} ${index}` : file;
  texts.set(text, [...(texts.get(text) ?? []), index]);
}

const rules = slips.map(() => []);
for (const indexes of texts.values()) {
  const [{ messages }] = await eslint.lintText(indexes.map((index) => slips[index].code).join('\n'), { filePath: slips[indexes[0]].file });
  for (const { line, ruleId, message } of messages) rules[indexes[line - 1]].push(ruleId ?? message);
}
console.log(JSON.stringify(rules));
