import type { Fields } from '../../../engine';
import { campaignChoice, serviceUuid } from '../fields';
import { updatedFields } from './wholeFields';

/** HORISEN Campaign API, 4.3 "CampaignUpdate", and whether the rest stays unchanged. */
export const updateFields = {
  service_uuid: serviceUuid,
  campaign_uuid: campaignChoice,
  change_only: {
    type: 'boolean',
    label: 'Change Only These Fields',
    description: 'Whether to leave everything that is not set here unchanged; if off, the whole campaign is replaced',
    prominent: true,
    default: true,
  },
  ...updatedFields,
} as const satisfies Fields;
