import type { OperationView } from '../server/views';

/** What faults can be switched on for. */
export const operations: readonly OperationView[] = [
  { label: 'Access token', method: 'POST', path: '/oauth2/access-token' },
  { label: 'Create campaign', method: 'POST', path: '/\\/campaigns$/' },
  { label: 'List campaigns', method: 'GET', path: '/\\/campaigns(\\?|$)/' },
  { label: 'Get campaign', method: 'GET', path: '/\\/campaigns\\/[^/]+$/' },
  { label: 'Update campaign', method: 'PUT', path: '/campaigns/' },
  { label: 'Set status', method: 'PATCH', path: '/campaigns/' },
  { label: 'Delete campaign', method: 'DELETE', path: '/campaigns/' },
];
