import type { MessageView } from '../server/world';
import { readCursor, startAfter, cursorOf } from './cursor';
import { FacetCounter, type FacetCounts } from './facetCounter';
import { FILTERS, MessageFilter } from './messageFilter';
import type { Snapshot } from './messageIndex';
import { flagIn, noOthers, numberIn, valueIn, type Query } from './query';
import type { MessageRecord, Shelf } from './records';

const MOST_ON_A_PAGE = 500;

export const PAGE_PARAMETERS = [...FILTERS, 'limit', 'offset', 'cursor', 'counts'] as const;

/** A page of the messages that were asked for, newest batches first. */
export interface MessageList {
  readonly total: number;
  readonly messages: readonly MessageRecord[];
  /** Where the next page begins: the parameter `cursor`; null if there is none. */
  readonly next: string | null;
  /** Messages of all batches, whatever the filters. */
  readonly all: number;
  /** Messages that are not searched, because there are too many. */
  readonly left: number;
  readonly counts?: FacetCounts;
}

/** A page of messages by the parameters of a query. */
export function listMessages({ shelves, total: all, left }: Snapshot, query: Query, makerOf: MakerOf): MessageList {
  noOthers(query, PAGE_PARAMETERS);
  const filter = new MessageFilter(query);
  const limit = numberIn(query, 'limit', 0, MOST_ON_A_PAGE, 50);
  const offset = numberIn(query, 'offset', 0, Number.MAX_SAFE_INTEGER, 0);
  const cursor = valueIn(query, 'cursor');
  const [fromShelf, fromIndex] = cursor === undefined ? [0, 0] : startAfter(shelves, readCursor(cursor));
  const counter = flagIn(query, 'counts') ? new FacetCounter() : undefined;

  let total = 0;
  let after = 0;
  const found: (readonly [Shelf, number])[] = [];
  shelves.forEach((shelf, at) => {
    const ofBatch = filter.batchMisses(shelf.batch);
    if (ofBatch === undefined || (ofBatch !== 0 && !counter)) return;
    for (let index = 0; index < shelf.messages.length; index++) {
      const own = filter.misses(shelf, index);
      if (own === undefined) continue;
      const missed = ofBatch | own;
      counter?.add(shelf, index, missed);
      if (missed !== 0) continue;
      total++;
      if (at < fromShelf || (at === fromShelf && index < fromIndex)) continue;
      if (after++ >= offset && found.length < limit) found.push([shelf, index]);
    }
  });
  const messages = found.map(([shelf, index]) => recordOf(shelf, index, makerOf));
  const last = messages.at(-1);
  const next = last && after > offset + messages.length ? cursorOf(last) : null;
  return { total, messages, next, all, left, ...(counter && { counts: counter.view() }) };
}

/** All messages by the filters of a query, one by one. */
export function* allMessages({ shelves }: Snapshot, query: Query, makerOf: MakerOf): Generator<MessageRecord> {
  const filter = new MessageFilter(query);
  for (const shelf of shelves) {
    if (filter.batchMisses(shelf.batch) !== 0) continue;
    for (let index = 0; index < shelf.messages.length; index++) {
      if (filter.misses(shelf, index) === 0) yield recordOf(shelf, index, makerOf);
    }
  }
}

/** Finds the journal's number of the request that made a batch. */
export type MakerOf = (batch: Shelf['batch']) => number | undefined;

function recordOf({ batch, messages, repeats }: Shelf, index: number, makerOf: MakerOf): MessageRecord {
  const message = messages[index] as MessageView;
  const { vendor, id, campaignId, campaignName, createdAt, sendAt } = batch;
  const { html, ...parts } = message.parts ?? {};
  const request = makerOf(batch);
  return {
    vendor,
    batch: id,
    campaignId,
    campaignName,
    createdAt,
    sendAt,
    ...message,
    ...(message.parts && { parts }),
    times: repeats[index]?.times ?? 1,
    ...(html !== undefined && { htmlUrl: `/_sandbox/messages/html?${new URLSearchParams({ vendor, batch: id, index: String(message.index) })}` }),
    ...(request !== undefined && { request }),
  };
}
