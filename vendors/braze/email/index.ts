import { getUnsubscribes } from './getUnsubscribes';
import { removeBounces, removeSpam } from './remove';
import { setStatus } from './setStatus';

/** Braze document, "Email Sync". */
export const email = { label: 'Email', operations: { getUnsubscribes, removeBounces, removeSpam, setStatus } };
