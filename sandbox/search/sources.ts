import type { Journal } from '../server/journal';
import type { Vendors } from '../server/vendors';
import type { Activity } from './activity';
import type { MessageIndex } from './messageIndex';
import type { MakerOf } from './messageList';

/** What the routes of the outbox read from. */
export interface Sources {
  readonly vendors: Vendors;
  readonly journal: Journal;
  readonly index: MessageIndex;
  readonly activity: Activity;
  now(): number;
}

/** Finds the request that made a batch: by the batch, or by its campaign, whose runs are made by the clock. */
export function makersIn(journal: Journal): MakerOf {
  const known = new Map<string, number | undefined>();
  return ({ vendor, id, campaignId }) => {
    const key = `${vendor} ${id}`;
    if (!known.has(key)) {
      const maker = journal.makerOf('batch', id) ?? (campaignId === '' ? undefined : journal.makerOf('campaign', campaignId));
      known.set(key, maker?.vendor === vendor ? maker.id : undefined);
    }
    return known.get(key);
  };
}
