import type { MessageList } from '../search/messageList';
import type { MessageRecord } from '../search/records';
import type { ActivityView } from '../search/activity';
import type { overview } from '../server/control';
import type { FaultRule } from '../server/faults';
import type { WireEntry } from '../server/journal';
import type { CatalogView, ProfileView } from '../server/views';
import type { BatchView } from '../server/world';

export type { ActivityView, BatchView, FaultRule, MessageList, MessageRecord, WireEntry };
export type Overview = ReturnType<typeof overview>;
export type VendorOverview = Overview['vendors'][number];
export type Batch = BatchView & { readonly request?: number };
export type Profile = Omit<ProfileView, 'segments'> & { readonly vendor: string; readonly segments: readonly string[] };
/** A catalog without its items. */
export type CatalogSummary = Omit<CatalogView, 'items'> & { readonly vendor: string; readonly count: number };
/** A request as the log lists it. */
export type LogRow = Omit<WireEntry, 'headers' | 'body' | 'answer' | 'made'> & { readonly made: Readonly<Record<string, number>> };

/** Counts by value, as lists have them beside their rows. */
export type Counts = Readonly<Record<string, number>>;

/** Speaks to a control route. Throws an Error with what the sandbox says. */
export async function call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const response = await fetch(`/_sandbox${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const answer = (await response.json()) as T & { error?: string };
  if (!response.ok) throw new Error(answer.error ?? `HTTP ${response.status}`);
  return answer;
}
