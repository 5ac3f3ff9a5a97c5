import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { authenticateOf, credentialPropertiesOf, preAuthenticationOf, testOf } from '../nodes/shared';
import { horisen } from '../vendors/horisen';

export class HorisenApi implements ICredentialType {
  name = 'horisenApi';

  displayName = 'HORISEN API';

  icon: Icon = { light: 'file:../icons/horisen.svg', dark: 'file:../icons/horisen.dark.svg' };

  documentationUrl = 'https://developers.horisen.com/en/campaign-api';

  properties: INodeProperties[] = credentialPropertiesOf(horisen);

  preAuthentication = preAuthenticationOf(horisen);

  authenticate = authenticateOf(horisen);

  test: ICredentialTestRequest = testOf(horisen);
}
