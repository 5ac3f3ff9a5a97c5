import { full } from '../../../vendors/moEngage/push/samples';
import { jsonOf, scripted } from '../../support/host';
import { ACCEPTED, bodyOf, call, expectRefused, having, memberOf, push, toAll } from './calling';

describe('an accepted push', () => {
  it('says that it was accepted, and by which ids MoEngage knows it', async () => {
    const { outcomes } = await call([push]);
    expect(jsonOf(outcomes[0])).toEqual({
      status: 'accepted',
      campaign_name: 'order-shipped',
      cid: 'c-1',
      request_id: 'r-1',
      response_id: 's-1',
      test_environment: false,
    });
  });

  it('is for each item a request of its own, many at once, in the order of the items', async () => {
    let underWay = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    const sent = scripted(ACCEPTED);
    const send = Object.assign(
      async (...request: Parameters<typeof sent>) => {
        most = Math.max(most, ++underWay);
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          if (waiting.length === 10) waiting.splice(0).forEach((each) => each());
        });
        underWay--;
        return await sent(...request);
      },
      { requests: sent.requests, bodies: sent.bodies },
    );
    const people = Array.from({ length: 30 }, (_, i) =>
      having(push, { attributeValue: `customer-${i}`, android: { title: 'Hello', message: `You are number ${i}` } }),
    );
    const { outcomes } = await call(people, send);
    expect(outcomes.map((outcome) => outcome.item)).toEqual(people.map((_, i) => i));
    expect(outcomes.every(({ state }) => state === 'done')).toBe(true);
    expect(most).toBe(10);
    expect(new Set(send.requests.map(({ json }) => JSON.stringify(json))).size).toBe(30);
  });
});

describe('the audience', () => {
  it.each<[string, object, object]>([
    ['all users', having(toAll, {}), { targetAudience: 'All Users' }],
    [
      'a segment',
      { ...toAll, targetAudience: 'Custom Segment', customSegmentName: 'Loyal Customers' },
      { targetAudience: 'Custom Segment', customSegmentName: 'Loyal Customers' },
    ],
    [
      'one user',
      push,
      { targetAudience: 'User', targetUserAttributes: { attribute: 'USER_ATTRIBUTE_UNIQUE_ID', comparisonParameter: 'is', attributeValue: 'customer-1' } },
    ],
    [
      'several users by an attribute of their own',
      having(push, { attribute: 'custom', custom_attribute: 'city', comparisonParameter: 'in', attributeValue: undefined, attributeValues: ['Pune', 'Lima'] }),
      { targetUserAttributes: { attribute: 'city', comparisonParameter: 'in', attributeValue: ['Pune', 'Lima'], isCustom: true } },
    ],
  ])('of %s', async (_, input, members) => {
    const body = await bodyOf(input as never);
    expect(body).toMatchObject(members);
    expect(Object.keys(body).filter((name) => /^customSegment|^targetUser/.test(name))).toEqual(
      Object.keys(members).filter((name) => name !== 'targetAudience'),
    );
  });

  it.each(['USER_ATTRIBUTE_UNIQUE_ID', 'USER_ATTRIBUTE_USER_EMAIL', 'USER_ATTRIBUTE_USER_MOBILE', 'MOE_GAID', 'ADVERTISING_IDENTIFIER', 'PUSH_ID'])(
    'is found by %s',
    async (attribute) => {
      expect(await memberOf('targetUserAttributes', { attribute })).toEqual({ attribute, comparisonParameter: 'is', attributeValue: 'customer-1' });
    },
  );

  it.each<[string, object, string, RegExp]>([
    ['nobody', { targetAudience: undefined }, 'targetAudience', /'Audience'.*is empty/],
    ['a segment without a name', { ...toAll, targetAudience: 'Custom Segment' }, 'customSegmentName', /is empty/],
    ['a segment of blanks', { ...toAll, targetAudience: 'Custom Segment', customSegmentName: '  ' }, 'customSegmentName', /is empty/],
    ['a user without a value', having(push, { attributeValue: undefined }), 'attributeValue', /is empty/],
    ['a user of blanks', having(push, { attributeValue: ' ' }), 'attributeValue', /is empty/],
    ['an attribute without a name', having(push, { attribute: 'custom' }), 'custom_attribute', /is empty/],
    ['all users and a value', { ...toAll, attributeValue: 'customer-1' }, 'attributeValue', /is set, but/],
    [
      '51 values',
      having(push, { comparisonParameter: 'in', attributeValue: undefined, attributeValues: Array.from({ length: 51 }, (_, i) => `c${i}`) }),
      'attributeValues',
      /has 51 entries; at most 50/,
    ],
  ])('is refused: %s', async (_, over, field, says) => {
    await expectRefused('targetAudience' in over && over.targetAudience === undefined ? having(push, over as never) : (over as never), field, says);
  });
});

describe('the name', () => {
  it.each(['abcd', '  abcd  '])("'%s' is too short", async (campaignName) => {
    await expectRefused(having(push, { campaignName }), 'campaignName', /has 4 characters; at least 5 are required/);
  });

  it('of five characters is enough', async () => {
    expect(await memberOf('campaignName', { campaignName: 'abcde' })).toBe('abcde');
  });
});

describe('the notification', () => {
  it('of each platform goes out from the form as MoEngage has it', async () => {
    const body = await bodyOf(full);
    expect(body.targetPlatform).toEqual(['ANDROID', 'IOS', 'WEB']);
    expect(body.payload).toEqual({
      ANDROID: {
        title: 'Spring sale',
        message: 'Everything for half the price',
        summary: 'Until Sunday',
        channel_id: 'sales',
        groupKey: 'sales',
        collapseReplaceKey: 'sale',
        richContent: [{ type: 'image', value: 'https://example.com/spring.png' }],
        defaultAction: { type: 'deeplinking', value: 'https://example.com/sale', kvPairs: { sale: 'spring' } },
        additionalActions: [
          { type: 'call', name: 'Call us', value: '+41587000000', iconURL: 'https://example.com/call.png' },
          { type: 'share', name: 'Share', value: 'Spring sale' },
        ],
        fallback: { title: 'Sale', message: 'Half the price' },
      },
      IOS: {
        title: 'Spring sale',
        message: 'Everything for half the price',
        subtitle: 'Until Sunday',
        enableIosBadge: true,
        groupKey: 'sales',
        collapseReplaceKey: 'sale',
        richContent: [{ type: 'gif', value: 'https://example.com/spring.gif' }],
        defaultAction: { type: 'navigation', value: 'SaleScreen', kvPairs: { sale: 'spring' } },
        additionalActions: [{ category: 'SALE' }],
        fallback: { title: 'Sale', message: 'Half the price' },
      },
      WEB: {
        title: 'Spring sale',
        message: 'Everything for half the price',
        redirectURL: 'https://example.com/sale',
        iconURL: 'https://example.com/icon.png',
        imageURL: 'https://example.com/spring.png',
        autoDismiss: true,
      },
    });
  });

  it('goes out from JSON as it stands, members that no form has included', async () => {
    const payload = { ANDROID: { title: 'A', message: 'B', somethingNew: [1] } };
    expect(await memberOf('payload', { specify: 'json', android: undefined, payload })).toEqual(payload);
  });

  it('that is written for a platform which is not ticked stays at home, and the user hears of it', async () => {
    const { outcomes, send } = await call([having(push, { web: { title: 'A' }, ios: { title: undefined } })]);
    expect((send.requests[0]!.json as { payload: object }).payload).toEqual({ ANDROID: push.android });
    expect((outcomes[0] as unknown as { warnings: string[] }).warnings).toEqual([
      expect.stringContaining("'Web' is filled in, but not selected in 'Platforms'"),
    ]);
  });

  it('hands over numbers and switches as texts, and nothing for an empty object', async () => {
    const android = { ...push.android, action_type: 'navigation', kvPairs: { order: 1234, paid: true }, fallback: {} };
    expect(await memberOf('payload', { android })).toEqual({
      ANDROID: { ...push.android, defaultAction: { type: 'navigation', kvPairs: { order: '1234', paid: 'true' } } },
    });
    expect(await memberOf('payload', { android: { ...push.android, kvPairs: {} } })).toEqual({ ANDROID: push.android });
  });

  const asJson = (payload: object, targetPlatform = ['ANDROID']) => having(push, { specify: 'json', android: undefined, payload, targetPlatform });
  const web = { title: 'A', message: 'B', redirectURL: 'https://example.com', iconURL: 'https://example.com/i.png' };
  const android = { title: 'A', message: 'B' };

  it.each<[string, object, string, RegExp]>([
    ['no platform', having(push, { targetPlatform: [] }), 'targetPlatform', /is empty/],
    ['a platform twice', having(push, { targetPlatform: ['ANDROID', 'ANDROID'] }), 'targetPlatform', /contains ANDROID twice/],
    ['a platform of another name', having(push, { targetPlatform: ['WINDOWS'] }), 'targetPlatform[0]', /ANDROID, IOS, WEB/],
    ['a platform without its notification', having(push, { targetPlatform: ['ANDROID', 'IOS'] }), 'ios', /'iOS' \(ios\) is empty, but 'iOS' is selected/],
    ['no title', having(push, { android: { message: 'B' } }), 'android.title', /'Title' \(android\.title\) is empty/],
    ['a blank message', having(push, { android: { title: 'A', message: ' ' } }), 'android.message', /is empty/],
    [
      'web without its address',
      having(push, { targetPlatform: ['WEB'], android: undefined, web: having(web, { redirectURL: undefined }) }),
      'web.redirectURL',
      /is empty/,
    ],
    [
      'web with an address that is none',
      having(push, { targetPlatform: ['WEB'], android: undefined, web: { ...web, imageURL: 'picture' } }),
      'web.imageURL',
      /is 'picture', which is not a valid URL/,
    ],
    [
      'three buttons',
      having(push, { android: { ...android, additionalActions: Array.from({ length: 3 }, () => ({ type: 'call' })) } }),
      'android.additionalActions',
      /has 3 entries; at most 2/,
    ],
    [
      'a film and a picture',
      having(push, {
        targetPlatform: ['IOS'],
        android: undefined,
        ios: {
          ...android,
          richContent: [
            { type: 'image', value: 'a' },
            { type: 'video', value: 'b' },
          ],
        },
      }),
      'ios.richContent',
      /has image and video; only one of image, audio, video/,
    ],
    [
      'an action without its value',
      having(push, { android: { ...android, action_type: 'deeplinking' } }),
      'android.action_value',
      /'Default Action Value' \(android\.action_value\) is empty/,
    ],
    [
      'an action without its type',
      having(push, { android: { ...android, action_value: 'x' } }),
      'android.action_type',
      /'Default Action' \(android\.action_type\) is empty/,
    ],
    ['pairs that are lists', having(push, { android: { ...android, kvPairs: { a: [1] } } }), 'android.kvPairs', /values are text/],
    ['JSON without the platform', asJson({}), 'payload.ANDROID', /is empty, but 'Android' is selected/],
    ['JSON with a member of its own', asJson({ ANDROID: android, WINDOWS: {} }), 'payload.WINDOWS', /has no property 'WINDOWS'/],
    ['JSON with a text', asJson({ ANDROID: 'hello' }), 'payload.ANDROID', /must be an object/],
    ['JSON without a message', asJson({ ANDROID: { title: 'A' } }), 'payload.ANDROID.message', /is empty/],
    ['JSON with rich content that is no list', asJson({ ANDROID: { ...android, richContent: {} } }), 'payload.ANDROID.richContent', /must be a list/],
    [
      'JSON with rich content of another type',
      asJson({ ANDROID: { ...android, richContent: [{ type: 'gif', value: 'a' }] } }),
      'payload.ANDROID.richContent[0].type',
      /is 'gif'; it must be one of/,
    ],
    [
      'JSON with rich content without a value',
      asJson({ ANDROID: { ...android, richContent: [{ type: 'image' }] } }),
      'payload.ANDROID.richContent[0].value',
      /is empty/,
    ],
    [
      'JSON with an action of another type',
      asJson({ ANDROID: { ...android, defaultAction: { type: 'open', value: 'x' } } }),
      'payload.ANDROID.defaultAction.type',
      /is 'open'/,
    ],
    [
      'JSON with a button of another type',
      asJson({ ANDROID: { ...android, additionalActions: [{ type: 'open' }] } }),
      'payload.ANDROID.additionalActions[0].type',
      /is 'open'/,
    ],
    [
      'JSON with two categories',
      asJson({ IOS: { ...android, additionalActions: [{ category: 'A' }, { category: 'B' }] } }, ['IOS']),
      'payload.IOS.additionalActions',
      /one object with a category/,
    ],
    ['JSON with a fallback that is a text', asJson({ ANDROID: { ...android, fallback: 'x' } }), 'payload.ANDROID.fallback', /must be an object/],
  ])('is refused: %s', async (_, input, field, says) => {
    await expectRefused(input as never, field, says);
  });
});

describe('tags and settings', () => {
  it("goes out as in the document's example", async () => {
    expect(await memberOf('campaignTags', { campaignTags: ['Transactional', 'Accounts'] })).toEqual(['Transactional', 'Accounts']);
  });

  it('are not there where nothing is said', async () => {
    const body = await bodyOf(having(push, { campaignTags: [], advancedSettings: {} }));
    expect(Object.keys(body)).toEqual([
      'appId',
      'campaignName',
      'signature',
      'requestType',
      'targetAudience',
      'targetUserAttributes',
      'targetPlatform',
      'payload',
      'campaignDelivery',
    ]);
  });

  it('go out by their names on the wire, switches as words', async () => {
    expect(await memberOf('advancedSettings', { advancedSettings: full.advancedSettings })).toEqual({
      ttl: { ANDROID: 2160, WEB: 2160 },
      bypassDND: false,
      campaignThrottleRpm: 100_000,
      campaignThrottleTime: 60,
      countFC: 'true',
      deliverWhenActive: 'false',
      ignoreFC: 'true',
      ignoreMinimumDelay: 'true',
      inboxExpiry: 72,
      iOSTargetDevice: 'apns_device_default_push',
      preCacheSegment: 'true',
      'pushAmp+': 'true',
      sendAtHighPriority: 'true',
      useJinjaPersonalization: 'true',
      notificationPrioritySettings: { Android: 'High', iOS: 10 },
    });
  });

  it.each<[string, object, string, RegExp]>([
    ['a life of more than a week', { ttl_android: 10_081 }, 'advancedSettings.ttl_android', /the maximum is 10080/],
    ['a throttle of seven hours', { campaignThrottleTime: 361 }, 'advancedSettings.campaignThrottleTime', /the maximum is 360/],
    ['a throttle above what MoEngage sends', { campaignThrottleRpm: 250_001 }, 'advancedSettings.campaignThrottleRpm', /the maximum is 250000/],
    ['counting what is not ignored', { countFC: true }, 'advancedSettings.countFC', /is on, but 'Ignore Frequency Capping' is not/],
  ])('are refused: %s', async (_, advancedSettings, field, says) => {
    await expectRefused(having(push, { advancedSettings }), field, says);
  });

  it('and a time of pushes to users that may share a name are told to count for the first one only', async () => {
    const warningsOf = async (over: object) => ((await call([having(push, over as never)])).outcomes[0] as unknown as { warnings: string[] }).warnings;
    expect(await warningsOf({})).toEqual([]);
    expect(await warningsOf({ campaignTags: ['A'], advancedSettings: { ignoreFC: true } })).toEqual([]);
    expect(await warningsOf({ type: 'later', at: '2099-01-01T00:00Z' })).toEqual([expect.stringContaining('only the delivery')]);
    expect(
      await warningsOf({ ...toAll, attribute: undefined, comparisonParameter: undefined, attributeValue: undefined, type: 'later', at: '2099-01-01T00:00Z' }),
    ).toEqual([]);
  });

  it.each([
    [{ type: 'soon' }, 1],
    [{ type: 'later', at: '2026-01-15T13:59:00Z' }, 1],
    [{ type: 'later', at: '2026-01-15T14:01:00Z' }, 0],
    // Without an offset it is meant in the zone.
    [{ type: 'later', at: '2026-01-15T22:59:00', timezone: 'Asia/Tokyo' }, 1],
    [{ type: 'later', at: '2026-01-15T23:01:00', timezone: 'Asia/Tokyo' }, 0],
  ])('that do nothing with %j are told of', async (delivery, doubts) => {
    const { outcomes } = await call([having(push, { ...delivery, advancedSettings: { preCacheSegment: true } })]);
    expect(outcomes[0]).toMatchObject({ state: 'done' });
    const { warnings = [] } = outcomes[0] as unknown as { warnings?: readonly string[] };
    expect(warnings.filter((each) => /at least 2 hours in advance/.test(each))).toHaveLength(doubts);
  });
});
