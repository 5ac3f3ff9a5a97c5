import type { Config, Node, Red } from '../../node-red/runtime/nodeRedTypes';
import type { FlowNode, Msg } from '../hosts/node-red/bench';

export const SINK = 'test-sink';

/** What the ends of a flow in Node-RED are sent, from the moment on at which they are made. */
export class Ends {
  private readonly all = new Map<string, Msg[]>();
  private onNews: () => void = () => undefined;

  /** Registers the type of node that stands at the ends. */
  readonly register = (red: Red): void => {
    const take = (id: string, msg: Msg): void => {
      this.all.set(id, [...this.of(id), msg]);
      this.onNews();
    };
    red.nodes.registerType(SINK, function (this: Node, config: Config) {
      red.nodes.createNode(this, config);
      this.on('input', (msg, _send, done) => {
        take(config.id, msg);
        done();
      });
    });
  };

  /** What the end of this ID was sent. */
  of(id: string): readonly Msg[] {
    return this.all.get(id) ?? [];
  }

  clear(): void {
    this.all.clear();
  }

  /** Until something holds, looking whenever an end is sent something. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.onNews = () => {
        if (holds()) resolve();
      };
      this.onNews();
    });
  }
}

/** Node-RED takes what has no place on a tab for a config node. */
export const placed = (nodes: readonly FlowNode[]): FlowNode[] => nodes.map((each) => ({ ...(each.z ? { x: 0, y: 0 } : {}), ...each }));
