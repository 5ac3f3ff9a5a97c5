import { isObject } from '../../engine';

/** Names kept for one node. */
const MOST = 200;

/** The names of the properties that the entries of each node's last message had, which the editor offers; values are not kept. */
export class LastFields {
  private readonly byNode = new Map<string, readonly string[]>();

  note(node: string, items: unknown): void {
    const [first]: readonly unknown[] = Array.isArray(items) ? items : [items];
    if (isObject(first)) this.byNode.set(node, Object.keys(first).slice(0, MOST));
  }

  of(node: string): readonly string[] {
    return this.byNode.get(node) ?? [];
  }

  forget(node: string): void {
    this.byNode.delete(node);
  }
}
