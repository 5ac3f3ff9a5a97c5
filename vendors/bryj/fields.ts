import type { Field } from '../../engine';

/** Fields that several operations share. */
export const campaignId = {
  type: 'text',
  label: 'Campaign ID',
  description: 'Identifier of a launched API Trigger campaign',
  required: true,
  inPath: true,
  isTarget: true,
  placeholder: 'e.g. CMP_Dl3Egjp4HA',
  todo: 'Copy it from the campaign\'s actions in GROW ("Copy campaign ID").',
} as const satisfies Field;

export const requestId = {
  type: 'text',
  label: 'Request ID',
  description: 'Identifier returned by Trigger',
  required: true,
  inPath: true,
  placeholder: 'e.g. 4c74a153ff6f31c7ac75480e06373d6b',
  todo: 'Use the request ID that Trigger returned.',
} as const satisfies Field;
