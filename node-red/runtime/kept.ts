import { isObject, type PollState } from '../../engine';
import type { Node, Red } from './red';

/** Keys in the node's context. */
const STATE = 'poll';
const REQUESTS = 'requests';

/** What a node that polls keeps in its context. */
export interface Kept {
  /** Where it stands. */
  state(): Promise<PollState | undefined>;
  keep(state: PollState | undefined): Promise<void>;
  /** Requests that messages named, until they are done with. */
  requests(): Promise<readonly string[]>;
  keepRequests(ids: readonly string[]): Promise<void>;
}

/** What nodes of a Node-RED without any context store keep, by node and key. */
type Bridge = Map<string, Map<string, unknown>>;
const bridges = new WeakMap<Red, Bridge>();

const hasStores = ({ settings }: Red): boolean => isObject(settings.contextStorage) && Object.keys(settings.contextStorage).length > 0;

/**
 * Where no context store is set up, Node-RED throws a node's context away with each deploy, and the node would begin anew; what is kept then
 * stays here instead, as long as Node-RED runs.
 */
const bridgeOf = (red: Red): Bridge => {
  const bridge: Bridge = bridges.get(red) ?? new Map<string, Map<string, unknown>>();
  bridges.set(red, bridge);
  return bridge;
};

/** A node was removed for good. */
export const forgetKept = (red: Red, { id }: Node): void => void bridgeOf(red).delete(id);

/** The values that are kept in a context store; the default store if none is named. */
export const keptOf = (red: Red, node: Node, store: string | undefined): Kept => {
  const bridge = hasStores(red) ? undefined : bridgeOf(red);
  const own = bridge?.get(node.id) ?? new Map<string, unknown>();
  bridge?.set(node.id, own);
  const get = async (key: string): Promise<unknown> => {
    const value = await new Promise((resolve, reject) => node.context().get(key, store, (error, found) => (error ? reject(error as Error) : resolve(found))));
    return value ?? own.get(key);
  };
  const set = async (key: string, value: unknown): Promise<void> => {
    own.set(key, value);
    await new Promise<void>((resolve, reject) => node.context().set(key, value, store, (error) => (error ? reject(error as Error) : resolve())));
  };
  return {
    async state() {
      const state = await get(STATE);
      return isObject(state) && typeof state.of === 'string' ? (state as unknown as PollState) : undefined;
    },
    keep: (state) => set(STATE, state),
    async requests() {
      const ids = await get(REQUESTS);
      return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
    },
    keepRequests: (ids) => set(REQUESTS, ids),
  };
};

const MEMORY = 'memory';

/** Whether a context store forgets when Node-RED ends. Of a store of somebody else's making it is taken that it does not. */
export const isMemoryOnly = (red: Red, store: string | undefined): boolean => {
  if (!hasStores(red)) return true;
  const stores = red.settings.contextStorage as Record<string, unknown>;
  const [first] = Object.values(stores);
  const named = stores[store ?? 'default'] ?? (store === undefined ? first : undefined);
  const meant = typeof named === 'string' && named in stores ? stores[named] : named;
  return meant === undefined || meant === MEMORY || (isObject(meant) && meant.module === MEMORY);
};
