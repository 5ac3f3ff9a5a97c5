import type { Fields } from '../../../engine';
import { campaignChoice, serviceUuid } from '../fields';
import { changedFields, changedStatus } from './wholeFields';

/** HORISEN Campaign API, 4.3 "CampaignUpdate", and whether the rest stays what it is. */
export const updateFields = {
  service_uuid: serviceUuid,
  campaign_uuid: campaignChoice,
  change_only: {
    type: 'boolean',
    label: 'Change Only These Fields',
    description: 'Whether all that is not given here stays what it is; otherwise the campaign is replaced as a whole',
    prominent: true,
    default: true,
  },
  status: changedStatus,
  ...changedFields,
} as const satisfies Fields;
