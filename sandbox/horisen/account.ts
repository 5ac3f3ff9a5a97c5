/** First path segment of all URLs of this vendor. */
export const PREFIX = '/horisen';
/** "https://api{separator}{platform_domain}/news/v1" (HORISEN Campaign API, 1.1). */
export const API = `${PREFIX}/news/v1`;
/** "https://accounts{separator}{platform_domain}/oauth2/access-token" (1.3). */
export const TOKEN = `${PREFIX}/oauth2/access-token`;

export const DEMO_CLIENT = 'demo-client';
export const DEMO_SECRET = 'demo-secret';
/** The only Business Messenger account. */
export const SERVICE = '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11';

/** The list in the document's examples. */
export const DEMO_LIST = 'cf9eeb30-c1af-11ee-8073-bf4d6e8c1618';
export const SMALL_LIST = '11111111-c1af-11ee-8073-bf4d6e8c1618';

/** Subscription options of the document's segmentation example. */
export const NEWS_OPTION = '7c4c1e07-4c65-4861-ab82-9f8fd9cd3913';
export const OFFERS_OPTION = '94bb60a3-7b4b-4614-913c-0a2760e5f633';

/** Messaging channels (4.1 "Campaign", sending_type). */
export const CHANNELS = ['sms', 'webpush', 'email', 'telegram', 'rbm', 'viber', 'whatsapp'] as const;
export type Channel = (typeof CHANNELS)[number];

export const STATUSES = ['active', 'stopped', 'finished', 'draft'] as const;
export type Status = (typeof STATUSES)[number];

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
