import type { AnyVendor } from '../engine';
import { braze } from './braze';
import { bryj } from './bryj';

/** All vendors of the catalogue. */
export const vendors: readonly AnyVendor[] = [braze, bryj];
