import { bodyOf, call, expectRefused, having, push } from './calling';

/** The texts for all platforms: MoEngage Push API, "Body", payload. */

const texts = { title: 'Spring sale', message: 'Half the price', link: 'https://example.com/sale' };
const ALL = ['ANDROID', 'IOS', 'WEB'];
const common = having(push, { android: undefined, ...texts });
const payloadOf = async (over: object) => (await bodyOf(having(common, over as never))).payload;

describe('title, message and link', () => {
  it('are those of each selected platform, and of no other', async () => {
    const tap = { type: 'richlanding', value: texts.link };
    const { title, message, link } = texts;
    expect(await payloadOf({ targetPlatform: ALL, web: { iconURL: 'icon.png' } })).toEqual({
      ANDROID: { title, message, defaultAction: tap },
      IOS: { title, message, defaultAction: tap },
      WEB: { title, message, redirectURL: link, iconURL: 'icon.png' },
    });
    expect(await payloadOf({ targetPlatform: ['IOS'] })).toEqual({ IOS: { title, message, defaultAction: tap } });
  });

  it('give way to those of a platform', async () => {
    const own = { title: 'Sale', message: 'Now', link: 'myapp://sale' };
    expect(await payloadOf({ targetPlatform: ['ANDROID', 'IOS'], android: own, ios: { title: 'For you' } })).toEqual({
      ANDROID: { title: 'Sale', message: 'Now', defaultAction: { type: 'deeplinking', value: 'myapp://sale' } },
      IOS: { title: 'For you', message: texts.message, defaultAction: { type: 'richlanding', value: texts.link } },
    });
  });

  it('complete what JSON leaves open', async () => {
    const payload = { ANDROID: { message: 'Own', defaultAction: { kvPairs: { a: 'b' } } } };
    expect(await payloadOf({ specify: 'json', targetPlatform: ['ANDROID', 'IOS'], payload })).toEqual({
      ANDROID: { title: texts.title, message: 'Own', defaultAction: { type: 'richlanding', value: texts.link, kvPairs: { a: 'b' } } },
      IOS: { title: texts.title, message: texts.message, defaultAction: { type: 'richlanding', value: texts.link } },
    });
  });

  it.each([
    ['https://example.com/a', 'richlanding'],
    ['HTTP://example.com', 'richlanding'],
    ['myapp://order/1', 'deeplinking'],
    ['{{UserAttribute["page"]}}', 'deeplinking'],
    ['OrderScreen', 'navigation'],
    ['com.example.OrderActivity', 'navigation'],
  ])('open %s by %s', async (link, type) => {
    expect(await payloadOf({ link })).toMatchObject({ ANDROID: { defaultAction: { type, value: link } } });
  });

  it('leave alone an action of a form that was saved before there was a link', async () => {
    const android = { action_type: 'navigation', action_value: 'Home', kvPairs: { a: 'b' } };
    expect(await payloadOf({ android })).toMatchObject({ ANDROID: { defaultAction: { type: 'navigation', value: 'Home', kvPairs: { a: 'b' } } } });
    expect(await payloadOf({ android: { kvPairs: { a: 'b' } } })).toMatchObject({
      ANDROID: { defaultAction: { type: 'richlanding', value: texts.link, kvPairs: { a: 'b' } } },
    });
  });

  it('may be left out, each of them', async () => {
    expect(await payloadOf({ link: '', android: { message: 'Own' } })).toEqual({ ANDROID: { title: texts.title, message: 'Own' } });
  });

  it('do not make up for what is written for a platform that is not selected', async () => {
    const { outcomes, send } = await call([having(common, { web: { iconURL: 'icon.png' } })]);
    expect(Object.keys((send.requests[0]!.json as { payload: object }).payload)).toEqual(['ANDROID']);
    expect(outcomes[0]).toMatchObject({ warnings: ["'Web' is filled in, but not selected in 'Platforms', so it is not sent."] });
  });

  const web = { targetPlatform: ['WEB'], web: { iconURL: 'icon.png' } };
  it.each<[string, object, string, RegExp]>([
    ['no message anywhere', { message: '', targetPlatform: ['ANDROID', 'IOS'] }, 'message', /^'Message' \(message\) is empty\.$/],
    ['only a link', { title: '', message: ' ' }, 'title', /^'Title' \(title\) is empty\.$/],
    ['a deep link in a browser', { ...web, link: 'myapp://sale' }, 'link', /^'Link' \(link\) is 'myapp:\/\/sale', which a browser cannot open\.$/],
    ['no page for a browser', { ...web, link: '' }, 'link', /^'Link' \(link\) is empty, but 'Web' needs a page/],
    ['a link and an action', { android: { link: 'a://b', action_type: 'navigation' } }, 'android.link', /'Link' \(android\.link\) and 'Default Action' cannot/],
    ['an action without its value', { android: { action_type: 'deeplinking' } }, 'android.action_value', /is empty/],
  ])('are refused: %s', async (_, over, field, says) => {
    await expectRefused(having(common, over as never), field, says);
  });

  it('are asked for once, however many platforms lack them', async () => {
    const { outcomes } = await call([having(common, { message: '', targetPlatform: ['ANDROID', 'IOS'] })]);
    expect(outcomes[0]).toMatchObject({ error: { message: "'Message' (message) is empty." } });
    expect(JSON.stringify(outcomes[0]).match(/is empty/g)).toHaveLength(1);
  });
});
