import type { OperationView } from '../server/views';

/** What faults can be switched on for. */
export const operations: readonly OperationView[] = [
  { label: 'Track users', path: '/users/track' },
  { label: 'Delete users', path: '/users/delete' },
  { label: 'Aliases', path: '/users/alias/' },
  { label: 'Identify users', path: '/users/identify' },
  { label: 'Merge users', path: '/users/merge' },
  { label: 'External IDs', path: '/users/external_ids/' },
  { label: 'Subscription groups', path: '/subscription/' },
  { label: 'Export users', path: '/users/export' },
  { label: 'Send messages', path: '/messages/send' },
  { label: 'Schedule messages', path: '/messages/schedule' },
  { label: 'Trigger campaign', path: '/campaigns/trigger' },
  { label: 'Trigger Canvas', path: '/canvas/trigger' },
  { label: 'Send transactional email', path: '/transactional/' },
  { label: 'Live Activities', path: '/live_activity/' },
  { label: 'Create send ID', path: '/sends/id/' },
  { label: 'Email lists', path: '/email/' },
  { label: 'Catalogs', path: '/catalogs' },
  { label: 'Lists', path: '/list' },
  { label: 'Series', path: '/data_series' },
  { label: 'Export file', path: '/\\/braze\\/_files|braze-exports/' },
];
