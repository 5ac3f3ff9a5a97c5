import type { BatchView, MessageView } from '../server/world';
import { flagIn, timeIn, valuesIn, wordsIn, type Query } from './query';
import { isFailed, searchedText, type Shelf } from './records';

/** The filters whose values are counted. */
export const FACETS = ['vendor', 'campaign', 'channel', 'status', 'mark'] as const;
export type Facet = (typeof FACETS)[number];

/** Names of the parameters that filter messages. */
export const FILTERS = ['q', 'user', 'vendor', 'campaign', 'batch', 'channel', 'status', 'from', 'to', 'twice', 'missing'] as const;

/** What a message is marked as. */
export type Mark = 'twice' | 'missing';

/** Which messages are wanted. Several values of one filter are alternatives; different filters must all be met. */
export class MessageFilter {
  private readonly words: readonly string[];
  private readonly users: ReadonlySet<string>;
  private readonly vendors: readonly string[];
  private readonly campaigns: readonly string[];
  private readonly batches: readonly string[];
  private readonly channels: readonly string[];
  private readonly statuses: readonly string[];
  private readonly marks: readonly Mark[];
  private readonly from: number;
  private readonly to: number;

  constructor(query: Query) {
    this.words = wordsIn(query);
    this.users = new Set(valuesIn(query, 'user'));
    [this.vendors, this.campaigns, this.batches, this.channels, this.statuses] = (['vendor', 'campaign', 'batch', 'channel', 'status'] as const).map((name) =>
      valuesIn(query, name),
    ) as [string[], string[], string[], string[], string[]];
    this.marks = (['twice', 'missing'] as const).filter((mark) => flagIn(query, mark));
    this.from = timeIn(query, 'from') ?? -Infinity;
    this.to = timeIn(query, 'to') ?? Infinity;
  }

  /** The facets that a batch fails as a whole; undefined if nothing in it is wanted, whatever the facets. */
  batchMisses({ vendor, id, campaignId, campaignName, sendAt }: BatchView): number | undefined {
    if (sendAt < this.from || sendAt >= this.to) return undefined;
    if (this.batches.length > 0 && !this.batches.includes(id)) return undefined;
    return (
      missIf('vendor', this.vendors.length > 0 && !this.vendors.includes(vendor)) |
      missIf('campaign', this.campaigns.length > 0 && !this.campaigns.includes(campaignId) && !this.campaigns.includes(campaignName))
    );
  }

  /** The facets that a message fails besides those of its batch; undefined if it is not wanted, whatever the facets. */
  misses(shelf: Shelf, index: number): number | undefined {
    const message = shelf.messages[index] as MessageView;
    if (this.users.size > 0 && !this.users.has(message.user)) return undefined;
    if (this.words.length > 0) {
      shelf.texts ??= shelf.messages.map((each) => searchedText(shelf.batch, each));
      const text = shelf.texts[index] as string;
      if (!this.words.every((word) => text.includes(word))) return undefined;
    }
    const { channel = '', status } = message;
    return (
      missIf('channel', this.channels.length > 0 && !this.channels.includes(channel)) |
      missIf('status', this.statuses.length > 0 && !this.statuses.some((wanted) => wanted === status || (wanted === 'failed' && isFailed(status)))) |
      missIf('mark', this.marks.length > 0 && !this.marks.every((mark) => hasMark(mark, shelf, index)))
    );
  }
}

export function hasMark(mark: Mark, { messages, repeats }: Shelf, index: number): boolean {
  return mark === 'twice' ? (repeats[index]?.times ?? 0) > 1 : (messages[index]?.gaps?.length ?? 0) > 0;
}

/** A bit for each facet. */
export const bitOf = (facet: Facet): number => 1 << FACETS.indexOf(facet);
const missIf = (facet: Facet, isMissed: boolean): number => (isMissed ? bitOf(facet) : 0);
