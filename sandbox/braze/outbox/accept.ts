import type { BrazeState } from '../state';
import type { Batch } from './batch';
import { nameOf } from './selection';

/** Takes a request that may reach people. What the demo account starts with does not come this way, and is not counted. */
export function accept(state: BrazeState, batch: Omit<Batch, 'createdAt'>): void {
  state.accepted.request(batch.order.recipients?.map(({ identity }) => nameOf(identity)));
  state.outbox.add(batch);
}
