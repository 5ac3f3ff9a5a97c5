import type { Field, Fields } from '../../../engine';
import { KEEP, keep, samples, serviceUuid } from '../fields';
import { changedMessageFields, messageFields } from '../messageFields';
import { changedScheduleFields, scheduleFields } from '../scheduleFields';
import { audienceFields, changedAudienceFields } from '../segmentationFields';

const name = {
  type: 'text',
  label: 'Name',
  description: 'Name of the campaign; one of its own for each run lets a lost answer be looked up',
  prominent: true,
  placeholder: 'New Campaign',
  todo: 'Give the campaign a name.',
} as const satisfies Field;

const sender = {
  type: 'text',
  label: 'Sender',
  description: 'Who sends: for SMS a registered sender ID, for email an email address, for WhatsApp the ID of the business phone number',
  prominent: true,
  placeholder: '+41587000000',
  todo: 'Give the sender that is registered for the channel.',
} as const satisfies Field;

const recipientLists = {
  type: 'list',
  label: 'Recipient Lists',
  description: 'UUIDs of the lists whose contacts are meant',
  prominent: true,
  placeholder: samples.list,
  todo: 'Give the UUID of at least one list.',
} as const satisfies Field;

const draft = { value: 'draft', label: 'Draft', description: 'Kept, and not sent before it is launched' } as const;
const active = { value: 'active', label: 'Active', description: 'Runs by its schedule, and with Now as soon as it is saved' } as const;

/** What a new campaign is made of. HORISEN Campaign API, 4.2 "CampaignCreate". */
export const wholeFields = {
  service_uuid: serviceUuid,
  name: { ...name, required: true, isTarget: true },
  status: {
    type: 'choice',
    label: 'Status',
    description: 'Whether the campaign runs by its schedule or waits as a draft',
    required: true,
    default: 'draft',
    options: [active, draft],
  },
  ...messageFields,
  sender: { ...sender, required: true },
  recipient_lists: { ...recipientLists, required: true },
  ...audienceFields,
  ...scheduleFields,
} as const satisfies Fields;

/** What of a campaign may be changed while the rest stays what it is. HORISEN Campaign API, 4.3 "CampaignUpdate". */
export const changedFields = {
  name,
  ...changedMessageFields,
  sender,
  recipient_lists: recipientLists,
  ...changedAudienceFields,
  ...changedScheduleFields,
} as const satisfies Fields;

/** The status of a copy. */
export const copiedStatus = {
  type: 'choice',
  label: 'Status',
  description: 'Whether the copy runs by its schedule or waits as a draft',
  prominent: true,
  default: KEEP,
  options: [active, draft, keep('The copy takes over what its source has')],
} as const satisfies Field;

/** The status that an update gives (4.3 names all four). */
export const changedStatus = {
  type: 'choice',
  label: 'Status',
  description: 'Status of the campaign; an active one runs by its schedule, and with Now as soon as it is saved',
  prominent: true,
  default: KEEP,
  options: [
    active,
    draft,
    { value: 'finished', label: 'Finished', description: 'Over' },
    keep('The status stays what it is'),
    { value: 'stopped', label: 'Stopped', description: 'Does not run until it is launched again' },
  ],
} as const satisfies Field;
