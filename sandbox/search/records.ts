import type { BatchView, MessageView } from '../server/world';

/** How often a person is reached for the same purpose; shared by all messages that do so. */
export interface Repeats {
  times: number;
}

/** A batch with all its messages in memory. */
export interface Shelf {
  readonly batch: BatchView;
  readonly messages: readonly MessageView[];
  /** By message. */
  readonly repeats: readonly Repeats[];
  /** The searched text of each message, in lower case; made by the first search. */
  texts?: string[];
}

/** A message with what it belongs to. */
export interface MessageRecord extends MessageView {
  readonly vendor: string;
  readonly batch: string;
  readonly campaignId: string;
  readonly campaignName: string;
  /** Milliseconds, of the batch. */
  readonly createdAt: number;
  readonly sendAt: number;
  /** How many messages of the campaign go to this person by this channel; without a campaign, how many with the same text. */
  readonly times: number;
  /** The address of an email's HTML, on this server. */
  readonly htmlUrl?: string;
  /** The journal's number of the request that made it. */
  readonly request?: number;
}

/** Statuses of messages that reach somebody, or will. */
const REACHING: ReadonlySet<string> = new Set(['sent', 'pending', 'In progress']);
export const isReaching = (status: string): boolean => REACHING.has(status);
export const isFailed = (status: string): boolean => !isReaching(status) && status !== 'canceled';

/** What the search finds a message by. */
export function searchedText({ campaignName, campaignId }: BatchView, { user, title, body }: MessageView): string {
  return `${user}\n${title}\n${body}\n${campaignName}\n${campaignId}`.toLowerCase();
}

/** Messages with the same key reach the same person for the same purpose. */
export function repeatKey({ vendor, campaignId }: BatchView, { user, type, channel, title, body }: MessageView): string {
  return `${vendor}\n${type ?? channel ?? ''}\n${user}\n${campaignId === '' ? `${title}\n${body}` : campaignId}`;
}
