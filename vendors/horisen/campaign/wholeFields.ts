import type { Field, Fields } from '../../../engine';
import { KEEP, keep, samples, serviceUuid } from '../fields';
import { changedMessageFields, messageFields } from '../messageFields';
import { changedScheduleFields, scheduleFields } from '../scheduleFields';
import { audienceFields, changedAudienceFields } from '../segmentationFields';

const name = {
  type: 'text',
  label: 'Name',
  description: 'Name of the campaign; use a unique name for each run, so that a campaign can be found if an answer is lost',
  prominent: true,
  placeholder: 'New Campaign',
  todo: 'Enter a name for the campaign.',
} as const satisfies Field;

const sender = {
  type: 'text',
  label: 'Sender',
  description: 'The sender: a registered sender ID for SMS, an email address for email, the ID of the business phone number for WhatsApp',
  prominent: true,
  placeholder: '+41587000000',
  todo: 'Enter the sender that is registered for the channel.',
} as const satisfies Field;

const recipientLists = {
  type: 'list',
  label: 'Recipient Lists',
  description: 'UUIDs of the lists with the contacts to send to',
  prominent: true,
  placeholder: samples.list,
  todo: 'Enter the UUID of at least one list.',
} as const satisfies Field;

const draft = { value: 'draft', label: 'Draft', description: 'Saved, but not sent until it is launched' } as const;
const active = { value: 'active', label: 'Active', description: 'Runs on its schedule; sent as soon as it is saved if the schedule is Now' } as const;

/** The fields of a new campaign. HORISEN Campaign API, 4.2 "CampaignCreate". */
export const wholeFields = {
  service_uuid: serviceUuid,
  name: { ...name, required: true, isTarget: true },
  ...messageFields,
  sender: { ...sender, required: true },
  recipient_lists: { ...recipientLists, required: true },
  ...audienceFields,
  status: {
    type: 'choice',
    label: 'Status',
    description: 'Whether the campaign runs on its schedule or is saved as a draft',
    required: true,
    default: 'draft',
    options: [active, draft],
  },
  ...scheduleFields,
} as const satisfies Fields;

/** The status of a copy. */
const copiedStatus = {
  type: 'choice',
  label: 'Status',
  description: 'Whether the copy runs on its schedule or is saved as a draft',
  prominent: true,
  default: KEEP,
  options: [active, draft, keep('Inherits the value from the source')],
} as const satisfies Field;

/** The status set by an update (4.3 names all four). */
const changedStatus = {
  type: 'choice',
  label: 'Status',
  description: 'Status of the campaign; active campaigns run on their schedule, or as soon as they are saved if the schedule is Now',
  prominent: true,
  default: KEEP,
  options: [
    active,
    draft,
    { value: 'finished', label: 'Finished', description: 'The campaign is over' },
    keep('Leaves the status unchanged'),
    { value: 'stopped', label: 'Stopped', description: 'Does not run until it is launched again' },
  ],
} as const satisfies Field;

/** What can be changed while the rest stays unchanged. HORISEN Campaign API, 4.3 "CampaignUpdate". */
const changedFields = {
  name,
  ...changedMessageFields,
  sender,
  recipient_lists: recipientLists,
  ...changedAudienceFields,
} as const satisfies Fields;

/** The fields of a copy. */
export const copiedFields = { ...changedFields, status: copiedStatus, ...changedScheduleFields } as const satisfies Fields;

/** The fields of an update. */
export const updatedFields = { ...changedFields, status: changedStatus, ...changedScheduleFields } as const satisfies Fields;
