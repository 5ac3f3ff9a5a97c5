import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vendors } from '../../vendors';
import { block } from './commands';
import { manifestIn, read, ROOT } from './documents';

/** What the documents have people type into a shell, in a home of its own. */
const onlyWithShell = process.platform === 'win32' ? it.skip : it;

onlyWithShell('the tarball is unpacked where n8n looks for community packages', () => {
  const home = mkdtempSync(join(tmpdir(), 'docs-home-'));
  try {
    execFileSync('bash', ['-euc', block('docs/n8n.md', 'tar -xzf')], { cwd: ROOT, env: { ...process.env, HOME: home }, stdio: 'pipe' });
    const installed = manifestIn(join(home, '.n8n/nodes/node_modules/n8n-nodes-campaigns'));
    expect([installed.name, installed.version]).toEqual(['n8n-nodes-campaigns', manifestIn(ROOT).version]);
  } finally {
    rmSync(home, { recursive: true });
  }
});

it.each(vendors.map(({ id }) => id))('the package of %s ships the README that was made for it', (id) => {
  const { name, version } = manifestIn(join(ROOT, 'packages', id));
  const tarball = readFileSync(join(ROOT, 'build/packages', `${name.replace('@', '').replace('/', '-')}-${version}.tgz`));
  // Not every tar takes a path with a drive in it.
  expect(execFileSync('tar', ['-xzOf', '-', 'package/README.md'], { input: tarball, encoding: 'utf8' })).toBe(read(`packages/${id}/README.md`));
});
