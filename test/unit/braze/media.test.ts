import type { JsonObject } from '../../../engine';
import { failureIn, fileOf, jsonOf, scripted } from '../../support/host';
import { play } from '../../conformance/play';
import { rehearse } from '../../support/sandbox';
import { call } from './reading';

const asset = { name: 'cat', size: 5, url: 'https://images.example.com/cat.png', ext: 'png' };
const answer = (over: JsonObject = {}) => ({ body: { new_assets: [asset], errors: [], dashboard_url: 'https://dashboard.example.com', ...over } });
const create = async (input: object, ...answers: Parameters<typeof scripted>) => {
  const send = scripted(...answers);
  return { outcome: await call('media.create', input as JsonObject, send), send };
};
const FILE = { source: 'file', asset_file: fileOf('GIF89a', 'cat.GIF') };
const URL_OF = { source: 'url', asset_url: 'https://example.com/cat.png' };

describe('a media asset', () => {
  it('is uploaded as a part of its type, with its name', async () => {
    const { outcome, send } = await create({ ...FILE, name: 'Cat' }, answer());
    expect(jsonOf(outcome)).toEqual({ url: asset.url, assets: [asset], dashboard_url: 'https://dashboard.example.com' });
    expect(send.requests.map(({ method, url, upload }) => [method, url, upload?.contentType.split(';')[0]])).toEqual([
      ['POST', 'https://braze.test/media_library/create', 'multipart/form-data'],
    ]);
    const [body = ''] = send.bodies;
    expect(body).toContain('name="name"\r\n\r\nCat\r\n');
    expect(body).toContain('name="asset_file"; filename="cat.GIF"\r\nContent-Type: image/gif\r\n\r\nGIF89a\r\n');
    expect(body).not.toContain('source');
  });

  it('of a type that is not known is sent as bytes', async () => {
    const { send } = await create({ source: 'file', asset_file: fileOf('x', 'cat') }, answer());
    expect(send.bodies[0]).toContain('Content-Type: application/octet-stream');
  });

  it('at an address is sent as JSON, and a file beside it is not', async () => {
    const { send } = await create({ ...URL_OF, name: 'Cat' }, answer());
    expect(send.requests.map(({ json, upload }) => [json, upload])).toEqual([[{ asset_url: 'https://example.com/cat.png', name: 'Cat' }, undefined]]);
  });

  it.each([
    ['no file', { source: 'file' }, 'asset_file'],
    ['what is yet to come', { source: 'file', asset_file: Promise.resolve(FILE.asset_file) }, 'asset_file'],
    ['no address', { source: 'url' }, 'asset_url'],
    ['what is no address', { source: 'url', asset_url: 'cat.png' }, 'asset_url'],
    ['a file of more than 5 MB', { source: 'file', asset_file: fileOf('x'.repeat(5 * 1024 * 1024 + 1), 'cat.png') }, 'asset_file'],
  ])('is not created from %s', async (_, input, field) => {
    const { outcome, send } = await create(input, answer());
    expect(failureIn(outcome)).toMatchObject({ code: 'validation', field, reached: 'no' });
    expect(send.requests).toEqual([]);
  });

  it.each([
    ['a header', {}],
    ['a parameter', { authentication: 'app_group_id', api_key: '75480f9a-4db8-4057-8b7e-4d59bfd73709' }],
  ])('keeps all bytes of its file on the way, with the key as %s', async (_, account) => {
    const sandbox = await rehearse();
    try {
      const asset_file = fileOf(
        Uint8Array.from({ length: 1000 }, (_each, n) => n % 256),
        'cat.png',
      );
      const { outcomes } = await play(sandbox, { vendor: 'braze', operation: 'media.create', inputs: [{ source: 'file', asset_file } as never], account });
      expect(jsonOf(outcomes[0])).toMatchObject({ assets: [{ name: 'cat', size: 1000, ext: 'png' }] });
    } finally {
      await sandbox.close();
    }
  });

  it('that Braze did not add has failed, with its reason; if only some were not added, that is a warning', async () => {
    const errors = [{ name: 'b.txt', size: 1, ext: 'txt', error: 'not an image' }];
    const none = await create(URL_OF, answer({ new_assets: [], errors }));
    expect(failureIn(none.outcome)).toMatchObject({ code: 'rejected', reached: 'yes', message: 'Braze answered: b.txt: not an image.' });
    const some = await create(URL_OF, answer({ errors }));
    expect(some.outcome).toMatchObject({ state: 'done', warnings: ['Braze did not add an asset: b.txt: not an image.'] });
  });

  it.each([
    [400, { message: 'Wrong type', error_code: 'UNSUPPORTED_FILE_TYPE', meta: { file_type: 'txt' } }, 'validation', /an image/],
    [400, { message: 'Too big', error_code: 'ASSET_SIZE_EXCEEDS_LIMIT', meta: {} }, 'validation', /5 MB/],
    [400, { message: 'Broken', error_code: 'ZIP_UPLOAD_ERROR', meta: {} }, 'validation', /ZIP file anew/],
    [400, { message: 'Full', error_code: 'MEDIA_LIBRARY_LIMIT_REACHED', meta: { limit: 200 } }, 'rejected', /Delete assets/],
    [403, { message: 'Media Library Public APIs are not enabled for this company.' }, 'permission', /plan does not include/],
    [500, { message: 'Oops', error_code: 'GENERIC_ERROR', meta: {} }, 'outcomeUnknown', /media library/],
  ])('is refused with %i %j', async (status, body, code, todo) => {
    const { outcome, send } = await create(URL_OF, { status, body });
    expect(failureIn(outcome)).toMatchObject({ code, todo: expect.stringMatching(todo) });
    expect(send.requests).toHaveLength(1);
  });
});
