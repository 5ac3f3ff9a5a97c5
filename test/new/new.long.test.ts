import { join } from 'node:path';
import { Copy, type Ended, type Tested } from './copy';

jest.setTimeout(240_000);

/**
 * `npm run new` in a copy of the repository: two operations of Braze, one of Bryj, and a vendor that nobody has. What it wrote has to pass the tests that walk the
 * catalogue, in both hosts too, and nothing of it is touched by hand.
 */
let copy: Copy;
const told: Record<string, Ended> = {};
beforeAll(async () => {
  copy = await Copy.make();
  const note = ['--method', 'post', '--path', '/users/notes/new', '--field', 'note_text', '--field', 'note_author', '--optional', 'priority:number'];
  told.note = await copy.script('new', 'operation', 'braze', 'user.addNote', ...note);
  told.banner = await copy.script('new', 'operation', 'braze', 'banner.getMany', '--method', 'GET', '--path', '/banners/list');
  told.pause = await copy.script('new', 'operation', 'bryj', 'batch.pause', '--method', 'POST', '--path', '/api/campaigns/{campaign_id}/pause');
  told.vendor = await copy.script('new', 'vendor', 'acmePush', '--label', 'Acme Push');
  const cancel = ['--method', 'DELETE', '--path', '/campaigns/{campaign_id}', '--optional', 'reason', '--retry', 'idempotent'];
  told.cancel = await copy.script('new', 'operation', 'acmePush', 'campaign.cancel', ...cancel);
});
afterAll(() => copy.remove());

/** The files that a run says it has made. */
const madeBy = ({ out }: Ended): readonly string[] => /^New:\n((?: {2}.+\n)+)/.exec(out)![1]!.trim().split(/\n\s+/);

it('says what it made, what is left to fill in, and what comes next', async () => {
  for (const [what, { code, out, err }] of Object.entries(told)) {
    expect([what, code, err]).toEqual([what, 0, '']);
    for (const part of ['New:', 'Changed:', 'Fill in, wherever it says FILL IN:', 'Then:']) expect(out).toContain(`${part}\n`);
  }
  expect(madeBy(told.vendor!)).toContain('docs/vendors/acmepush.md');
  expect(madeBy(told.note!)).toEqual(['vendors/braze/user/addNote.ts', 'sandbox/braze/users/postNotesNew.ts']);
  // What the vendor's other operations have is shared.
  expect(await copy.read('vendors/bryj/batch/pause.ts')).toContain('fields: { campaign_id: campaignId }');
  expect(madeBy(told.banner!)).toEqual(['vendors/braze/banner/getMany.ts', 'vendors/braze/banner/index.ts', 'sandbox/braze/banners/getList.ts']);
});

it('leaves something to fill in plainly in each entry and route, and writes in the style of the house', async () => {
  const files = Object.values(told).flatMap(madeBy);
  for (const file of files.filter((each) => /^(vendors|sandbox)\/\w+\/\w+\/(?!index)\w+\.ts$/.test(each)))
    expect([file, (await copy.read(file)).includes('FILL IN')]).toEqual([file, true]);
  const styled = await copy.tool('prettier/bin/prettier.cjs', '--check', ...files.filter((file) => /\.(ts|json)$/.test(file)));
  expect([styled.code, styled.err]).toEqual([0, '']);
});

it('writes what compiles', async () => {
  const files = Object.values(told)
    .flatMap(madeBy)
    .filter((file) => file.endsWith('.ts'));
  const others = [
    'vendors/index.ts',
    'sandbox/roster.ts',
    'test/support/sandbox.ts',
    'test/support/brazePermissions.ts',
    'test/properties/operations/judge.ts',
  ];
  await copy.write('tsconfig.new.json', JSON.stringify({ extends: './tsconfig.json', include: [], files: [...files, ...others] }));
  const { code, out } = await copy.tool('typescript-7/bin/tsc', '--noEmit', '-p', 'tsconfig.new.json');
  expect([code, out]).toEqual([0, '']);
});

describe('the tests that walk the catalogue', () => {
  const OPERATIONS = ['braze.user.addNote', 'braze.banner.getMany', 'bryj.batch.pause', 'acmePush.campaign.getMany', 'acmePush.campaign.cancel'];
  const WALKS = [
    'test/conformance/catalogue.test.ts',
    'test/conformance/roundtrip.test.ts',
    'test/properties/operations.long.test.ts',
    'test/hosts/n8n/everyOperation.test.ts',
    'test/hosts/node-red/everyOperation.test.ts',
  ];
  const OTHERS = [
    'test/conformance/documented.test.ts',
    'test/conformance/lost.test.ts',
    'test/conformance/permissions.test.ts',
    'test/docs/generated.test.ts',
    'test/unit/examples.test.ts',
  ];

  let tests: readonly Tested[];
  beforeAll(async () => {
    tests = await copy.test([...WALKS, ...OTHERS], /addNote|banner|batch\.pause|acmePush|AcmePush|README|beside those of the table|written down for all/);
  });

  it('pass without another edit', () => {
    const failed = tests.filter(({ status }) => status === 'failed');
    expect(failed.map(({ file, name, said }) => `${file}: ${name}\n${said}`)).toEqual([]);
  });

  it('find the page of the new vendor made', () => {
    const passed = tests.filter(({ status }) => status === 'passed').map(({ name }) => name);
    expect(passed).toContainEqual(expect.stringContaining('docs/vendors/acmepush.md is what the catalogue says'));
  });

  it.each(WALKS.flatMap((walk) => OPERATIONS.map((operation) => [walk, operation] as const)))('%s walks %s', (walk, operation) => {
    const [vendor, ...name] = operation.split('.');
    const passed = tests.filter(({ file, status }) => file === join(copy.folder, walk) && status === 'passed').map((each) => each.name);
    expect(passed.filter((each) => each.startsWith(operation) || each.startsWith(`${vendor} ${name.join('.')}`)).length).toBeGreaterThan(0);
  });
});

describe('what cannot be done is said, and nothing is written', () => {
  const POST = ['--method', 'POST', '--path', '/a'];
  it.each<[string, readonly string[], string]>([
    ['no kind', [], 'What is to be made is missing. Say operation or vendor'],
    ['another kind', ['trigger'], "'trigger' is nothing that can be made."],
    ['an unknown vendor', ['operation', 'nobody', 'a.b', ...POST], "There is no vendor 'nobody'. Enter one of"],
    ['a name without a resource', ['operation', 'braze', 'newAlias', ...POST], "'newAlias' is not the name of an operation."],
    ['no path', ['operation', 'braze', 'user.other', '--method', 'POST'], 'The method or the path is missing.'],
    ['a path without a slash', ['operation', 'braze', 'user.other', '--method', 'POST', '--path', 'users'], "'--path users' is not a path."],
    ['an unknown method', ['operation', 'braze', 'user.other', '--method', 'SEND', '--path', '/a'], "'--method SEND' is not known. Enter one of GET"],
    ['an unknown retry class', ['operation', 'braze', 'user.other', ...POST, '--retry', 'never'], "'--retry never' is not known. Enter one of safe"],
    ['an unknown type', ['operation', 'braze', 'user.other', ...POST, '--field', 'a:date'], "'--field a:date' has the type 'date', which there is not."],
    ['a field twice', ['operation', 'braze', 'user.other', ...POST, '--field', 'a', '--optional', 'a'], "The field 'a' is there twice."],
    ['a field in a path of Braze', ['operation', 'braze', 'user.other', '--method', 'POST', '--path', '/a/{b}'], 'and /a/{b} has a field in it.'],
    ['a list in a query', ['operation', 'braze', 'user.other', '--method', 'GET', '--path', '/a', '--field', 'a:list'], 'which stands in no query'],
    ['an operation that is there', ['operation', 'braze', 'user.track', ...POST], 'vendors/braze/user/track.ts is there already.'],
    ['a name that another file has', ['operation', 'braze', 'user.delete', ...POST], 'vendors/braze/user/delete.ts is there already.'],
    ['a vendor that is there', ['vendor', 'braze'], "'braze' and 'braze' begin alike."],
    ['a vendor without a name', ['vendor'], "'' is not the id of a vendor."],
    ['an unknown option', ['vendor', 'other', '--color', 'red'], "Unknown option '--color'"],
  ])('%s', async (_, args, said) => {
    const before = await copy.read('vendors/index.ts');
    const { code, out, err } = await copy.script('new', ...args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(said);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(await copy.read('vendors/index.ts')).toBe(before);
  });

  it('and --help shows how', async () => {
    const { code, out } = await copy.script('new', '--help');
    expect(code).toBe(0);
    for (const word of ['npm run new operation', 'npm run new vendor', '--field', '--retry']) expect(out).toContain(word);
  });
});
