import { braze } from './braze/index';
import { bryj } from './bryj/index';
import { followAnalytics } from './followAnalytics/index';
import { horisen } from './horisen/index';
import { moEngage } from './moEngage/index';
import type { VendorDefinition } from './server/world';

/** The vendors this sandbox simulates. To add one, create its folder and add a line here. */
export const roster: readonly VendorDefinition[] = [bryj, braze, followAnalytics, horisen, moEngage];
