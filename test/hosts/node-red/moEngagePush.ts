import { choice, choices, fromMsg, group, str, type FlowNode, type Values } from './bench';

/** A push to one user of the message, at once; `values` and `over` take the place of what it has. */
export const push = (values: Values = {}, over: Values = {}): FlowNode => ({
  id: 'n',
  z: 'f',
  type: 'campaign-create',
  vendor: 'moEngage',
  operation: 'push.send',
  values: {
    campaignName: str('order-shipped'),
    targetAudience: choice('User'),
    attribute: choice('USER_ATTRIBUTE_UNIQUE_ID'),
    comparisonParameter: choice('is'),
    attributeValue: fromMsg('payload.id'),
    targetPlatform: choices('ANDROID'),
    specify: choice('form'),
    android: group({ title: str('Your order'), message: fromMsg('payload.text') }),
    type: choice('soon'),
    ...values,
  },
  version: 1,
  wires: [['out']],
  ...over,
});
