import { AsyncLocalStorage } from 'node:async_hooks';
import type { WireEntry } from './journal';

/** The request that is being processed, so that what it makes can be linked to it without passing it through every vendor's code. */
export const currentRequest = new AsyncLocalStorage<WireEntry>();
