import type { JsonObject } from '../../../engine';
import { sampleId } from '../fields';

const texts = { title: 'Good news', message: 'Your order is on its way' } as const satisfies JsonObject;

/** A minimal message. */
export const leastMessage: JsonObject = { channels: ['android_push'], ...texts };

/** Messages of a campaign with members of every kind, for the send endpoint. */
export const campaignMessages: JsonObject = {
  channels: ['apple_push', 'android_push', 'messages'],
  ...texts,
  link: 'https://www.example.com/orders',
  apple_push: {
    title: 'Good news for you',
    loc_args: ['Anna'],
    badge: 1,
    sound: 'default',
    extra: { order: 'A-17' },
    'content-available': false,
    expiry: '2099-05-11T13:00:00+01:00',
    asset_url: 'https://www.example.com/parcel.png',
    asset_file_type: 'png',
    interruption_level: 'active',
    relevance_score: 0.5,
    buttons: [{ action_id: 'track', action: 'DEEP_LINK', uri: 'shop://orders/A-17' }],
    message_variation_id: 'variation-apple_push',
    json: { subtitle: 'A-17' },
  },
  android_push: {
    custom_uri: 'myapp://orders',
    priority: 1,
    android_priority: 'high',
    time_to_live: 3600,
    notification_channel_id: 'orders',
    buttons: [{ text: 'Track', action: 'URI', uri: 'https://www.example.com/orders/A-17' }],
    message_variation_id: 'variation-android_push',
  },
  messages: {
    content_card: {
      type: 'CLASSIC',
      title: 'Good news',
      description: 'Your order is on its way',
      time_to_live: 86_400,
      message_variation_id: 'variation-content_card',
    },
  },
};

/** Messages of other kinds, without a campaign. */
export const otherMessages: JsonObject = {
  channels: ['kindle_push', 'web_push', 'email', 'webhook', 'content_card', 'sms', 'whats_app'],
  ...texts,
  kindle_push: { collapse_key: 'orders' },
  web_push: { image_url: 'https://www.example.com/parcel.png', time_to_live: 3600 },
  email: {
    app_id: sampleId,
    from: 'Example Shop <shop@example.com>',
    reply_to: 'service@example.com',
    subject: 'Your order is on its way',
    preheader: 'It arrives tomorrow',
    body: '<p>Your order is on its way.</p>',
    attachments: [{ file_name: 'invoice.pdf', url: 'https://www.example.com/invoice.pdf', basic_auth_credential: 'shop' }],
    should_inline_css: true,
    headers: { 'X-Order': 'A-17' },
  },
  webhook: { url: 'https://www.example.com/hook', request_method: 'POST', request_headers: { 'Content-Type': 'application/json' }, body: '{"order":"A-17"}' },
  content_card: { type: 'CAPTIONED_IMAGE', time_to_live: 604_800, image_url: 'https://www.example.com/parcel.png', pinned: true, uri_text: 'Track it' },
  sms: {
    subscription_group_id: 'group-sms',
    app_id: sampleId,
    media_items: ['https://www.example.com/parcel.png'],
    link_shortening_enabled: true,
    user_click_tracking_enabled: true,
  },
  whats_app: {
    subscription_group_id: 'group-whatsapp',
    app_id: sampleId,
    message_type: 'template_message',
    template_name: 'order_sent',
    template_language_code: 'en_US',
    body_variables: ['Anna', 'A-17'],
  },
};

/** Filters of three kinds, nested two levels deep. */
export const sampleFilters: readonly JsonObject[] = [
  { kind: 'custom_attribute', custom_attribute_name: 'eye_color', attribute_type: 'string', string_comparison: 'equals', string_value: 'blue' },
  {
    kind: 'custom_attribute',
    custom_attribute_name: 'last_purchase_time',
    attribute_type: 'time',
    time_comparison: 'less_than_x_days_ago',
    days: 2,
    group: 'recent',
  },
  { kind: 'last_used_app', last_used_comparison: 'after', last_used_at: '2026-05-10T13:00:00+01:00', group: 'recent' },
  { kind: 'push_subscription_status', status_comparison: 'is', status: 'opted_in', group: 'recent' },
];
