import { batchWires } from './batchWires';
import { brazeWires } from './brazeWires';
import { campaignWires } from './campaignWires';
import type { Wire } from './wire';

/** Every endpoint that may reach people, or makes what must not be made twice. */
export const wires: readonly Wire[] = [...brazeWires, ...batchWires, ...campaignWires];

/** For a table of tests: the name, then the endpoint. */
export const namedWires = wires.map((wire) => [wire.name, wire] as const);
