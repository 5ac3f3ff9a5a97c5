import type { BrazeState } from '../state';
import type { Batch } from './batch';
import { nameOf } from './selection';

/** Accepts a request that may reach people. The demo account's initial data does not come this way and is not counted. */
export function accept(state: BrazeState, batch: Omit<Batch, 'createdAt'>): void {
  state.accepted.request(batch.order.recipients?.map(({ identity }) => nameOf(identity)));
  state.outbox.add(batch);
}
