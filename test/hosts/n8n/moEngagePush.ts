import type { INodeParameters } from 'n8n-workflow';

/** A push to one user, now. */
export const toOne: INodeParameters = {
  campaignName: 'order-shipped',
  targetAudience: 'User',
  attribute: 'USER_ATTRIBUTE_UNIQUE_ID',
  comparisonParameter: 'is',
  attributeValue: 'demo-0001',
  targetPlatform: ['ANDROID'],
  specify: 'form',
  android: { title: 'Your order', message: 'It is on its way' },
  type: 'soon',
};
