import { isObject, operation, promised, segment, type JsonObject } from '../../engine';
import { GROW_MEMBER } from './account';
import { requestId } from './fields';
import { simplifyRequest } from './scheduled';

/** The document's own example, whose epochs are real dates. */
const example = {
  request_id: '4c74a153ff6f31c7ac75480e06373d6b',
  campaign_id: 'CMP_Dl3Egjp4HA',
  requested_at: 1652281434,
  to_be_send_at: 1654514804,
  Messages: {
    campaign_identifier: 'CGN_ACMECORP_1401106808015',
    messages: [{ user_id: 'john365', template_variables: { lastname: 'Doe', firstname: 'John', contractNumber: 'ABC56' } }],
  },
};

/** Cancel a request: API Trigger Campaigns Endpoint, "Cancel a request". */
export const cancel = operation({
  label: 'Cancel',
  action: 'Cancel batch',
  description: 'Cancel a scheduled request before it is sent. Less than 5 minutes before the send time, this may be too late for some or all recipients',
  docs: 'API Trigger Campaigns Endpoint, "Cancel a request"',
  verb: 'cancelRequest',
  permission: GROW_MEMBER,
  fields: { request_id: requestId },
  retry: 'idempotent',
  returns: 'object',
  request: ([{ request_id }]) => ({ method: 'PUT', path: `/api/campaigns/request/${segment(request_id)}/cancel` }),
  parse(reply, [input]) {
    promised(reply.body, 'request_id');
    return { one: { cancelled: true, ...(reply.body as JsonObject), request_id: input.request_id } };
  },
  // Somebody, or an earlier try whose answer was lost, has already canceled it.
  recover: ({ code, details }, [input]) =>
    code === 'conflict' && isObject(details) && /already canceled/.test(String(details.answer))
      ? { one: { cancelled: true, already_cancelled: true, request_id: input.request_id } }
      : undefined,
  simplify: simplifyRequest,
  sample: { cancelled: true, ...example },
  sampleReply: example,
  sampleInputs: [{ request_id: '4c74a153ff6f31c7ac75480e06373d6b' }, { request_id: '4c74a153ff6f31c7ac75480e06373d6b' }],
});
