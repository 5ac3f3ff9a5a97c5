import { poll, type PollState } from '../../../engine';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { portsFor, type Owner } from './client';
import { job } from './job';

export interface HitsOrder {
  readonly owner: Owner;
  readonly campaign: string;
  readonly since: string;
}

export interface HitsRead {
  readonly rows: number;
  /** Bytes of the largest state that was to be kept. */
  readonly stateBytes: number;
  /** Whether no hit came before one that is older. */
  readonly inOrder: boolean;
}

/** Catches up with a history of hits and keeps nothing of it but the state, which goes through JSON each time as a host keeps it. */
job(async ({ owner, campaign, since }: HitsOrder): Promise<HitsRead> => {
  const { account, ports } = portsFor(owner);
  const call = { vendor: followAnalytics, trigger: 'hits', input: { campaign_id: campaign, starting_at: since }, account };
  let rows = 0;
  let stateBytes = 0;
  let inOrder = true;
  let last = '';
  let state: PollState | undefined;
  for await (const step of poll(call, undefined, ports)) {
    rows += step.rows.length;
    for (const { time } of step.rows) {
      if (String(time) < last) inOrder = false;
      last = String(time);
    }
    const text = JSON.stringify(step.state);
    stateBytes = Math.max(stateBytes, Buffer.byteLength(text));
    state = JSON.parse(text) as PollState;
  }
  for await (const step of poll(call, state, ports)) rows += step.rows.length;
  return { rows, stateBytes, inOrder };
});
