import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { authenticateOf, credentialPropertiesOf, testOf } from '../nodes/shared';
import { moEngage } from '../vendors/moEngage';

export class MoEngageApi implements ICredentialType {
  name = 'moEngageApi';

  displayName = 'MoEngage API';

  icon: Icon = { light: 'file:../icons/moEngage.svg', dark: 'file:../icons/moEngage.dark.svg' };

  documentationUrl = 'https://www.moengage.com/docs/api/push/push-overview';

  properties: INodeProperties[] = credentialPropertiesOf(moEngage);

  authenticate = authenticateOf(moEngage);

  test: ICredentialTestRequest = testOf(moEngage);
}
