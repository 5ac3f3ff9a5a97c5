import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../scripts/port.mts';
import { block } from '../docs/commands';
import { PAGES, read, ROOT } from '../docs/documents';

/** The commands of the documents as people type them, and the site that is made of the pages. */
jest.setTimeout(300_000);
const run = promisify(execFile);
const PATH = `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`;
const shell = async (command: string, env: NodeJS.ProcessEnv = {}): Promise<string> =>
  (await run('bash', ['-euc', command], { cwd: ROOT, env: { ...process.env, PATH, ...env }, maxBuffer: 64 * 1024 * 1024 })).stdout;

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'docs-home-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

it('the first command of the README sends 1,000 rows, and prints what became of them', async () => {
  // What is installed and packed already is neither a second time.
  const [, start = ''] = block('README.md', 'npm ci && npm start').split(' && ');
  expect(start).toBe('npm start');
  const out = await shell('node scripts/start.mts --once');
  expect(out).toMatch(/1000 {2}people in the CSV/);
  expect(out).toMatch(/\d+ {2}sent\n[\s\S]*\d+ {2}failed:\n/);
});

it('the tarball is installed for Node-RED', async () => {
  await mkdir(join(home, '.node-red'));
  await shell(block('docs/node-red.md', 'npm install').replace('<clone>', ROOT), { HOME: home });
  expect(existsSync(join(home, '.node-red/node_modules/@campaign-nodes/node-red-campaigns/package.json'))).toBe(true);
});

it('the sandbox starts, and its outbox is where the page says', async () => {
  const [, start = ''] = block('docs/rehearsing.md', 'npx campaign-sandbox').split(' && ');
  const port = await freePort();
  const command = start.replace('4010', String(port));
  expect(command).not.toBe(start);
  const child = spawn('bash', ['-euc', command], { cwd: ROOT, env: { ...process.env, PATH }, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  try {
    await once(child.stdout, 'data');
    const reply = await fetch(`http://127.0.0.1:${port}/`);
    expect([reply.status, (await reply.text()).includes('Outbox')]).toEqual([200, true]);
  } finally {
    process.kill(-child.pid!);
    await once(child, 'exit');
  }
});

describe('the site', () => {
  const site = join(ROOT, 'build/docs');
  const builtOf = (page: string): string =>
    page
      .replace(/^docs\//, '')
      .replace(/README\.md$/, 'index.md')
      .replace(/\.md$/, '.html');
  const titleOf = (page: string): string => /^# (.+)$/m.exec(read(page))![1]!;

  beforeAll(async () => {
    await rm(site, { recursive: true, force: true });
    await shell('npm run docs');
  });

  // A page that cannot be rendered does not stop the build.
  it.each(PAGES)('has %s, with its title', (page) => {
    const html = readFileSync(join(site, builtOf(page)), 'utf8');
    expect(/<h1[^>]*>([\s\S]*?)<a /.exec(html)?.[1]?.trim()).toBe(titleOf(page));
  });

  it('leads to every page from everywhere', () => {
    const html = readFileSync(join(site, 'n8n.html'), 'utf8');
    const links = new Set([...html.matchAll(/ href="\/([^"#]*)"/g)].map(([, href]) => href!.replace(/(^|\/)$/, '$1index.html')));
    expect(PAGES.map(builtOf).filter((page) => !links.has(page))).toEqual([]);
  });

  it('links to nothing that it does not have', () => {
    const broken: string[] = [];
    const idsOf = (file: string): ReadonlySet<string> => new Set([...readFileSync(file, 'utf8').matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!));
    for (const page of PAGES.map(builtOf)) {
      const html = readFileSync(join(site, page), 'utf8');
      for (const [, href = ''] of html.matchAll(/<a [^>]*href="([^"]+)"/g)) {
        if (/^[a-z]+:/.test(href)) continue;
        const [path = '', anchor] = href.split('#');
        const plain = path === '' ? page : path.startsWith('/') ? path.slice(1) : join(dirname(page), path);
        const file = join(site, plain.endsWith('/') || plain === '' ? `${plain}index.html` : plain.endsWith('.html') ? plain : `${plain}.html`);
        if (!existsSync(file) || (anchor !== undefined && !idsOf(file).has(decodeURIComponent(anchor)))) broken.push(`${page}: ${href}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('loads nothing from elsewhere', () => {
    for (const page of PAGES.map(builtOf)) {
      const html = readFileSync(join(site, page), 'utf8');
      expect([page, [...html.matchAll(/<(?:script|link|img)[^>]+(?:src|href)="(https?:[^"]+)"/g)].map(([, url]) => url)]).toEqual([page, []]);
    }
  });
});
