import type { JsonObject } from '../../../engine';
import { campaignId, sampleId } from '../fields';
import { sendId } from '../message/targets';
import { attachmentColumns } from '../messages/email';
import { sampleFilters } from '../messages/samples';
import type { Kind } from '../triggered/kind';
import { cancelTriggerScheduleOf, scheduleTriggerOf, updateTriggerScheduleOf } from '../triggered/schedules';
import { triggerOf } from '../triggered/trigger';

/** What campaigns are when they are triggered. */
export const kind: Kind = {
  path: 'campaigns',
  called: 'campaign',
  id: 'campaign_id',
  field: campaignId,
  values: 'trigger_properties',
  valuesField: { type: 'json', label: 'Trigger Properties', description: 'Template values', asText: true, limits: { shape: 'object' } },
  namespaces: ['api_trigger_properties'],
  own: { send_id: sendId },
  ownNow: {
    attachments: {
      type: 'rows',
      label: 'Attachments',
      description: 'Files to attach to emails; not available when sending to everyone',
      columns: attachmentColumns,
    },
  },
  sampleSchedule: 'demo-trigger-schedule',
  docs: {
    send: 'Braze document, "Sending Messages via API Triggered Delivery"',
    schedule: 'Braze document, "Schedule API Triggered Campaign"',
    update: 'Braze document, "Update API Triggered Campaign Schedule"',
    cancel: 'Braze document, "Delete Scheduled API Trigger Campaign"',
  },
};

const least: JsonObject = { campaign_id: sampleId, recipients: [{ external_user_id: 'user1' }] };
const TIME = '2099-05-10T13:00:00+01:00';

export const trigger = triggerOf(kind, [
  least,
  {
    campaign_id: sampleId,
    send_id: 'spring-2099',
    trigger_properties: { product_name: 'shoes', product_price: 79.99 },
    recipients: [
      {
        external_user_id: 'user1',
        trigger_properties: { first_name: 'Anna', product_price: 69.99 },
        send_to_existing_only: false,
        attributes: { first_name: 'Anna' },
      },
      { user_alias: { alias_name: 'demo-0001', alias_label: 'crm' }, trigger_properties: { first_name: 'Bob' } },
      { braze_id: 'braze-demo-0002' },
      { email: 'demo-0003@example.com', prioritization: ['identified', 'most_recently_updated'] },
    ],
    audience_filters: sampleFilters,
    audience_operator: 'AND',
    attachments: [{ file_name: 'invoice.pdf', url: 'https://www.example.com/invoice.pdf' }],
  },
]);

export const scheduleTrigger = scheduleTriggerOf(kind, [
  { ...least, time: TIME },
  {
    campaign_id: sampleId,
    time: TIME,
    in_local_time: false,
    at_optimal_time: false,
    broadcast: true,
    trigger_properties: { product_name: 'shoes', product_price: 79.99 },
    audience: {
      AND: [
        { custom_attribute: { custom_attribute_name: 'eye_color', comparison: 'equals', value: 'blue' } },
        { email_subscription_status: { comparison: 'is_not', value: 'unsubscribed' } },
      ],
    },
  },
]);

export const updateTriggerSchedule = updateTriggerScheduleOf(kind);

export const cancelTriggerSchedule = cancelTriggerScheduleOf(kind);
