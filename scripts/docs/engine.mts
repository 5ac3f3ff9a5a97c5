import type { Catalogue } from '../catalogue.mts';

/** What the documents need of the engine. */
export type Engine = Omit<Catalogue, 'vendors' | 'nodeTypes'>;
