import type { Field } from '../../../engine';

export const integrationId = {
  type: 'choice',
  label: 'Integration',
  description: "The integration's identifier",
  required: true,
  inPath: true,
  loadOptions: { operation: 'cdi.getMany', value: 'integration_id', label: 'integration_name' },
  todo: 'Choose an integration from the list, or copy its identifier from the dashboard.',
} as const satisfies Field;

export const sampleIntegration = 'cd100000-0000-4000-8000-000000000001';

/** The page of the list of syncs. */
export const jobsPath = (segment: string): string => `/cdi/integrations/${segment}/job_sync_status`;
