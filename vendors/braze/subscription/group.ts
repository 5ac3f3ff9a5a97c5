import type { Field } from '../../../engine';

/** No endpoint lists the groups of a workspace, so that the identifier can only be copied. */
export const groupId = {
  type: 'text',
  label: 'Subscription Group ID',
  description: "Identifier of the group; the dashboard's page of subscription groups shows it",
  required: true,
  isTarget: true,
  placeholder: 'e.g. 4f0ef2fe-0b0d-4a5a-8d0f-3c0f0f8f9f10',
  todo: "Copy the identifier from the dashboard's page of subscription groups.",
} as const satisfies Field;
