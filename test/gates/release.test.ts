import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { isAllowed } from '../../scripts/release/licences.mts';
import { packFolder, tarballOf } from '../../scripts/release/tarball.mts';
import { billOf, writeBill } from '../../scripts/release/trace.mts';
import { packages, packed, type Packed } from './packages';
import { ROOT } from './tools/run';

interface Component {
  readonly type: string;
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly { readonly expression?: string; readonly license?: { readonly id?: string; readonly name?: string } }[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

interface Bill {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  readonly [member: string]: unknown;
}

const billIn = ({ tarball }: Packed): Bill => JSON.parse(readFileSync(join(packages, billOf(tarball)), 'utf8')) as Bill;
const namesOf = (bill: Bill, how: string): string[] =>
  bill.components.filter(({ properties = [] }) => properties.some(({ value }) => value === how)).map(({ name, version }) => `${name} ${version}`);

const NOTICES = 'dist/THIRD-PARTY-NOTICES.txt';

/** What a package's notices name, each beginning with a name and a version and its licence below. */
const noticesIn = ({ folder, files }: Packed): string[] =>
  files.includes(NOTICES)
    ? [...readFileSync(join(folder, NOTICES), 'utf8').matchAll(/^((?:@[\w.-]+\/)?[\w.-]+ \d+\.\d+\.\d+\S*)\n\n(?=\S)/gm)].map(([, name]) => name!)
    : [];

const nameAt = (place: string): string => {
  const { name, version } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as { name: string; version: string };
  return `${name} ${version}`;
};

/** Packages of which something is in a bundle. */
const foreignOf = ({ inputs }: Metafile, from: string): string[] => {
  const places = Object.keys(inputs).flatMap((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(places)].map((place) => nameAt(join(from, place)));
};

/** Packages of which something comes into a bundle of these sources, found out anew. */
const foreignIn = async (
  entries: readonly string[],
  external: readonly string[],
  how: Pick<BuildOptions, 'platform' | 'mainFields'> = { platform: 'node' },
): Promise<string[]> => {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [...entries],
    bundle: true,
    write: false,
    outdir: 'any',
    metafile: true,
    logLevel: 'silent',
    external: external.flatMap((name) => [name, `${name}/*`]),
    ...how,
  });
  return foreignOf(metafile, ROOT);
};

/** The same of the scripts of Node-RED's editor. */
const foreignInEditor = async (): Promise<string[]> => {
  const { editorBundle, loadGenerators } = await import('../../node-red/build.js');
  const { metafile } = await build({ ...editorBundle(await loadGenerators()), write: false, metafile: true });
  return foreignOf(metafile, join(ROOT, 'node-red'));
};

const N8N = ['n8n-workflow', 'zod', 'luxon'];

/** Which foreign code is inside a package, by its sources. */
const insideOf = async ({ manifest, files }: Packed): Promise<string[]> => {
  if (manifest.n8n) {
    expect(files).toContain('dist/nodes/shared/index.js');
    // Of a package with both, the modules are inside.
    return await foreignIn(['nodes/shared/index.ts'], N8N, { platform: 'node', mainFields: ['module', 'main'] });
  }
  if (manifest.name === 'campaign-sandbox') return await foreignIn(['sandbox/page/main.ts'], [], { platform: 'browser' });
  if (!manifest['node-red']) return [];
  const inside = [await foreignIn(['node-red/runtime/main.ts'], Object.keys(manifest.dependencies!)), await foreignInEditor()];
  return [...new Set(inside.flat())];
};

/** Names of the packages that esbuild's own comments tell of in a file that was not shortened. */
const toldIn = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^\s*\/\/ \S*node_modules\/((?:@[^/\s]+\/)?[^/\s]+)/gm)].map(([, name]) => name!);

const cases = packed.map((each) => [each.manifest.name, each] as const);

describe.each(cases)('what is inside %s', (_, each) => {
  it('is named in its notices, each with its licence, and in its bill of materials', async () => {
    const inside = (await insideOf(each)).sort();
    expect(noticesIn(each).sort()).toEqual(inside);
    expect(namesOf(billIn(each), 'bundled').sort()).toEqual(inside);
  });

  it('is nothing else, by the comments of its files', () => {
    const told = each.files.filter((file) => file.endsWith('.js')).flatMap((file) => toldIn(join(each.folder, file)));
    const named = noticesIn(each).map((line) => line.split(' ')[0]);
    expect([...new Set(told)].filter((name) => !named.includes(name))).toEqual([]);
  });
});

it('there is foreign code in the packages of both hosts, so that these gates look at something', () => {
  const names = (part: string): string =>
    packed
      .filter(({ manifest }) => manifest[part])
      .map(noticesIn)
      .join();
  expect(names('n8n')).toMatch(/pako .*rrule /);
  expect(names('node-red')).toMatch(/croner .*pako .*rrule /);
});

describe.each(cases)('the bill of materials of %s', (_, each) => {
  const bill = billIn(each);
  const all = [bill.metadata.component, ...bill.components];

  it('has the members that CycloneDX 1.5 asks for, each as it must be', () => {
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 });
    for (const { type, name, version, purl, licenses, hashes = [] } of all) {
      expect(['application', 'library']).toContain(type);
      expect(purl).toBe(`pkg:npm/${name.replace('@', '%40')}@${version}`);
      expect(licenses).toHaveLength(1);
      expect(Object.keys(licenses[0]!)).toEqual([expect.stringMatching(/^(license|expression)$/)]);
      for (const { alg, content } of hashes) expect([alg, content]).toEqual(['SHA-512', expect.stringMatching(/^[0-9a-f]{128}$/)]);
    }
    const refs = all.map((component) => component['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    expect(bill.dependencies.map(({ ref }) => ref).sort()).toEqual([...refs].sort());
    for (const { dependsOn } of bill.dependencies) {
      expect(new Set(dependsOn).size).toBe(dependsOn.length);
      expect(dependsOn.filter((ref) => !refs.includes(ref))).toEqual([]);
    }
  });

  it('is of this tarball and says nothing of when and where it was made', () => {
    const sha512 = createHash('sha512')
      .update(readFileSync(join(packages, each.tarball)))
      .digest('hex');
    const { name, version } = each.manifest;
    expect(bill.metadata.component).toMatchObject({ name, version, hashes: [{ alg: 'SHA-512', content: sha512 }] });
    expect(Object.keys(bill).sort()).toEqual(['bomFormat', 'components', 'dependencies', 'metadata', 'specVersion', 'version']);
    expect(Object.keys(bill.metadata)).toEqual(['component']);
    expect(JSON.stringify(bill)).not.toMatch(/registry|timestamp|file:|node_modules/);
  });

  it('names what the package asks for, and what that asks for in turn', () => {
    const { dependencies = {}, peerDependencies = {} } = each.manifest as { dependencies?: object; peerDependencies?: object };
    const own = bill.dependencies.find(({ ref }) => ref === bill.metadata.component['bom-ref'])!;
    const named = (how: string): string[] =>
      bill.components.filter((one) => own.dependsOn.includes(one['bom-ref']) && one['bom-ref'].startsWith(`${how}:`)).map(({ name }) => name);
    expect(named('dependency').sort()).toEqual(Object.keys(dependencies).sort());
    expect(named('host').sort()).toEqual(each.manifest.n8n ? [...N8N].sort() : Object.keys(peerDependencies));
    const reached = new Set<string>();
    const visit = (ref: string): void => {
      if (reached.has(ref)) return;
      reached.add(ref);
      bill.dependencies.find((one) => one.ref === ref)!.dependsOn.forEach(visit);
    };
    visit(own.ref);
    expect(reached.size).toBe(all.length);
  });

  it('has allowed licences only, but for what the host brings', () => {
    const licences = bill.components
      .filter((one) => !one['bom-ref'].startsWith('host:'))
      .map(({ name, licenses: [only] }) => [name, only!.expression ?? only!.license!.id ?? only!.license!.name!] as const);
    expect(licences.filter(([, licence]) => !isAllowed(licence))).toEqual([]);
  });
});

describe('a licence', () => {
  it.each([
    ['MIT', true],
    ['(MIT AND Zlib)', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['MIT OR (GPL-3.0-only AND ISC)', true],
    ['GPL-3.0-only', false],
    ['MIT AND GPL-3.0-only', false],
    ['GPL-3.0-only AND MIT OR AGPL-3.0-only', false],
    ['(MIT OR GPL-2.0-only) AND LGPL-3.0-only', false],
    ['SEE LICENSE IN LICENSE.md', false],
    ['UNLICENSED', false],
    ['none', false],
    ['', false],
    ['MIT ISC', false],
    ['(MIT', false],
    ['mit', false],
  ])('%j is allowed: %s', (licence, allowed) => {
    expect(isAllowed(licence)).toBe(allowed);
  });
});

/** What a tarball says of each file, by its headers of 512 bytes; npm's have no others. */
const entriesOf = (tarball: Buffer) => {
  const bytes = gunzipSync(tarball);
  const entries = [];
  for (let at = 0; bytes[at] !== 0; ) {
    const text = (from: number, length: number): string => bytes.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    const number = (from: number, length: number): number => parseInt(text(from, length).trim() || '0', 8);
    const [name, prefix] = [text(0, 100), text(345, 155)];
    const changed = new Date(number(136, 12) * 1_000).toISOString();
    entries.push({ name: prefix ? `${prefix}/${name}` : name, mode: number(100, 8), user: number(108, 8), group: number(116, 8), changed });
    at += 512 + Math.ceil(number(124, 12) / 512) * 512;
  }
  return entries;
};

describe('packing', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('ends with an error where a licence is not allowed', async () => {
    const write = (place: string, content: object): void => {
      mkdirSync(join(folder, place), { recursive: true });
      writeFileSync(join(folder, place, 'package.json'), JSON.stringify(content));
    };
    write('stage', { name: 'ours', version: '1.0.0', license: 'MIT', dependencies: { good: '*' } });
    write('node_modules/good', { name: 'good', version: '1.0.0', license: 'MIT' });
    write('node_modules/bad', { name: 'bad', version: '2.0.0', license: 'GPL-3.0-only' });
    const lock = { packages: { 'node_modules/good': { dependencies: { bad: '*' } }, 'node_modules/bad': {} } };
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
    writeFileSync(join(folder, tarballOf({ name: 'ours', version: '1.0.0' })), 'packed');
    const staged = { folder: join(folder, 'stage'), from: '', bundled: [], host: [] };
    await expect(writeBill(folder, folder, staged)).rejects.toThrow(/^ours may not ship with bad 2\.0\.0 \(GPL-3\.0-only\)/);
    write('node_modules/bad', { name: 'bad', version: '2.0.0', license: 'ISC' });
    await writeBill(folder, folder, staged);
    expect(existsSync(join(folder, 'ours-1.0.0.cdx.json'))).toBe(true);
  });

  // The packages with one vendor are the small ones; all are packed in the same way.
  it('gives the same bytes at another time, in another place and under another umask', async () => {
    const small = packed.find(({ manifest }) => manifest.name.endsWith('-bryj'))!;
    const stage = join(folder, 'stage');
    cpSync(join(ROOT, 'build/stage/n8n-bryj'), stage, { recursive: true });
    for (const entry of readdirSync(stage, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      if (entry.isFile()) chmodSync(file, 0o600);
      utimesSync(file, 1_000_000_000, 1_000_000_000);
    }
    await packFolder(stage, folder);
    expect(
      createHash('sha512')
        .update(readFileSync(join(folder, small.tarball)))
        .digest('hex'),
    ).toBe(billIn(small).metadata.component.hashes![0]!.content);
  });

  it.each(cases)('leaves no time and no user in %s, and what is a command can be run', (_, { tarball, manifest }) => {
    const entries = entriesOf(readFileSync(join(packages, tarball)));
    expect(entries.length).toBeGreaterThan(2);
    const facts = entries.map(({ mode, user, group, changed }) => `${mode.toString(8)} ${user}/${group} ${changed}`);
    expect([...new Set(facts)].filter((fact) => !/^(644|755) 0\/0 1985-10-26T08:15:00\.000Z$/.test(fact))).toEqual([]);
    const run = entries.filter(({ mode }) => mode === 0o755).map(({ name }) => name.replace('package/', ''));
    expect(run).toEqual(Object.values((manifest.bin ?? {}) as Record<string, string>));
  });
});
