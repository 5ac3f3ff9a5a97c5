import { block } from './block';
import { getHardBounces } from './getHardBounces';
import { getUnsubscribes } from './getUnsubscribes';
import { removeBounces, removeSpam } from './remove';
import { setStatus } from './setStatus';

/** Braze document, "Email Sync"; hard bounces and the blocklist are in Braze's pages only. */
export const email = { label: 'Email', operations: { getUnsubscribes, getHardBounces, removeBounces, removeSpam, setStatus, block } };
