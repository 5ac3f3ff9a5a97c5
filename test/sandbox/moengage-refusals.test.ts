import { ANDROID, IOS, MoEngageBench, user, WEB } from './moengageHelpers';

let bench: MoEngageBench;
beforeAll(async () => void (bench = await MoEngageBench.open()));
afterAll(() => bench.close());

const VALUE = 'Key not of Type List or Value not allowed: ';
const PARSE = 'Error parsing parameters: ';
const attributes = (more: object) => ({ targetAudience: 'User', targetUserAttributes: { ...user('demo-0001').targetUserAttributes, ...more } });
const android = (more: object) => ({ payload: { ANDROID: { ...ANDROID, ...more } } });
const ios = (more: object) => ({ targetPlatform: ['IOS'], payload: { IOS: { ...IOS, ...more } } });
const web = (more: object) => ({ targetPlatform: ['WEB'], payload: { WEB: { ...WEB, ...more } } });
const later = (more: object) => ({ campaignDelivery: { type: 'later', date: '02/02/2024', time: '09:00 AM', timezone: 'UTC', ...more } });
const periodic = (more: object) => ({
  campaignDelivery: { type: 'periodic', time: '09:00 AM', endDate: '02/09/2024', repeatAfter: '1', timezone: 'UTC', ...more },
});
const goal = { name: 'Added To Cart', eventName: 'AddedTocart' };
const filtered = (attrs: object) => ({
  conversionGoals: [{ ...goal, attrs: { name: 'product_sku', filter: 'is', value: '10089712', type: 'string', ...attrs } }],
});
const numeric = (attrs: object) => filtered({ filter: 'is equal to', value: 999, type: 'numeric', ...attrs });
const advanced = (advancedSettings: object) => ({ advancedSettings });

describe('a push is refused with', () => {
  it.each([
    [{ requestType: 'report' }, 'Invalid Request Type'],
    [{ platforms: ['WEB'] }, `${PARSE}platforms is not known`],
    [{ targetAudience: 'all users' }, `${VALUE}targetAudience must be one of All Users, Custom Segment, User`],
    [{ targetAudience: null }, `${VALUE}targetAudience`],
    [{ targetAudience: 'Custom Segment' }, `${PARSE}customSegmentName`],
    [{ targetAudience: 'Custom Segment', customSegmentName: 'Nobody' }, `${VALUE}there is no segment 'Nobody'`],
    [{ targetAudience: 'User' }, `${PARSE}targetUserAttributes`],
    [attributes({ attribute: 'uid' }), `${VALUE}targetUserAttributes.attribute must be one of USER_ATTRIBUTE_UNIQUE_ID`],
    [attributes({ isCustom: 'yes' }), `${VALUE}targetUserAttributes.isCustom`],
    [attributes({ comparisonParameter: 'contains' }), `${VALUE}targetUserAttributes.comparisonParameter must be one of is, in`],
    [attributes({ attributeValue: '' }), `${PARSE}targetUserAttributes.attributeValue`],
    [attributes({ attributeValue: ['demo-0001'] }), `${PARSE}targetUserAttributes.attributeValue`],
    [attributes({ comparisonParameter: 'in' }), `${VALUE}targetUserAttributes.attributeValue must be a list`],
    [attributes({ comparisonParameter: 'in', attributeValue: Array(51).fill('a') }), 'at most 50'],
    [attributes({ attributeName: 'x' }), `${PARSE}targetUserAttributes.attributeName is not known`],
    [{ targetPlatform: 'ANDROID' }, `${VALUE}targetPlatform must be a list`],
    [{ targetPlatform: [] }, `${VALUE}targetPlatform must be a list of ANDROID, IOS, WEB`],
    [{ targetPlatform: ['android'] }, `${VALUE}targetPlatform`],
    [{ targetPlatform: ['ANDROID', 'ANDROID'] }, 'each once'],
    [{ targetPlatform: ['ANDROID', 'IOS'] }, `${PARSE}payload.IOS must be an object`],
    [{ payload: undefined }, `${PARSE}payload must be an object`],
    [{ payload: { ANDROID, Web: WEB } }, `${PARSE}payload.Web is not known`],
    [android({ message: '' }), `${PARSE}payload.ANDROID.message`],
    [android({ title: undefined }), `${PARSE}payload.ANDROID.title`],
    [android({ channel_id: 5 }), `${VALUE}payload.ANDROID.channel_id`],
    [android({ richContent: { type: 'image', value: 'x' } }), `${VALUE}payload.ANDROID.richContent must be a list`],
    [android({ richContent: [{ type: 'gif', value: 'x' }] }), 'richContent[0].type must be one of image, coupon, sound'],
    [android({ richContent: [{ type: 'image' }] }), 'richContent[0].value'],
    [android({ defaultAction: { type: 'call', value: '1' } }), 'defaultAction.type must be one of richlanding, navigation, deeplinking'],
    [android({ defaultAction: { type: 'richlanding' } }), 'defaultAction.value'],
    [android({ defaultAction: { kvPairs: { order: 7 } } }), 'kvPairs must be an object of strings'],
    [android({ additionalActions: [{ type: 'like' }] }), 'additionalActions[0].type must be one of call, snooze, copy, share'],
    [android({ additionalActions: Array(3).fill({ type: 'call' }) }), 'at most 2'],
    [android({ fallback: 'x' }), 'fallback must be an object'],
    [ios({ title: ' ' }), `${PARSE}payload.IOS.title`],
    [ios({ enableIosBadge: 'yes' }), 'enableIosBadge'],
    [
      ios({
        richContent: [
          { type: 'image', value: 'x' },
          { type: 'video', value: 'y' },
        ],
      }),
      'only one of image, audio, video',
    ],
    [ios({ additionalActions: [{ category: 'A' }, { category: 'B' }] }), 'at most 1'],
    [ios({ additionalActions: [{ type: 'call' }] }), 'additionalActions[0].category'],
    [web({ redirectURL: undefined }), `${PARSE}payload.WEB.redirectURL must be a URL`],
    [web({ iconURL: 'icon.png' }), `${PARSE}payload.WEB.iconURL must be a URL`],
    [web({ imageURL: 'picture' }), `${VALUE}payload.WEB.imageURL`],
    [web({ autoDismiss: 8 }), `${VALUE}payload.WEB.autoDismiss`],
    [{ campaignDelivery: undefined }, `${PARSE}campaignDelivery must be an object`],
    [{ campaignDelivery: { type: 'now' } }, `${VALUE}campaignDelivery.type must be one of soon, later, periodic`],
    [later({ timezone: 'Mars/Base' }), `${VALUE}campaignDelivery.timezone`],
    [later({ date: '2024-02-02' }), `${PARSE}campaignDelivery.date must be a day as MM/DD/YYYY`],
    [later({ date: '30/01/2024' }), `${PARSE}campaignDelivery.date`],
    [later({ date: '02/30/2024' }), `${PARSE}campaignDelivery.date`],
    [later({ time: '21:00' }), `${PARSE}campaignDelivery.time must be as HH:MM AM/PM`],
    [later({ time: '13:00 PM' }), `${PARSE}campaignDelivery.time`],
    [later({ time: '00:30 AM' }), `${PARSE}campaignDelivery.time`],
    [later({ date: '02/01/2024', time: '12:00 PM' }), 'must not have passed'],
    [later({ date: '02/01/2024', time: '05:30 PM', timezone: undefined }), 'must not have passed'],
    [later({ day: 'x' }), `${PARSE}campaignDelivery.day is not known`],
    [periodic({ endDate: undefined }), `${PARSE}campaignDelivery.endDate`],
    [periodic({ endDate: '02/01/2024' }), 'endDate must not have passed'],
    [periodic({ repeatAfter: undefined }), `${PARSE}campaignDelivery.repeatAfter must be a number of days`],
    [periodic({ repeatAfter: '0' }), 'repeatAfter'],
    [periodic({ repeatAfter: 'daily' }), 'repeatAfter'],
    [{ campaignTags: 'Accounts' }, `${VALUE}campaignTags must be a list`],
    [{ campaignTags: [5] }, `${VALUE}campaignTags`],
    [{ conversionGoals: goal }, `${VALUE}conversionGoals must be a list`],
    [{ conversionGoals: Array(6).fill(goal) }, 'at most 5'],
    [{ conversionGoals: [{ name: 'x' }] }, 'conversionGoals[0].eventName'],
    [{ conversionGoals: [{ ...goal, attrs: [] }] }, 'conversionGoals[0].attrs must be an object'],
    [filtered({ type: 'text' }), 'attrs.type must be one of string, numeric'],
    [filtered({ name: undefined }), 'attrs.name'],
    [filtered({ filter: 'is equal to' }), 'attrs.filter must be one of is, is not'],
    [filtered({ value: 5 }), "attrs.value must be a string with 'is'"],
    [filtered({ filter: 'in the following' }), "a list of strings with 'in the following'"],
    [filtered({ filter: 'exists' }), "left out with 'exists'"],
    [numeric({ filter: 'contains' }), 'attrs.filter must be one of is equal to'],
    [numeric({ value: '999' }), "a number with 'is equal to'"],
    [numeric({ filter: 'is between', value: [899, 999] }), "two numbers as '899,999'"],
    [advanced({ speed: 'true' }), `${PARSE}advancedSettings.speed is not known`],
    [advanced({ ignoreFC: 'yes' }), "ignoreFC must be 'true' or 'false'"],
    [advanced({ countFC: 'true' }), "countFC needs ignoreFC 'true'"],
    [advanced({ ttl: 12 }), 'ttl must be an object'],
    [advanced({ ttl: { ANDROID: 10_081 } }), 'from 0 to 10080'],
    [advanced({ ttl: { IOS: 12 } }), 'ttl.IOS is not known'],
    [advanced({ notificationPrioritySettings: { iOS: 7 } }), '1, 5 or 10'],
    [advanced({ campaignThrottleTime: 361 }), 'from 1 to 360'],
    [advanced({ campaignThrottleRpm: 250_001 }), 'from 1 to 250000'],
    [advanced({ inboxExpiry: '360' }), 'inboxExpiry'],
    [advanced({ iOSTargetDevice: 'ipad' }), 'apns_device_default_push'],
  ])('%j: %s', async (more, words) => {
    expect(await bench.refusal(more)).toContain(words);
  });

  it('no campaign made of it', async () => {
    expect(await bench.batches()).toEqual([]);
  });
});

describe('a push is taken with', () => {
  afterEach(() => bench.control('POST', '/reset'));

  const taken: Record<string, unknown>[][] = [
    [{ requestType: undefined, campaignTags: ['Transactional', 'Accounts'] }],
    [{ targetPlatform: ['ANDROID', 'IOS', 'WEB'], payload: { ANDROID, IOS, WEB } }],
    [{ payload: { ANDROID, WEB: {} } }],
    [
      android({
        Summary: 'old',
        summary: 'new',
        fallback: {},
        channel_id: 'a',
        richContent: [{ type: 'coupon', value: 'x' }],
        additionalActions: [{ type: 'snooze', value: '5' }],
      }),
    ],
    [
      ios({
        enableIosBadge: true,
        richContent: [
          { type: 'gif', value: 'x' },
          { type: 'audio', value: 'y' },
        ],
        additionalActions: [{ category: 'A' }],
      }),
    ],
    [web({ image: 'old', imageURL: 'https://example.com/a.png', autoDismiss: 'true' })],
    [attributes({ comparisonParameter: 'in', attributeValue: Array.from({ length: 50 }, (_, i) => `demo-${i}`) })],
    [later({})],
    [periodic({ repeatAfter: 2 })],
    [{ campaignDelivery: { type: 'soon', timezone: 'Europe/Paris' } }],
    [{ conversionGoals: Array(5).fill(goal) }],
    ...['is', 'is not', 'contains', 'does not contain', 'starts with', 'does not start with', 'ends with', 'does not end with'].map((filter) => [
      filtered({ filter }),
    ]),
    ...['in the following', 'not in the following'].map((filter) => [filtered({ filter, value: ['1', '2'] })]),
    ...['exists', 'does not exist'].flatMap((filter) => [[filtered({ filter, value: undefined })], [numeric({ filter, value: undefined })]]),
    ...['is equal to', 'is not equal to', 'is greater than', 'is less than'].map((filter) => [numeric({ filter, value: 9.5 })]),
    ...['is between', 'is not between'].map((filter) => [numeric({ filter, value: '899,999' })]),
    [
      advanced({
        ttl: { ANDROID: 0, WEB: 10_080 },
        ignoreFC: 'true',
        countFC: 'false',
        notificationPrioritySettings: { Android: 'High', iOS: 10 },
        'pushAmp+': 'true',
        campaignThrottleTime: 360,
        campaignThrottleRpm: 250_000,
        useJinjaPersonalization: true,
        inboxExpiry: 360,
        iOSTargetDevice: 'apns_device_provisional_push',
        bypassDND: true,
        sendAtHighPriority: 'true',
      }),
    ],
  ];
  it.each(taken)('%j', async (more) => {
    expect(await bench.send(more)).toMatchObject({ status: 200, body: { status: 'Success' } });
  });
});

describe('the users', () => {
  it('are written by a control route', async () => {
    await bench.control('POST', '/moEngage/users', { id: 'new', attributes: { city: 'Oslo' }, platforms: ['WEB'], optedOut: true });
    expect(await bench.control('GET', '/moEngage/users/new')).toEqual({
      id: 'new',
      attributes: { USER_ATTRIBUTE_UNIQUE_ID: 'new', city: 'Oslo' },
      platforms: ['WEB'],
      segments: [],
      optedOut: true,
    });
    expect(await bench.control('GET', '/moEngage/users/nobody')).toEqual({ error: 'No such user' });
  });

  it.each([
    [{}, 'id'],
    [{ id: 'a', attributes: { age: 5 } }, 'attributes'],
    [{ id: 'a', platforms: ['web'] }, 'platforms'],
    [{ id: 'a', segments: 'x' }, 'segments'],
    [{ id: 'a', optedOut: 1 }, 'optedOut'],
    [{ id: 'a', age: 5 }, 'age'],
    [[], 'object'],
  ])('are not %j', async (body, words) => {
    expect((await bench.control<{ error: string }>('POST', '/moEngage/users', body)).error).toContain(words);
  });
});
