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
  searchWords: ['Business Messenger', 'push', 'web push', 'SMS', 'RCS', 'email', 'WhatsApp', 'Viber', 'Telegram'],
  docs: 'https://developers.horisen.com/en/campaign-api',
  color: '#C8E3D4',
  credential,
  baseUrl,
  auth,
  sandbox: {
    platform: 'custom',
    api_url: '{sandbox}/horisen/news/v1',
    token_url: '{sandbox}/horisen/oauth2/access-token',
    client_id: 'demo-client',
    client_secret: 'demo-secret',
    service_uuid: '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11',
  },
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
