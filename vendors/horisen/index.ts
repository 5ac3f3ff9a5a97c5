import { vendor } from '../../engine';
import { auth, baseUrl, credential } from './account';
import { campaign } from './campaign';
import { readFailure } from './errors';

import { triggers } from './triggers';

/** HORISEN Business Messenger: its Campaign API. */
export const horisen = vendor({
  id: 'horisen',
  label: 'HORISEN',
  description: 'Create, clone, launch, stop and list HORISEN Business Messenger campaigns for SMS, RCS, email, web push, WhatsApp, Viber and Telegram',
  docs: 'https://developers.horisen.com/en/campaign-api',
  color: '#C8E3D4',
  credential,
  baseUrl,
  auth,
  check: {
    by: 'campaign.getMany',
    proves: 'The client credentials are valid, this IP address is allowed to use them, and the campaigns of the service can be listed.',
  },
  readFailure,
  // No limits are documented; a 429 is waited for as it says.
  readQuota: () => ({}),
  quotas: {},
  patience: { attempts: 4, timeoutMs: 60_000, longestRetryWaitMs: 5 * 60_000 },
  resources: { campaign },
  triggers,
});
