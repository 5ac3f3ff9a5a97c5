import type { JsonObject } from '../../../engine';
import { samples } from '../fields';

/** The document's own segment ("4.1 Campaign", query). */
export const sampleQuery = {
  segmentation: [
    {
      operator: 'OR',
      rules: [
        {
          field: 'subscription_options_in',
          condition: 'in',
          value: ['7c4c1e07-4c65-4861-ab82-9f8fd9cd3913', '94bb60a3-7b4b-4614-913c-0a2760e5f633'],
          operator: 'AND',
        },
      ],
    },
  ],
} as const;

/** A campaign as in answers (4.4 "CampaignResponse"), with unspecified members filled in. */
export const sampleCampaign = {
  name: 'New Campaign',
  status: 'active',
  sending_type: 'sms',
  schedule_type: 'once',
  schedule_rrule: '2099-05-01 17:05:00',
  template: 'Hello @first_name',
  sender: '+41587000000',
  recipient_lists: samples.list,
  query_type: 'all',
  uuid: samples.template,
  created_dt: '2024-02-05T09:34:11.327Z',
  updated_dt: '2024-02-05T09:34:11.327Z',
} as const satisfies JsonObject;

/** A draft used as a template: it has no time. */
export const sampleTemplate = {
  name: 'Bad weather conditions',
  status: 'draft',
  sending_type: 'sms',
  schedule_type: 'now',
  template: 'It is {temp} and the wind blows at {wind}, @first_name',
  sender: '+41587000000',
  recipient_lists: samples.list,
  query_type: 'all',
  uuid: samples.template,
  created_dt: '2024-02-05T09:34:11.327Z',
  updated_dt: '2024-02-05T09:34:11.327Z',
} as const satisfies JsonObject;

/** Additional members of a saved one. */
export const sampleSaved = { ...sampleCampaign, next_runs: ['2099-05-01T17:05:00Z'] } as const satisfies JsonObject;

/** The fields for the document's first example, with a time in the future. */
export const sampleInput = {
  name: 'New Campaign',
  status: 'active',
  sending_type: 'sms',
  template: 'Hello @first_name',
  sender: '+41587000000',
  recipient_lists: [samples.list],
  query_type: 'all',
  schedule_type: 'once',
  schedule_at: '2099-05-01T19:05:00+02:00',
} as const satisfies JsonObject;

/** A campaign with a card, a segment and a recurrence. */
export const fullInput = {
  service_uuid: samples.service,
  name: 'Weekly Card',
  status: 'active',
  sending_type: 'telegram',
  specify: 'card',
  card_description: 'Card message text',
  card_media_url: 'https://www.example.com/boat.jpg',
  suggestions: [{ text: 'Visit Us', url: 'https://www.example.com' }],
  allowed_channels: ['telegram'],
  sender: 'demo',
  recipient_lists: [samples.list],
  query_type: 'segmentation',
  segmentation: [
    {
      operator: 'OR',
      match: 'AND',
      rules: [
        { field: 'first_name', condition: 'eq', value: 'John' },
        { field: 'city', condition: 'in', values: ['Bern', 'Basel'] },
      ],
    },
    { operator: 'OR NOT', match: 'OR', rules: [{ field: 'nick_name', condition: 'isnull' }] },
  ],
  schedule_type: 'scheduled',
  recurrence: 'builder',
  frequency: 'WEEKLY',
  by_day: ['MO', 'FR'],
  by_hour: ['9'],
  by_minute: ['30'],
  interval: 2,
  ends: 'count',
  count: 10,
} as const satisfies JsonObject;
