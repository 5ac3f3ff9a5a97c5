import { changeTrigger, isBlank, type JsonObject } from '../../../engine';
import { getMany } from '../campaign/getMany';
import { samples, serviceProblems, serviceUuid } from '../fields';

const { sending_type } = getMany.fields as { readonly sending_type: (typeof getMany.fields)[string] };

/** HORISEN Campaign API, 3.2 "Get a List of Campaigns" and 4.4 "CampaignResponse" (status, last_dt). */
const status = changeTrigger({
  vendor: 'horisen',
  docs: getMany.docs,
  operation: 'campaign.getMany',
  fields: { service_uuid: serviceUuid, sending_type },
  check: (input, context) => serviceProblems(input as { service_uuid?: string }, context),
  input: (chosen) => chosen as JsonObject,
  id: (row) => String((row as JsonObject).uuid ?? ''),
  status: (row) => String((row as JsonObject).status ?? '').toLowerCase(),
  createdAt: (row) => Date.parse(String((row as JsonObject).created_dt)),
  lastRun: (row) => {
    const { last_dt } = row as JsonObject;
    return isBlank(last_dt) ? undefined : String(last_dt);
  },
  over: ['finished'],
  finished: 'finished',
  about: (row) => {
    const { name = null, sending_type: channel = null, updated_dt = null } = row as JsonObject;
    return { name, channel, changedAt: updated_dt };
  },
  sample: getMany.sample,
  full: { service_uuid: samples.service, sending_type: 'sms' },
});

export const triggers = { status };
