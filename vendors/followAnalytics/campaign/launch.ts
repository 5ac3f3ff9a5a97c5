import { isObject, operation, promised, segment, type Json } from '../../../engine';
import { headersOf } from '../account';
import { draftCampaign, idDoubts, samples } from '../fields';
import { getRequest } from '../query';
import { campaignsIn, PAGE, stateOf } from './rows';

/** No answer is documented: an empty one and the usual envelope are successes. For anything else, the state is looked up. */
const isAccepted = (body: Json): boolean => body === null || body === '' || (isObject(body) && (body.success === true || Object.keys(body).length === 0));

/** Launch a draft: FollowAnalytics campaigns API, "Campaign creation". */
export const launch = operation({
  label: 'Launch',
  action: 'Launch campaign',
  description: 'Launch a draft campaign: classic and dynamic campaigns are sent to their audience, transactional campaigns can be triggered soon after',
  docs: 'FollowAnalytics campaigns API, "Campaign creation"',
  verb: 'launchCampaign',
  fields: { campaign_id: draftCampaign },
  warn: ({ campaign_id }) => idDoubts(campaign_id),
  retry: 'send',
  ifUnknown: "Check with 'Get Many' of campaigns, or on the platform, whether it is still a draft before you launch it again.",
  returns: 'object',
  request: ([{ campaign_id }], { credential }) => ({
    method: 'PUT',
    path: `/api/campaign/${segment(campaign_id)}/launch`,
    headers: headersOf(credential),
  }),
  parse({ body }, [{ campaign_id }]) {
    if (!isAccepted(body)) promised(body, 'success');
    return { one: { campaign_id, status: 'launched' } };
  },
  reconcile: {
    // Launching makes it one of the most recently updated.
    request: (_, context) => getRequest('/api/campaigns', { limit: PAGE, order: 'updated_at' }, context),
    parse(reply, [{ campaign_id }], { wasAnswered }) {
      if (!isObject(reply.body) || !Array.isArray(reply.body.result)) return undefined;
      const campaign = campaignsIn(reply).find(({ identifier }) => identifier === campaign_id);
      const status = campaign && stateOf(campaign);
      if (!status) return undefined;
      if (status !== 'draft') return { one: { campaign_id, status: 'launched' } };
      // An answered launch may still take effect later.
      if (wasAnswered) return undefined;
      return {
        failure: {
          code: 'rejected',
          reached: 'no',
          field: 'campaign_id',
          message: `The campaign ${campaign_id} was not launched: no answer came, and it is still a draft.`,
          todo: 'Launch it again.',
        },
      };
    },
  },
  sample: { campaign_id: samples.draft, status: 'launched' },
  sampleReply: { success: true },
  sampleInputs: [{ campaign_id: samples.draft }, { campaign_id: samples.draft }],
});
