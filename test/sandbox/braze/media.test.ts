import { strToU8, zipSync } from 'fflate';
import { BrazeBench, type Answer } from '../brazeHelpers';

let bench: BrazeBench;
beforeEach(async () => void (bench = await BrazeBench.open()));
afterEach(() => bench.close());

const upload = (name: string, content: Uint8Array<ArrayBuffer>, fields: Record<string, string> = {}): Promise<Answer> => {
  const body = new FormData();
  for (const [key, value] of Object.entries(fields)) body.append(key, value);
  body.append('asset_file', new Blob([content]), name);
  return bench.fetch('/media_library/create', { method: 'POST', headers: { authorization: 'Bearer demo-rest-api-key' }, body });
};
const zip = (files: Record<string, string>) => zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
const names = async () => (await bench.control<{ assets: { name: string }[] }>('GET', '/braze/assets')).assets.map(({ name }) => name);

it('takes an address or a file, and all files of a ZIP', async () => {
  expect(await bench.post('/media_library/create', { asset_url: 'https://example.com/a/cat.png' })).toMatchObject({
    status: 200,
    body: { new_assets: [{ name: 'cat', ext: 'png' }], errors: [] },
  });
  const bytes = new Uint8Array([137, 80, 78, 71, 0, 255]);
  expect((await upload('dog.PNG', bytes, { name: 'My dog' })).body.new_assets).toMatchObject([{ name: 'My dog', size: 6, ext: 'png' }]);
  expect((await upload('all.zip', zip({ 'a.gif': 'A', 'b.gif': 'BB' }))).body.new_assets).toMatchObject([
    { name: 'a', size: 1 },
    { name: 'b', size: 2 },
  ]);
  await upload('all.zip', zip({ 'a.gif': 'A', 'b.gif': 'BB' }), { name: 'Pets' });
  expect(await names()).toEqual(['cat', 'My dog', 'a', 'b', 'Pets 1', 'Pets 2']);
});

it.each<[string, () => Promise<Answer>, number, string]>([
  ['nothing', () => bench.post('/media_library/create', {}), 400, 'Either asset_url or asset_file must be provided.'],
  [
    'both',
    () => upload('a.png', strToU8('x'), { asset_url: 'https://example.com/a.png' }),
    400,
    'Both asset_url and asset_file cannot be provided. Please provide only one.',
  ],
  ['a text', () => upload('a.txt', strToU8('x')), 400, 'UNSUPPORTED_FILE_TYPE'],
  ['too much', () => upload('a.png', new Uint8Array(5 * 1024 * 1024 + 1)), 400, 'ASSET_SIZE_EXCEEDS_LIMIT'],
  ['what is no ZIP', () => upload('a.zip', strToU8('x')), 400, 'ZIP_UPLOAD_ERROR'],
  ['a ZIP with a folder', () => upload('a.zip', zip({ 'b/c.png': 'x' })), 400, 'ZIPPED_ENTITY_CANNOT_HAVE_NESTED_DIRECTORY'],
])('refuses %s', async (_, ask, status, words) => {
  const answer = await ask();
  expect([answer.status, answer.body.error_code ?? answer.body.message]).toEqual([status, words]);
  expect(await names()).toEqual([]);
});

it('needs a key for a file too', async () => {
  const body = new FormData();
  body.append('asset_file', new Blob(['x']), 'a.png');
  expect((await bench.fetch('/media_library/create', { method: 'POST', body })).status).toBe(401);
  const form = new FormData();
  form.append('asset_file', new Blob(['x']), 'a.png');
  const headers = { authorization: 'Bearer demo-key-without-permissions' };
  expect((await bench.fetch('/media_library/create', { method: 'POST', headers, body: form })).body.errors).toEqual([
    expect.stringContaining('media_library.create'),
  ]);
});
