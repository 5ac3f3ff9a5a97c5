import type { JsonObject } from '../../../engine';
import { canvasId, sampleId } from '../fields';
import { sampleFilters } from '../messages/samples';
import { CANVAS } from '../onlyToday';
import type { Kind } from '../triggered/kind';
import { cancelTriggerScheduleOf, scheduleTriggerOf, updateTriggerScheduleOf } from '../triggered/schedules';
import { triggerOf } from '../triggered/trigger';

/** "50 KB", read as the smaller of its two meanings. */
const MOST_CONTEXT_BYTES = 50_000;

const kind: Kind = {
  path: 'canvas',
  called: 'Canvas',
  id: 'canvas_id',
  field: canvasId,
  // Formerly `canvas_entry_properties`, which some pages still have.
  values: 'context',
  valuesField: {
    type: 'json',
    label: 'Context Variables',
    description: 'Template values',
    asText: true,
    limits: { shape: 'object', maxBytes: MOST_CONTEXT_BYTES },
  },
  namespaces: ['context', 'canvas_entry_properties'],
  own: {},
  ownNow: {},
  onlyWith: CANVAS,
  sampleSchedule: 'demo-canvas-schedule',
  docs: {
    send: 'Braze document, "Send Canvas messages using API-triggered delivery"',
    schedule: 'Braze document, "Schedule API-triggered Canvases"',
    update: 'Braze document, "Update scheduled API-triggered Canvases"',
    cancel: 'Braze document, "Delete scheduled API-triggered Canvases"',
  },
};

const least: JsonObject = { canvas_id: sampleId, recipients: [{ external_user_id: 'user1' }] };
const context: JsonObject = { product_name: 'shoes', product_price: 79.99 };
const TIME = '2099-05-10T13:00:00+01:00';

export const trigger = triggerOf(kind, [
  least,
  {
    canvas_id: sampleId,
    context,
    recipients: [
      {
        external_user_id: 'user1',
        context: { first_name: 'Anna', product_price: 69.99 },
        send_to_existing_only: false,
        attributes: { first_name: 'Anna' },
      },
      { user_alias: { alias_name: 'demo-0001', alias_label: 'crm' }, context: { first_name: 'Bob' } },
      { braze_id: 'braze-demo-0002' },
      { email: 'demo-0003@example.com', prioritization: ['identified', 'most_recently_updated'] },
    ],
    audience_filters: sampleFilters,
    audience_operator: 'AND',
  },
]);

export const scheduleTrigger = scheduleTriggerOf(kind, [
  { ...least, time: TIME },
  {
    canvas_id: sampleId,
    time: TIME,
    in_local_time: false,
    at_optimal_time: false,
    broadcast: true,
    context,
    audience: { AND: [{ email_subscription_status: { comparison: 'is_not', value: 'unsubscribed' } }] },
  },
]);

export const updateTriggerSchedule = updateTriggerScheduleOf(kind);

export const cancelTriggerSchedule = cancelTriggerScheduleOf(kind);
