// Usage: plant.mjs '[{"file":"engine/base/http.ts","code":"..."}]'. The rules that our own ESLint configuration finds broken if these files held that code.
import { ESLint } from 'eslint';

const eslint = new ESLint();
const rules = [];
for (const { file, code } of JSON.parse(process.argv[2])) {
  const [{ messages }] = await eslint.lintText(code, { filePath: file });
  rules.push(messages.map(({ ruleId, message }) => ruleId ?? message));
}
console.log(JSON.stringify(rules));
