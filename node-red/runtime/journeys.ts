import { BOUNDS } from '../../engine';
import type { Earlier } from './earlier';
import { NodeFailure } from './failure';

/** Of all runs together; a single larger run is kept all the same. */
const MOST_ENTRIES = BOUNDS.journeyEntries.most;

/** What a node has of a journey: the entries of its last try, or that it is at work on it, or that it is through. */
type Stage = readonly Earlier[] | 'working' | 'over';

const sizeOf = (stages: ReadonlyMap<string, Stage>): number =>
  [...stages.values()].reduce((all, stage) => all + (typeof stage === 'string' ? 0 : stage.length), 0);

const refused = (message: string, todo: string): NodeFailure =>
  new NodeFailure(message, todo, 'conflict', { code: 'conflict', message, todo, reached: 'no', field: 'campaignRun' });

const FORGOTTEN = (): NodeFailure =>
  refused(
    'An earlier run sent part of this message (msg.campaignRun), and it is no longer known which part: Node-RED was restarted, another copy of the message has completed the run, or too many other messages came after it. Nothing was sent.',
    'Decide manually who still needs to receive it, put only them into the message, and delete msg.campaignRun to send to all of them.',
  );

const BUSY = (): NodeFailure =>
  refused(
    'Another copy of this message (msg.campaignRun) is currently being sent by this node. Nothing was sent for this one.',
    'Make sure that only one copy of a message comes back from Catch.',
  );

/**
 * What became of messages that failed, until they come back: by the token that they carry in msg.campaignRun, and by node, as one message may
 * fail at several. The oldest are dropped first where there are too many; their messages are then refused.
 */
export class Journeys {
  private readonly all = new Map<string, Map<string, Stage>>();

  constructor(private readonly makeToken: () => string) {}

  /**
   * Takes up what an earlier try of a node left behind: nothing, where the message comes here for the first time. Until {@link keep} or
   * {@link end} no other copy of the message gets in.
   * @throws NodeFailure `conflict`
   */
  take(token: unknown, node: string): readonly Earlier[] | undefined {
    if (token === undefined || token === null || token === '') return undefined;
    const stages = this.all.get(String(token));
    if (!stages) throw FORGOTTEN();
    const stage = stages.get(node);
    if (stage === 'working') throw BUSY();
    if (stage === 'over') throw FORGOTTEN();
    if (stage) stages.set(node, 'working');
    return stage;
  }

  /** Keeps the entries of a try for the next one, and gives the token to find them by. */
  keep(token: unknown, node: string, entries: readonly Earlier[]): string {
    const own = typeof token === 'string' && token !== '' ? token : this.makeToken();
    const stages = this.all.get(own) ?? new Map<string, Stage>();
    stages.set(node, entries);
    // The latest is the last to be dropped.
    this.all.delete(own);
    this.all.set(own, stages);
    this.drop(own);
    return own;
  }

  /** A node is through with a message. Gives whether all are, so that the token is of no more use. */
  end(token: unknown, node: string): boolean {
    const stages = this.all.get(String(token));
    if (!stages) return true;
    if (stages.has(node)) stages.set(node, 'over');
    const isOver = [...stages.values()].every((stage) => stage === 'over');
    if (isOver) this.all.delete(String(token));
    return isOver;
  }

  private drop(latest: string): void {
    let entries = [...this.all.values()].reduce((all, stages) => all + sizeOf(stages), 0);
    for (const [token, stages] of this.all) {
      if (entries <= MOST_ENTRIES) return;
      if (token === latest || [...stages.values()].includes('working')) continue;
      entries -= sizeOf(stages);
      this.all.delete(token);
    }
  }
}
