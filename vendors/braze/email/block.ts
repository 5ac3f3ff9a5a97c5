import { cleanUp } from '../cleanUp';
import { endpoint } from '../endpoint';
import { onlyToday } from '../onlyToday';
import { addresses } from './address';

/** Blocklist emails. The endpoint has a new name; its permission keeps the old one. */
export const block = cleanUp({
  ...addresses,
  endpoint: endpoint('/email/blocklist', { permission: 'email.blacklist' }),
  label: 'Block',
  action: 'Block email addresses',
  description: 'Unsubscribe email addresses and mark them as hard bounced',
  docs: 'Braze, "Blocklist emails"',
  onlyWith: onlyToday('the block list'),
  done: 'blocked',
  confirm: {
    field: {
      type: 'boolean',
      label: 'Block Addresses',
      description: 'Whether to unsubscribe the addresses and mark them as hard bounced, so that they receive no more email',
      required: true,
      todo: 'Turn it on to confirm that the addresses will receive no more email.',
    },
    what: 'blocked addresses receive no more email',
  },
});
