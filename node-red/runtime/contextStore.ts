import { isObject } from '../../engine';
import type { Node, Red } from './nodeRedTypes';

/** A node's context in one store, with its callbacks as promises. */
export interface Slots {
  get(key: string): Promise<unknown>;
  /** Resolves once the store has saved it. */
  set(key: string, value: unknown): Promise<void>;
}

/** What nodes store by node and key, in a Node-RED without a context store. */
type Bridge = Map<string, Map<string, unknown>>;
const bridges = new WeakMap<Red, Bridge>();

const hasStores = ({ settings }: Red): boolean => isObject(settings.contextStorage) && Object.keys(settings.contextStorage).length > 0;

/**
 * Without a configured context store, Node-RED discards a node's context on every deploy, which would reset the node; in that case the data is kept
 * here while Node-RED runs.
 */
const bridgeOf = (red: Red): Bridge => {
  const bridge: Bridge = bridges.get(red) ?? new Map<string, Map<string, unknown>>();
  bridges.set(red, bridge);
  return bridge;
};

/** A node was removed permanently. */
export const forgetMemory = (red: Red, { id }: Node): void => void bridgeOf(red).delete(id);

/** What a node keeps in a context store; the default store if none is named. */
export const slotsOf = (red: Red, node: Node, store?: string): Slots => {
  const bridge = hasStores(red) ? undefined : bridgeOf(red);
  const own = bridge?.get(node.id) ?? new Map<string, unknown>();
  bridge?.set(node.id, own);
  return {
    async get(key) {
      const value = await new Promise((resolve, reject) => node.context().get(key, store, (error, found) => (error ? reject(error as Error) : resolve(found))));
      return value ?? own.get(key);
    },
    async set(key, value) {
      await new Promise<void>((resolve, reject) => node.context().set(key, value, store, (error) => (error ? reject(error as Error) : resolve())));
      own.set(key, value);
    },
  };
};

const MEMORY = 'memory';

/** Whether a context store is lost when Node-RED ends. Custom stores are assumed to be persistent. */
export const isMemoryOnly = (red: Red, store?: string): boolean => {
  if (!hasStores(red)) return true;
  const stores = red.settings.contextStorage as Record<string, unknown>;
  const [first] = Object.values(stores);
  const named = stores[store ?? 'default'] ?? (store === undefined ? first : undefined);
  const meant = typeof named === 'string' && named in stores ? stores[named] : named;
  return meant === undefined || meant === MEMORY || (isObject(meant) && meant.module === MEMORY);
};
