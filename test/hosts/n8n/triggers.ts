import type { INodeParameters } from 'n8n-workflow';
import { picked } from './stage';

/** Campaigns of the sandbox that Braze's API triggers: one that sends, and one that is paused. */
export const CAMPAIGN = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
export const PAUSED = '55555555-5555-4555-8555-555555555555';

/** The path of the request. */
export const TRIGGER = '/campaigns/trigger/send';

/** People of a campaign, each an item. */
export const trigger: INodeParameters = {
  resource: 'campaign',
  operation: 'trigger',
  campaignId: picked(CAMPAIGN),
  recipientsFrom: 'items',
  userColumn: 'user',
  variables: 'none',
};
