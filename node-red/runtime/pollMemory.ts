import { isObject, type PollState } from '../../engine';
import { slotsOf } from './contextStore';
import type { Node, Red } from './nodeRedTypes';

/** Keys in the node's context. */
const STATE = 'poll';
const REQUESTS = 'requests';

/** What a polling node stores in its context. */
export interface PollMemory {
  /** The trigger's state. */
  state(): Promise<PollState | undefined>;
  keep(state: PollState | undefined): Promise<void>;
  /** Requests named by messages, until they are finished. */
  requests(): Promise<readonly string[]>;
  keepRequests(ids: readonly string[]): Promise<void>;
}

/** The values stored in a context store; the default store if none is named. */
export const pollMemoryOf = (red: Red, node: Node, store: string | undefined): PollMemory => {
  const slots = slotsOf(red, node, store);
  return {
    async state() {
      const state = await slots.get(STATE);
      return isObject(state) && typeof state.of === 'string' ? (state as unknown as PollState) : undefined;
    },
    keep: (state) => slots.set(STATE, state),
    async requests() {
      const ids = await slots.get(REQUESTS);
      return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
    },
    keepRequests: (ids) => slots.set(REQUESTS, ids),
  };
};
