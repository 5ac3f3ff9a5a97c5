import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { JsonObject } from '../../../engine';
import { runPoll, type PollOptions } from './engine';
import { Stage } from './stage';

/** A trigger node that is polled again and again, with what it keeps in between, as in one activation. */
export class Watched {
  kept: IDataObject = {};

  constructor(
    private readonly stage: PollStage,
    readonly node: INode,
  ) {}

  /** The rows of the execution that a poll starts; null where it starts none. */
  async poll(options: Partial<PollOptions> = {}): Promise<JsonObject[] | null> {
    const { items } = await runPoll(this.node, {
      clock: this.stage.clock,
      accounts: this.stage.account(),
      // n8n keeps it through a restart as text.
      kept: JSON.parse(JSON.stringify(this.kept)) as IDataObject,
      onEnd: (kept) => (this.kept = kept),
      ...options,
    });
    return items && items.map(({ json }) => json as JsonObject);
  }

  /** What *Fetch Test Event* shows. */
  async test(): Promise<JsonObject[] | null> {
    return await this.poll({ mode: 'manual' });
  }
}

/** A vendor's trigger node in n8n's engine and the sandbox. */
export class PollStage extends Stage {
  watch(triggerOn: string, parameters: INodeParameters = {}): Watched {
    return new Watched(this, {
      id: 'id of Trigger',
      name: 'Trigger',
      type: `n8n-nodes-campaigns.${this.vendorId}Trigger`,
      typeVersion: 1,
      position: [0, 0],
      credentials: { [`${this.vendorId}Api`]: { id: this.vendorId, name: 'Sandbox' } },
      parameters: { triggerOn, ...parameters },
    });
  }

  /** Lets time pass for both sides. */
  pass(ms: number): void {
    this.now += ms;
  }
}
