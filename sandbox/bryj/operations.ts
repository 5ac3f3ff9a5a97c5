import type { OperationView } from '../server/views';

/** What faults can be switched on for. */
export const operations: readonly OperationView[] = [
  { label: 'Sign in', path: '/bryj/users/sign_in' },
  { label: 'Trigger', method: 'POST', path: '/bryj/api/campaigns/trigger' },
  { label: 'Cancel', method: 'PUT', path: '/cancel' },
  { label: 'Scheduled list', path: '/request/scheduled' },
  { label: 'Report', path: '/bryj/api/campaigns/report' },
  { label: 'Report file', path: '/bryj-s3' },
];
