import { BOUNDS } from '../../engine';
import type { Earlier } from './earlier';
import { NodeFailure } from './failure';

/** For all runs together; a single larger run is kept nevertheless. */
const MOST_ENTRIES = BOUNDS.journeyEntries.most;

/** A node's stage of a journey: the entries of its last try, in progress, or finished. */
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
 * What became of failed messages until they come back, by the token in msg.campaignRun and by node, because a message may fail at several nodes. If
 * there are too many, the oldest are dropped, and their messages are then rejected.
 */
export class Journeys {
  private readonly all = new Map<string, Map<string, Stage>>();

  constructor(private readonly makeToken: () => string) {}

  /**
   * Takes what an earlier try of a node left; empty if the message arrives for the first time. Until {@link keep} or {@link end}, no other copy of the
   * message is let in.
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

  /** Keeps a try's entries for the next one and returns the token to find them by. */
  keep(token: unknown, node: string, entries: readonly Earlier[]): string {
    const own = typeof token === 'string' && token !== '' ? token : this.makeToken();
    const stages = this.all.get(own) ?? new Map<string, Stage>();
    stages.set(node, entries);
    // The latest is dropped last.
    this.all.delete(own);
    this.all.set(own, stages);
    this.drop(own);
    return own;
  }

  /** A node has finished with a message. Returns whether all have, so that the token is no longer needed. */
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
