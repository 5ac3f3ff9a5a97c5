import { createHash } from 'node:crypto';
import type { DeduplicationItemTypes, ICheckProcessedContextData, ICheckProcessedOptions, IDataDeduplicator, IDeduplicationOutput } from 'n8n-workflow';
import { DataDeduplicationService } from 'n8n-core';

type Scope = 'node' | 'workflow';

const digestOf = (item: DeduplicationItemTypes): string => createHash('md5').update(item.toString()).digest('base64');

/**
 * n8n's store of processed data, in memory instead of in its database: one list of digests a node, read and written back as a whole. Modelled on
 * `n8n/dist/deduplication/deduplication-helper.js` of n8n 2.41.1. It can be told to fail, and counts how often it is written.
 */
export class ProcessedData implements IDataDeduplicator {
  private readonly lists = new Map<string, string[]>();
  writes = 0;
  /** Why the database cannot be reached, while it cannot. */
  trouble?: string;

  /** The store of this process; n8n-core takes one for good. */
  static async open(): Promise<ProcessedData> {
    const store = new ProcessedData();
    await DataDeduplicationService.init(store);
    return store;
  }

  clear(): void {
    this.lists.clear();
    this.writes = 0;
    delete this.trouble;
  }

  private keyOf(scope: Scope, { node, workflow }: ICheckProcessedContextData): string {
    if (this.trouble) throw new Error(this.trouble);
    return `${workflow.id} ${scope === 'node' ? node!.id : ''}`;
  }

  async checkProcessedAndRecord(
    items: DeduplicationItemTypes[],
    scope: Scope,
    context: ICheckProcessedContextData,
    { maxEntries }: ICheckProcessedOptions,
  ): Promise<IDeduplicationOutput> {
    const key = this.keyOf(scope, context);
    // As from a database: a copy, which is written back.
    const list = [...(this.lists.get(key) ?? [])];
    await Promise.resolve();
    const known = new Set(list);
    const told: IDeduplicationOutput = { new: [], processed: [] };
    for (const item of items) {
      if (known.has(digestOf(item))) told.processed.push(item);
      else {
        told.new.push(item);
        list.push(digestOf(item));
      }
    }
    if (maxEntries) list.splice(0, list.length - maxEntries);
    this.lists.set(key, list);
    this.writes++;
    return told;
  }

  async removeProcessed(items: DeduplicationItemTypes[], scope: Scope, context: ICheckProcessedContextData): Promise<void> {
    const key = this.keyOf(scope, context);
    const out = new Set(items.map(digestOf));
    this.lists.set(
      key,
      (this.lists.get(key) ?? []).filter((digest) => !out.has(digest)),
    );
    this.writes++;
  }

  async clearAllProcessedItems(scope: Scope, context: ICheckProcessedContextData): Promise<void> {
    this.lists.delete(this.keyOf(scope, context));
  }

  async getProcessedDataCount(scope: Scope, context: ICheckProcessedContextData): Promise<number> {
    return this.lists.get(this.keyOf(scope, context))?.length ?? 0;
  }
}
