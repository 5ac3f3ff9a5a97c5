import { hardBounces } from './hardBounces';
import { invalidNumbers } from './invalidNumbers';
import { series } from './series';
import { syncs } from './syncs';
import { unsubscribes } from './unsubscribes';

export const triggers = { ...series, unsubscribes, hardBounces, invalidNumbers, syncs };
