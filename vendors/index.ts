import type { AnyVendor } from '../engine';
import { braze } from './braze';
import { bryj } from './bryj';
import { followAnalytics } from './followAnalytics';
import { horisen } from './horisen';
import { moEngage } from './moEngage';

/** All vendors of the catalogue. */
export const vendors: readonly AnyVendor[] = [braze, bryj, followAnalytics, horisen, moEngage];
