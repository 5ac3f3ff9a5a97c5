import { operation, readDate, type CheckContext, type Input } from '../../../engine';
import { promisedStatus } from '../accepted';
import { endpoint } from '../endpoint';
import { MOST_IN_ONE_REQUEST } from '../identifiers';
import { laidOut } from '../nonFatal';

const { path, permission, quota } = endpoint('/push_notification/remove');

/** Push Token Removal Object. */
const columns = {
  app_id: {
    type: 'text',
    label: 'App ID',
    description: 'Identifier of the app that the token belongs to',
    required: true,
    placeholder: 'e.g. 3bbc4555-8fa0-4c9b-a5c0-4505edf3e064',
    todo: 'Copy the app identifier from the Developer Console.',
  },
  token: {
    type: 'text',
    label: 'Token',
    description: 'The push token to remove',
    required: true,
    todo: 'Enter a push token in every row.',
  },
  from_apns_feedback_service: {
    type: 'boolean',
    label: 'From APNs Feedback Service',
    description: "Whether the token was reported by Apple's feedback service",
  },
  uninstalled_at: {
    type: 'dateTime',
    label: 'Uninstalled At',
    description: "When Apple's feedback service reported that the app was no longer on the device",
  },
} as const;

type Removal = Input<typeof columns>;

const removalOf = ({ app_id, token, from_apns_feedback_service, uninstalled_at }: Removal, { timeZone }: CheckContext) => ({
  app_id,
  token,
  ...(from_apns_feedback_service !== undefined && { from_apns_feedback_service }),
  ...(uninstalled_at !== undefined && { uninstalled_at: Math.floor(readDate(uninstalled_at, timeZone)!.toSeconds()) }),
});

/** Push Notification Removal: Braze document, "Push Notification Removal". */
export const remove = operation({
  label: 'Remove',
  action: 'Remove push tokens',
  description: "Legacy: remove push tokens and record uninstalls reported by Apple's feedback service; no longer in Braze's documentation",
  docs: 'Braze document, "Push Notification Removal"',
  fields: {
    push_tokens: {
      type: 'rows',
      label: 'Push Tokens',
      description: `The tokens to remove; more than ${MOST_IN_ONE_REQUEST} are split across several requests, and tokens of several items share a request`,
      required: true,
      columns,
      todo: 'Add at least one push token.',
    },
  },
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  batch: { max: MOST_IN_ONE_REQUEST, splitBy: ['push_tokens'] },
  request: (inputs, context) => ({
    method: 'POST',
    path,
    body: { json: { push_tokens: inputs.flatMap(({ push_tokens }) => push_tokens.map((each) => removalOf(each, context))) } },
  }),
  parse(reply, inputs) {
    const status = promisedStatus(reply);
    return laidOut(
      reply,
      'push_tokens',
      inputs.map(({ push_tokens }) => ({ app_id: push_tokens[0]?.app_id ?? '', token: push_tokens[0]?.token ?? '', removed: true, status })),
    );
  },
  sample: { app_id: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064', token: 'abcd', removed: true, status: 'processed' },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { push_tokens: [{ app_id: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064', token: 'abcd' }] },
    {
      push_tokens: [
        { app_id: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064', token: 'abcd', from_apns_feedback_service: true, uninstalled_at: '2016-08-25T15:24:32+00:00' },
        { app_id: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064', token: 'efgh' },
      ],
    },
  ],
});
