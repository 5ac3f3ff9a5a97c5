import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { authenticateOf, credentialPropertiesOf, testOf } from '../nodes/shared';
import { braze } from '../vendors/braze';

export class BrazeApi implements ICredentialType {
  name = 'brazeApi';

  displayName = 'Braze API';

  icon: Icon = { light: 'file:../icons/braze.svg', dark: 'file:../icons/braze.dark.svg' };

  documentationUrl = 'https://www.braze.com/docs/api/api_key/';

  properties: INodeProperties[] = credentialPropertiesOf(braze);

  authenticate = authenticateOf(braze);

  test: ICredentialTestRequest = testOf(braze);
}
