import { cleanUp } from '../cleanUp';
import { endpoint } from '../endpoint';
import { addresses } from './address';

/** Removing Hard Bounces: Braze document, "Email Sync". */
export const removeBounces = cleanUp({
  ...addresses,
  endpoint: endpoint('/email/bounce/remove'),
  label: 'Remove Bounces',
  action: 'Remove email bounces',
  description: 'Remove email addresses from the hard bounce list, at Braze and at its email provider, so that they receive email again',
  docs: 'Braze document, "Removing Hard Bounces"',
  done: 'removed',
});

/** Removing Spam: Braze document, "Email Sync". */
export const removeSpam = cleanUp({
  ...addresses,
  endpoint: endpoint('/email/spam/remove'),
  label: 'Remove Spam',
  action: 'Remove email spam reports',
  description: 'Remove email addresses from the spam report list, at Braze and at its email provider',
  docs: 'Braze document, "Removing Spam"',
  done: 'removed',
});
