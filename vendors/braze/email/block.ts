import { operation } from '../../../engine';
import { promisedStatus } from '../accepted';
import { unconfirmed } from '../confirm';
import { endpoint } from '../endpoint';
import { MOST_IN_ONE_REQUEST } from '../identifiers';
import { laidOut } from '../nonFatal';
import { email } from './address';

/** The endpoint has a new name; its permission keeps the old one. */
const { path, permission, quota } = endpoint('/email/blocklist', { permission: 'email.blacklist' });

const confirm = {
  type: 'boolean',
  label: 'Block Addresses',
  description: 'Whether to unsubscribe the addresses and mark them as hard bounced, so that they receive no more email',
  required: true,
  todo: 'Turn it on to confirm that the addresses will receive no more email.',
} as const;

/** Blocklist emails. */
export const block = operation({
  label: 'Block',
  action: 'Block email addresses',
  description: 'Unsubscribe email addresses and mark them as hard bounced',
  docs: 'Braze, "Blocklist emails"',
  fields: { email, confirm },
  check: ({ confirm: isOn }) => unconfirmed(confirm, isOn, 'blocked addresses receive no more email'),
  retry: 'idempotent',
  permission,
  quota,
  returns: 'object',
  batch: { max: MOST_IN_ONE_REQUEST, splitBy: ['email'] },
  request: (inputs) => ({ method: 'POST', path, body: { json: { email: inputs.flatMap((input) => input.email) } } }),
  parse(reply, inputs) {
    const status = promisedStatus(reply);
    return laidOut(
      reply,
      'email',
      inputs.map((input) => ({ email: input.email[0] ?? '', blocked: true, status })),
    );
  },
  sample: { email: 'bob@example.com', blocked: true, status: 'processed' },
  sampleReply: { message: 'success' },
  sampleInputs: [
    { email: ['bob@example.com'], confirm: true },
    { email: ['bob@example.com', 'demo-0001@example.com'], confirm: true },
  ],
});
