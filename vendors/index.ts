import type { AnyVendor } from '../engine';
import { bryj } from './bryj';

/** All vendors of the catalogue. */
export const vendors: readonly AnyVendor[] = [bryj];
