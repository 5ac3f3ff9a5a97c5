import { isObject, operation, promised, segment } from '../../../engine';
import { headersOf } from '../account';
import { idDoubts, requestId, samples, transactionalCampaign } from '../fields';

/** The document's own example. */
const result = {
  campaign_identifier: 'CGN_ACMECORP_1401106808015',
  messages: [
    { user_id: 'john365', template_variables: { lastname: 'Doe', firstname: 'John', contractNumber: 'ABC56' } },
    { user_id: 'duce23', template_variables: { lastname: 'Duce', firstname: 'JC', contractNumber: '234AE' } },
  ],
};

/** Cancel a batch: FollowAnalytics campaigns API, "Cancel a batch". */
export const cancel = operation({
  label: 'Cancel',
  action: 'Cancel batch',
  description: 'Cancel a scheduled request before it is sent, and get its messages back',
  docs: 'FollowAnalytics campaigns API, "Cancel a batch"',
  verb: 'cancelRequest',
  fields: { campaign_id: transactionalCampaign, request_id: requestId },
  warn: ({ campaign_id }) => idDoubts(campaign_id),
  retry: 'idempotent',
  returns: 'object',
  request: ([{ campaign_id, request_id }], { credential }) => ({
    method: 'PUT',
    path: `/api/campaigns/${segment(campaign_id)}/request/${segment(request_id)}/cancel`,
    headers: headersOf(credential),
  }),
  parse({ body }, [{ request_id }]) {
    const batch = promised(body, 'result');
    const { campaign_identifier = null, messages = [] } = isObject(batch) ? batch : {};
    return { one: { campaign_identifier, request_id, messages } };
  },
  recover: ({ code }, [{ request_id }], again) =>
    again && code === 'conflict'
      ? {
          one: { campaign_identifier: null, request_id, messages: [] },
          warnings: ['Its messages were in the answer that was lost. If the request was already being sent, it was not canceled; check its report.'],
        }
      : undefined,
  sameNames: { campaign_identifier: 'campaign_id' },
  sample: { campaign_identifier: result.campaign_identifier, request_id: 'demo-scheduled-request', messages: result.messages },
  sampleReply: { success: true, result },
  sampleInputs: [
    { campaign_id: samples.transactional, request_id: 'demo-scheduled-request' },
    { campaign_id: samples.transactional, request_id: 'demo-scheduled-request' },
  ],
});
