import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { authenticateOf, credentialPropertiesOf, preAuthenticationOf, testOf } from '../nodes/shared';
import { followAnalytics } from '../vendors/followAnalytics';

export class FollowAnalyticsApi implements ICredentialType {
  name = 'followAnalyticsApi';

  displayName = 'FollowAnalytics API';

  icon: Icon = { light: 'file:../icons/followAnalytics.svg', dark: 'file:../icons/followAnalytics.dark.svg' };

  documentationUrl = 'https://dev.followanalytics.com/platform-apis/api-overview/';

  properties: INodeProperties[] = credentialPropertiesOf(followAnalytics);

  preAuthentication = preAuthenticationOf(followAnalytics);

  authenticate = authenticateOf(followAnalytics);

  test: ICredentialTestRequest = testOf(followAnalytics);
}
