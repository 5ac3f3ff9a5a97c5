import { randomUUID } from 'node:crypto';
import { listsOf, type Campaign, type Content } from '../campaigns/campaign';
import type { Contact, Contacts } from '../contacts';
import { isInSegment } from '../segmentation/match';
import { readQuery } from '../segmentation/query';
import type { Run } from './run';

/** Number of runs kept; the oldest are dropped first. */
const MOST_RUNS = 5_000;

/** What has been sent, and to whom. */
export class Runs {
  private readonly byId = new Map<string, Run>();
  private readonly byCampaign = new Map<string, Run[]>();
  /** Cached, because the same lists and query have the same contacts at the same time. */
  private last: { key: string; contacts: readonly Contact[] } | undefined;

  constructor(private readonly contacts: Contacts) {}

  add(campaign: Campaign, at: number): Run {
    const { uuid: campaignId, content, updatedAt: createdAt } = campaign;
    const run: Run = { id: randomUUID(), campaignId, content, createdAt: Math.min(createdAt, at), at, contacts: this.recipients(content, at) };
    this.byId.set(run.id, run);
    this.byCampaign.set(campaignId, [...this.of(campaignId), run]);
    if (this.byId.size > MOST_RUNS) this.drop(this.byId.values().next().value as Run);
    return run;
  }

  /** Everyone on the lists; with a segmentation only those who match it. */
  recipients(content: Content, at: number): readonly Contact[] {
    const lists = listsOf(content);
    const query = content.query_type === 'segmentation' ? content.query : undefined;
    // Anniversaries change daily.
    const key = JSON.stringify([this.contacts.version, lists, query, Math.floor(at / 86_400_000)]);
    if (this.last?.key === key) return this.last.contacts;
    const everybody = this.contacts.onLists(lists);
    const groups = query === undefined ? undefined : readQuery(query);
    const contacts = groups ? everybody.filter((contact) => isInSegment(groups, contact, at)) : everybody;
    this.last = { key, contacts };
    return contacts;
  }

  get(id: string): Run | undefined {
    return this.byId.get(id);
  }

  all(): Run[] {
    return [...this.byId.values()];
  }

  of(campaignId: string): readonly Run[] {
    return this.byCampaign.get(campaignId) ?? [];
  }

  clear(): void {
    this.byId.clear();
    this.byCampaign.clear();
    this.last = undefined;
  }

  private drop({ id, campaignId }: Run): void {
    this.byId.delete(id);
    this.byCampaign.set(
      campaignId,
      this.of(campaignId).filter((run) => run.id !== id),
    );
  }
}
