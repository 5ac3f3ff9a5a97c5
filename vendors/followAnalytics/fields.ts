import type { Field } from '../../engine';

/** The document's own identifiers. */
export const samples = {
  app: 'FAAPPLI_0VDvT50',
  draft: 'FACMPGN_vRvb99Xme2IeHj',
  transactional: 'FACMPGN_fQq2YaB9vrJQuDid',
  request: 'A_UNIQUE_REQUEST_ID',
} as const;

/** Every path takes the `campaign_id` returned by the creation, "FACMPGN_..." (FollowAnalytics campaigns API, "campaign_id should be used here"). */
const campaignId = {
  type: 'choice',
  label: 'Campaign ID',
  required: true,
  inPath: true,
  todo: 'Choose a campaign from the list, or enter the campaign_id that Create returned; it starts with FACMPGN_.',
} as const;

const from = { operation: 'campaign.getMany', value: 'identifier', label: 'name', about: 'app_id' } as const;

/** A campaign that was created but not launched yet. */
export const draftCampaign = {
  ...campaignId,
  description: 'The draft campaign to launch, by its campaign_id',
  placeholder: samples.draft,
  loadOptions: { ...from, input: { status: ['draft'] } },
} as const satisfies Field;

/** A campaign that messages can be sent with: "as long as the campaign is still running" ("Transactional campaign"). */
export const runningCampaign = {
  ...campaignId,
  description: 'The transactional campaign to send, by its campaign_id; it must be launched and still running',
  placeholder: samples.transactional,
  loadOptions: { ...from, input: { workflow_types: ['transactional'], status: ['ongoing'] } },
} as const satisfies Field;

/** A campaign that messages were sent with, whatever its state now. */
export const transactionalCampaign = {
  ...campaignId,
  description: 'The transactional campaign, by its campaign_id',
  placeholder: samples.transactional,
  loadOptions: { ...from, input: { workflow_types: ['transactional'] } },
} as const satisfies Field;

export const requestId = {
  type: 'text',
  label: 'Request ID',
  description: 'Identifier returned by Trigger',
  required: true,
  inPath: true,
  placeholder: samples.request,
  todo: 'Use the request ID that Trigger returned.',
} as const satisfies Field;

/** A warning about an ID of the other kind, the `campaign_api_identifier` that a transactional campaign has in addition to its `campaign_id`. */
export const idDoubts = (...ids: readonly string[]): readonly string[] =>
  ids
    .filter((id) => id.startsWith('CGN_'))
    .map((id) => `'${id}' looks like a campaign_api_identifier; FollowAnalytics expects the campaign_id, which starts with FACMPGN_.`);
