import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { authenticateOf, credentialPropertiesOf, preAuthenticationOf, testOf } from '../nodes/shared';
import { bryj } from '../vendors/bryj';

export class BryjApi implements ICredentialType {
  name = 'bryjApi';

  displayName = 'Bryj API';

  icon: Icon = { light: 'file:../icons/bryj.svg', dark: 'file:../icons/bryj.dark.svg' };

  documentationUrl = 'https://support.bryj.ai/docs/developer-guides/api/authentication-endpoint/';

  properties: INodeProperties[] = credentialPropertiesOf(bryj);

  preAuthentication = preAuthenticationOf(bryj);

  authenticate = authenticateOf(bryj);

  test: ICredentialTestRequest = testOf(bryj);
}
