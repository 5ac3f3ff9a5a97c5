import type { JsonObject } from '../../../engine';

/** A minimal input: one user by the ID that the app set. */
export const least = {
  campaignName: 'order-shipped',
  targetAudience: 'User',
  attribute: 'USER_ATTRIBUTE_UNIQUE_ID',
  comparisonParameter: 'is',
  attributeValue: 'demo-0001',
  targetPlatform: ['ANDROID'],
  title: 'Your order',
  message: 'It is on its way',
  specify: 'form',
  type: 'soon',
} as const satisfies JsonObject;

/** An input with all form fields and the document's example goals. */
export const full = {
  campaignName: 'spring-sale-2099',
  targetAudience: 'Custom Segment',
  customSegmentName: 'Demo Segment',
  targetPlatform: ['ANDROID', 'IOS', 'WEB'],
  title: 'Spring sale',
  message: 'Everything for half the price',
  link: 'https://example.com/sale',
  specify: 'form',
  android: {
    summary: 'Until Sunday',
    channel_id: 'sales',
    groupKey: 'sales',
    collapseReplaceKey: 'sale',
    richContent: [{ type: 'image', value: 'https://example.com/spring.png' }],
    action_type: 'deeplinking',
    action_value: 'https://example.com/sale',
    kvPairs: { sale: 'spring' },
    additionalActions: [
      { type: 'call', name: 'Call us', value: '+41587000000', iconURL: 'https://example.com/call.png' },
      { type: 'share', name: 'Share', value: 'Spring sale' },
    ],
    fallback: { title: 'Sale', message: 'Half the price' },
  },
  ios: {
    title: 'Spring sale',
    subtitle: 'Until Sunday',
    enableIosBadge: true,
    groupKey: 'sales',
    collapseReplaceKey: 'sale',
    richContent: [{ type: 'gif', value: 'https://example.com/spring.gif' }],
    link: 'SaleScreen',
    kvPairs: { sale: 'spring' },
    category: 'SALE',
    fallback: { title: 'Sale', message: 'Half the price' },
  },
  web: {
    message: 'Everything for half the price',
    iconURL: 'https://example.com/icon.png',
    imageURL: 'https://example.com/spring.png',
    autoDismiss: true,
  },
  type: 'periodic',
  time: '16:55',
  endDate: '2099-11-07',
  repeatAfter: 1,
  timezone: 'Asia/Calcutta',
  campaignTags: ['Transactional', 'Accounts'],
  conversionGoals: [
    { name: 'Added To Cart', eventName: 'AddedTocart', type: 'string', attribute: 'product_sku', filter: 'is', value: '10089712' },
    { name: 'Order Placed', eventName: 'OrderSuccess', type: 'numeric', attribute: 'product_price', number_filter: 'is equal to', number: 999 },
    { name: 'Opened', eventName: 'AppOpened', type: 'none' },
  ],
  advancedSettings: {
    bypassDND: false,
    campaignThrottleRpm: 100_000,
    campaignThrottleTime: 60,
    countFC: true,
    deliverWhenActive: false,
    ignoreFC: true,
    ignoreMinimumDelay: true,
    inboxExpiry: 72,
    iOSTargetDevice: 'apns_device_default_push',
    preCacheSegment: true,
    priority_android: 'High',
    priority_ios: '10',
    pushAmp: true,
    sendAtHighPriority: true,
    ttl_android: 2160,
    ttl_web: 2160,
    useJinjaPersonalization: true,
  },
} as const satisfies JsonObject;

/** An accepted push. */
export const sample = {
  status: 'accepted',
  campaign_name: least.campaignName,
  cid: '5f6f1c2b8d3e4a0001a1b2c3',
  request_id: '2f1b6c1e-3f0e-4a5e-9f7d-0a1b2c3d4e5f',
  response_id: '7a9c0d4e-1b2c-4d3e-8f5a-6b7c8d9e0f1a',
  test_environment: false,
} as const satisfies JsonObject;

/** MoEngage Push API, "Response". */
export const sampleReply = {
  status: 'Success',
  requestId: sample.request_id,
  responseId: sample.response_id,
  cid: sample.cid,
} as const satisfies JsonObject;
