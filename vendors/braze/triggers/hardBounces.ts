import { getHardBounces } from '../email/getHardBounces';
import { listedTrigger } from './listed';

/** Query hard bounced emails. */
export const hardBounces = listedTrigger({
  label: 'Hard Bounces',
  action: 'On new hard bounces',
  description: 'Return each email address that hard bounces, which Braze then sends no more email to',
  things: 'hard bounces',
  operation: 'email.getHardBounces',
  definition: getHardBounces,
  time: 'hard_bounced_at',
  key: 'email',
  shape: ({ email = null }) => ({ event: 'hardBounced', email }),
});
