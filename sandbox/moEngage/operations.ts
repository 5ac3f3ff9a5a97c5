import type { OperationView } from '../server/views';

/** What faults can be switched on for. */
export const operations: readonly OperationView[] = [{ label: 'Send push', method: 'POST', path: '/transaction/sendpush' }];
