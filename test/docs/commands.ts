import { DOCUMENTS, read } from './documents';

/** What runs a command: a file that runs it, and the words in that file with which it does. */
interface Runner {
  readonly file: string;
  readonly says: string;
}

/** A command of the documents, one per code block: what runs it, or why nothing does. */
export type Run = { readonly by: readonly Runner[] } | { readonly not: string };

const E2E = 'test/e2e/docs.test.ts';
const NEW = 'test/new/new.long.test.ts';

/** Every code block with a command, by its text. A block that is missing here fails a test, and so does one that no document has anymore. */
export const COMMANDS: Readonly<Record<string, Run>> = {
  'npm ci && npm start': {
    by: [
      { file: '.ci/run', says: 'npm ci' },
      { file: E2E, says: "block('README.md', 'npm ci && npm start')" },
    ],
  },
  'npm ci && npm test': {
    by: [
      { file: '.ci/run', says: 'npm ci' },
      { file: '.ci/run', says: 'npm test --' },
    ],
  },
  'npm start -- --host n8n': { by: [{ file: '.github/workflows/ci.yml', says: 'npm start -- --once --host n8n' }] },
  'mkdir -p ~/.n8n/nodes/node_modules/n8n-nodes-campaigns\ntar -xzf build/packages/n8n-nodes-campaigns-0.1.0.tgz --strip-components=1 -C ~/.n8n/nodes/node_modules/n8n-nodes-campaigns':
    { by: [{ file: 'test/docs/install.test.ts', says: "block('docs/n8n.md', 'tar -xzf')" }] },
  '(cd ~/.node-red && npm install <clone>/build/packages/campaign-nodes-node-red-campaigns-0.1.0.tgz)': {
    by: [{ file: E2E, says: "block('docs/node-red.md', 'npm install')" }],
  },
  'npm run build && npx campaign-sandbox --port 4010': { by: [{ file: E2E, says: "block('docs/rehearsing.md', 'npx campaign-sandbox')" }] },
  'npx campaign-sandbox --port 4010': { by: [{ file: E2E, says: "block('docs/rehearsing.md', 'npx campaign-sandbox')" }] },
  'npm run build\nnpx campaign-sandbox --port 4010        # also --host, --allow-host, --no-seed, --log': {
    by: [{ file: E2E, says: "block('docs/rehearsing.md', 'npx campaign-sandbox')" }],
  },
  "# Marie got exactly one push, within five seconds; curl fails otherwise, and prints what was found instead\ncurl --fail-with-body 'http://127.0.0.1:4010/_sandbox/messages?user=marie&channel=push&status=sent&expect=1&within=5000'\n# Nobody was reached twice since then\ncurl --fail-with-body 'http://127.0.0.1:4010/_sandbox/messages?twice=1&status=sent&from=2026-01-31T09:00:00Z&expect=0'":
    {
      by: [{ file: 'test/docs/expectations.test.ts', says: "block('sandbox/README.md', 'curl --fail-with-body')" }],
    },
  'curl -o credentials.json http://127.0.0.1:4010/_sandbox/credentials.json && n8n import:credentials --input=credentials.json': {
    by: [{ file: 'test/e2e/n8n/agent.test.ts', says: "block('sandbox/README.md', 'import:credentials')" }],
  },
  'npm run bench\nnpm run bench -- track csv --size 0.1   # some parts, a tenth of the size': {
    not: 'It takes minutes to hours, and what it measures holds for a quiet machine only. Its options and parts are tested in test/unit/bench/.',
  },
  'npm run soak\nnpm run soak -- --minutes 5 --seed 7    # shorter, with the chances of an earlier run': {
    by: [
      { file: '.github/workflows/nightly.yml', says: 'npm run soak -- --seed' },
      { file: 'scripts/soak.mts', says: "'test/e2e/soak'" },
    ],
  },
  'npm install @campaign-nodes/node-red-campaigns': { not: 'The package is not released yet; the tarball is installed in its place.' },
  'npm run new operation -- braze user.addNote --method POST --path /users/notes/new --field note_text --field note_author\nnpm run new operation -- braze banner.getMany --method GET --path /banners/list':
    {
      by: [
        { file: NEW, says: "'operation', 'braze', 'user.addNote'" },
        { file: NEW, says: "'operation', 'braze', 'banner.getMany', '--method', 'GET', '--path', '/banners/list'" },
      ],
    },
  'npm run new vendor -- acmePush --label "Acme Push"': { by: [{ file: NEW, says: "'vendor', 'acmePush', '--label', 'Acme Push'" }] },
};

/** Code blocks in these languages are no commands. */
const DATA = /^(js|ts|json|csv|html|http|text|mermaid)$/;

/** The code blocks of a document that are commands. */
export const commandsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^[ \t]*```([^\n]*)\n([\s\S]*?)\n[ \t]*```[ \t]*$/gm)].flatMap(([, language, block]) =>
    DATA.test(language!.trim()) ? [] : [block!.replace(/^[ \t]+/gm, '')],
  );

/** The code block of a document with these words. Tests run what people read. */
export const block = (file: string, words: string): string => {
  const found = commandsIn(read(file)).find((command) => command.includes(words));
  if (found === undefined) throw new Error(`${file} has no command with '${words}'`);
  return found;
};

/** All commands of the documents, each with the documents that have it. */
export const allCommands = (): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const file of DOCUMENTS) for (const command of commandsIn(read(file))) found.set(command, [...(found.get(command) ?? []), file]);
  return found;
};
