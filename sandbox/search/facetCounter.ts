import type { MessageView } from '../server/world';
import { bitOf, FACETS, hasMark, type Facet, type Mark } from './messageFilter';
import type { Shelf } from './records';

/** Campaigns are counted like the other filters, but only those with the most messages are listed. */
const MOST_CAMPAIGNS = 30;
const MARKS: readonly Mark[] = ['twice', 'missing'];

/** How many messages there would be with a value of a filter, given all other filters. */
export interface FacetCounts {
  readonly vendor: Readonly<Record<string, number>>;
  readonly channel: Readonly<Record<string, number>>;
  readonly status: Readonly<Record<string, number>>;
  readonly mark: Readonly<Record<string, number>>;
  readonly campaign: readonly { readonly id: string; readonly name: string; readonly count: number }[];
}

/** Counts the values of one facet. Neighbours mostly have the same value, so the last one is at hand. */
class ValueCounter {
  private readonly counts = new Map<string, { value: number }>();
  private lastName: string | undefined;
  private last = { value: 0 };

  one(name: string): void {
    if (name !== this.lastName) {
      this.last = this.counts.get(name) ?? { value: 0 };
      this.counts.set(name, this.last);
      this.lastName = name;
    }
    this.last.value++;
  }

  /** The most frequent first. */
  list(): (readonly [name: string, count: number])[] {
    return [...this.counts].map(([name, { value }]) => [name, value] as const).sort(([, a], [, b]) => b - a);
  }
}

/** Counts by facet while all messages are walked through once. */
export class FacetCounter {
  private readonly counters = Object.fromEntries(FACETS.map((facet) => [facet, new ValueCounter()])) as Record<Facet, ValueCounter>;
  private readonly campaignNames = new Map<string, string>();

  /** @param missed bits of the facets that the message fails */
  add(shelf: Shelf, index: number, missed: number): void {
    const { vendor, campaignId, campaignName } = shelf.batch;
    const { channel = '', status } = shelf.messages[index] as MessageView;
    if (isFor('vendor', missed)) this.counters.vendor.one(vendor);
    if (isFor('channel', missed)) this.counters.channel.one(channel);
    if (isFor('status', missed)) this.counters.status.one(status);
    if (isFor('mark', missed)) for (const mark of MARKS) if (hasMark(mark, shelf, index)) this.counters.mark.one(mark);
    if (campaignId === '' || !isFor('campaign', missed)) return;
    if (!this.campaignNames.has(campaignId)) this.campaignNames.set(campaignId, campaignName);
    this.counters.campaign.one(campaignId);
  }

  view(): FacetCounts {
    const { vendor, channel, status, mark, campaign } = this.counters;
    const campaigns = campaign.list().slice(0, MOST_CAMPAIGNS);
    return {
      vendor: Object.fromEntries(vendor.list()),
      channel: Object.fromEntries(channel.list()),
      status: Object.fromEntries(status.list()),
      mark: Object.fromEntries(mark.list()),
      campaign: campaigns.map(([id, count]) => ({ id, name: this.campaignNames.get(id) ?? id, count })),
    };
  }
}

const BITS = Object.fromEntries(FACETS.map((facet) => [facet, ~bitOf(facet)])) as Record<Facet, number>;
/** A message counts for a facet if it meets all others. */
const isFor = (facet: Facet, missed: number): boolean => (missed & BITS[facet]) === 0;
