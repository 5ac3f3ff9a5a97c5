import { series } from './series';
import { unsubscribes } from './unsubscribes';

export const triggers = { ...series, unsubscribes };
