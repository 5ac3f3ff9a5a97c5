import type { OperationView } from '../server/views';

/** What faults can be switched on for. */
export const operations: readonly OperationView[] = [
  { label: 'Sign in', path: '/api/login' },
  { label: 'Create campaign', method: 'POST', path: '/\\/api\\/campaign$/' },
  { label: 'Launch campaign', path: '/launch' },
  { label: 'List campaigns', method: 'GET', path: '/\\/api\\/campaigns(\\?|$)/' },
  { label: 'Trigger', method: 'POST', path: '/api/campaigns/trigger' },
  { label: 'Cancel', path: '/cancel' },
  { label: 'Report', path: '/\\/api\\/campaigns\\/request\\?/' },
  { label: 'Hits', path: '/hits' },
  { label: 'Files', path: '/follow-analytics-files' },
];
