import { getUnsubscribes } from '../email/getUnsubscribes';
import { listedTrigger } from './listed';

/** Querying Unsubscribed Emails: Braze document, "Email Sync". */
export const unsubscribes = listedTrigger({
  label: 'Unsubscribes',
  action: 'On new unsubscribes',
  description: 'Return each address that unsubscribes from email',
  things: 'unsubscribes',
  operation: 'email.getUnsubscribes',
  definition: getUnsubscribes,
  time: 'unsubscribed_at',
  key: 'email',
  shape: ({ email = null }) => ({ event: 'unsubscribed', email }),
});
