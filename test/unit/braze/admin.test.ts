import { TransportError, type JsonObject } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { sampleKey } from '../../../vendors/braze/sdkKey/fields';
import { failureIn, jsonOf, run, scripted, testHost } from '../../support/host';
import { account, call, urls } from './reading';

const CENTER = 'dddddddd-0000-4000-8000-000000000001';
const PAGES = { preference_center_page_html: '<h1>A</h1>', confirmation_page_html: '<p>B</p>' };
const lost = new TransportError('socket hang up', 'maybe');

describe('preference centers', () => {
  it("gives a user's own link", async () => {
    const send = scripted({ body: { preference_center_url: 'https://example.com/p' } });
    const outcome = await call('preferenceCenter.getUrl', { preference_center_api_id: CENTER, external_id: 'a user@b' }, send);
    expect(jsonOf(outcome)).toEqual({ external_id: 'a user@b', preference_center_url: 'https://example.com/p' });
    expect(urls(send)).toEqual([`/preference_center/v1/${CENTER}/url/a%20user%40b`]);
  });

  it.each(['..', 'a/b', ' '])('asks for no link of %j', async (external_id) => {
    const send = scripted();
    const outcome = await call('preferenceCenter.getUrl', { preference_center_api_id: CENTER, external_id }, send);
    expect(failureIn(outcome)).toMatchObject({ code: 'validation', field: 'external_id' });
    expect(send.requests).toEqual([]);
  });

  it('takes no answer for a link that is none', async () => {
    const send = scripted({ body: { preference_center_url: 'soon' } });
    expect(failureIn(await call('preferenceCenter.getUrl', { preference_center_api_id: CENTER, external_id: 'u' }, send))).toMatchObject({ code: 'format' });
  });

  it('are created with their options under the names that the samples have, and without empty ones', async () => {
    const send = scripted({ body: { preference_center_api_id: 'x', message: 'success' } });
    await call(
      'preferenceCenter.create',
      { name: 'a', ...PAGES, meta_viewport_content: 'width=1', links_tags: [{ rel: 'icon', href: 'https://a.example' }] },
      send,
    );
    await call('preferenceCenter.create', { name: 'a', ...PAGES, links_tags: [] }, send);
    expect(send.requests.map(({ json }) => json)).toEqual([
      { name: 'a', ...PAGES, options: { 'meta-viewport-content': 'width=1', 'links-tags': [{ rel: 'icon', href: 'https://a.example' }] } },
      { name: 'a', ...PAGES },
    ]);
  });

  it('that were created although the answer was lost are found by name and time', async () => {
    const row = { name: 'a', preference_center_api_id: 'new', created_at: '2026-01-15T12:00:00Z' };
    const send = scripted(lost, { body: { preference_centers: [{ ...row, preference_center_api_id: 'old', created_at: '2026-01-14T12:00:00Z' }, row] } });
    expect(jsonOf(await call('preferenceCenter.create', { name: 'a', ...PAGES }, send))).toEqual({
      ...{ preference_center_api_id: 'new', created_at: '2026-01-15T12:00:00Z' },
    });
    expect(urls(send)).toEqual(['/preference_center/v1', '/preference_center/v1/list']);
  });

  it('are not updated without one of their pages', async () => {
    for (const missing of ['preference_center_page_html', 'confirmation_page_html']) {
      const send = scripted();
      const outcome = await call('preferenceCenter.update', { preference_center_api_id: CENTER, ...PAGES, [missing]: '' }, send);
      expect(failureIn(outcome)).toMatchObject({ code: 'validation', field: missing });
      expect(send.requests).toEqual([]);
    }
  });
});

describe('SDK authentication keys', () => {
  const { rsa_public_key } = sampleKey;
  const NEW: JsonObject = { app_id: 'app', rsa_public_key_str: rsa_public_key, description: 'New' };
  const listed = (...keys: JsonObject[]) => ({ body: { keys: keys.map((key) => ({ ...sampleKey, description: 'New', is_primary: false, ...key })) } });

  it('never sends a private key', async () => {
    const send = scripted();
    const pem = rsa_public_key.replaceAll('PUBLIC', 'PRIVATE');
    const error = failureIn(await call('sdkKey.create', { ...NEW, rsa_public_key_str: pem }, send));
    expect(error).toMatchObject({ code: 'validation', field: 'rsa_public_key_str', reached: 'no' });
    expect(JSON.stringify(error)).not.toContain('BEGIN');
    expect(send.requests).toEqual([]);
  });

  it.each<[string, JsonObject, ReturnType<typeof listed>, string | undefined]>([
    ['is there', NEW, listed({ id: 'a' }), 'a'],
    ['is there with a line end', NEW, listed({ id: 'a', rsa_public_key: `${rsa_public_key}\n` }), 'a'],
    ['is there twice', NEW, listed({ id: 'a' }, { id: 'b' }), undefined],
    ['is there for something else', NEW, listed({ id: 'a', description: 'Old' }), undefined],
    ['is not primary, as it should be', { ...NEW, make_primary: true }, listed({ id: 'a' }), undefined],
    ['is not there', NEW, listed(), undefined],
  ])('after a lost answer: the key %s', async (_, input, found, id) => {
    const send = scripted(lost, found);
    const outcome = await call('sdkKey.create', input, send);
    if (id === undefined) expect(failureIn(outcome)).toMatchObject({ code: 'outcomeUnknown' });
    else expect(jsonOf(outcome)).toEqual({ id });
    expect(send.requests.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  it('that another request of the run created is not taken for its own', async () => {
    const send = scripted(lost, listed({ id: 'a' }), lost, listed({ id: 'a' }, { id: 'b' }));
    const outcomes = await run({ vendor: braze, operation: 'sdkKey.create', inputs: [NEW, NEW], account: account() }, testHost({ vendor: send }).ports);
    expect(outcomes.map((outcome) => jsonOf(outcome).id)).toEqual(['a', 'b']);
  });

  it('is only primary if the answer says so', async () => {
    const input = { app_id: 'app', key_id: 'a' };
    expect(jsonOf(await call('sdkKey.setPrimary', input, scripted(listed({ id: 'a', is_primary: true }))))).toMatchObject({ id: 'a', is_primary: true });
    for (const not of [listed({ id: 'a' }), listed({ id: 'b', is_primary: true })])
      expect(failureIn(await call('sdkKey.setPrimary', input, scripted(not)))).toMatchObject({ code: 'format' });
  });

  it('is deleted with a body, once that is confirmed', async () => {
    const input = { app_id: 'app', key_id: 'a' };
    const send = scripted(listed({ id: 'b' }));
    expect(failureIn(await call('sdkKey.delete', { ...input, confirm: false }, send))).toMatchObject({ code: 'validation', field: 'confirm' });
    expect(send.requests).toEqual([]);
    expect(jsonOf(await call('sdkKey.delete', { ...input, confirm: true }, send))).toEqual({ key_id: 'a', deleted: true });
    expect(send.requests).toMatchObject([{ method: 'DELETE', json: input }]);
    expect(failureIn(await call('sdkKey.delete', { ...input, confirm: true }, scripted(listed({ id: 'a' }))))).toMatchObject({ code: 'format' });
  });

  it('that is gone after a lost answer was deleted; that is refused as the primary one was not', async () => {
    const input = { app_id: 'app', key_id: 'a', confirm: true };
    const refused = (status: number, message: string) => ({ status, body: { message } });
    expect(jsonOf(await call('sdkKey.delete', input, scripted(lost, refused(404, 'No such key'))))).toEqual({ key_id: 'a', deleted: true });
    expect(failureIn(await call('sdkKey.delete', input, scripted(lost, refused(400, 'The primary key cannot be deleted')))).code).not.toBe('outcomeUnknown');
    expect(failureIn(await call('sdkKey.delete', input, scripted(refused(404, 'No such key'))))).toMatchObject({ code: 'notFound' });
  });
});
