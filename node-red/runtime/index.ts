import type { AnyVendor, Send } from '../../engine';
import { nodeTypes } from '../shared/types';
import { registerAccount } from './account';
import { hostClock, type Clock } from './clock';
import { axiosSendBy } from './http';
import { Journeys } from './journeys';
import { LastFields } from './lastFields';
import { registerNode } from './node';
import { registerPolling } from './pollingNode';
import type { Red } from './nodeRedTypes';
import { usesOf } from './uses';

export interface Parts {
  readonly vendors: readonly AnyVendor[];
  readonly clock?: Clock;
  readonly unauthenticated?: Send;
}

/** Called by Node-RED when it loads the package: registers an account type for each vendor, and every type of the palette. */
export const campaignNodes =
  ({ vendors, clock = hostClock, unauthenticated = axiosSendBy(() => clock.now()) }: Parts) =>
  (red: Red): void => {
    const outside = { clock, unauthenticated };
    const last = new LastFields();
    vendors.forEach((vendor) => registerAccount(red, vendor, outside, last));
    const journeys = new Journeys(() => red.util.generateId());
    const types = nodeTypes(vendors);
    for (const each of types) {
      if (each.topic) registerPolling(red, each, outside);
      else registerNode(red, each, outside, { journeys, last }, (vendor, account) => usesOf(red, types, vendor, account));
    }
  };
