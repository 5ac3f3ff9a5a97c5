import { operation } from '../../../engine';
import { promisedStatus } from '../accepted';
import { endpoint } from '../endpoint';
import { MOST_IN_ONE_REQUEST } from '../identifiers';
import { laidOut } from '../nonFatal';
import { email } from './address';

const { path, permission, quota } = endpoint('/email/status');

/** Changing Email Subscription Status: Braze document, "Email Sync". */
export const setStatus = operation({
  label: 'Set Status',
  action: 'Set email subscription status',
  description: 'Subscribe or unsubscribe email addresses. If no user has the address yet, Braze remembers the status until one does',
  docs: 'Braze document, "Changing Email Subscription Status"',
  fields: {
    email,
    subscription_state: {
      type: 'choice',
      label: 'Subscription State',
      description: 'New subscription state of the addresses',
      required: true,
      default: 'unsubscribed',
      options: [
        { value: 'opted_in', label: 'Opted In', description: 'Explicitly opted in to email' },
        { value: 'subscribed', label: 'Subscribed', description: 'Neither opted in nor opted out' },
        { value: 'unsubscribed', label: 'Unsubscribed', description: 'Explicitly opted out of email' },
      ],
    },
  },
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  batch: { max: MOST_IN_ONE_REQUEST, splitBy: ['email'], sameIn: ['subscription_state'] },
  request: (inputs) => ({
    method: 'POST',
    path,
    body: { json: { email: inputs.flatMap((input) => input.email), subscription_state: inputs[0].subscription_state } },
  }),
  parse(reply, inputs) {
    const status = promisedStatus(reply);
    return laidOut(
      reply,
      'email',
      inputs.map((input) => ({ email: input.email[0] ?? '', subscription_state: input.subscription_state, status })),
    );
  },
  sample: { email: 'bob@example.com', subscription_state: 'unsubscribed', status: 'processed' },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { email: ['bob@example.com'], subscription_state: 'unsubscribed' },
    { email: ['bob@example.com', 'demo-0001@example.com'], subscription_state: 'opted_in' },
  ],
});
