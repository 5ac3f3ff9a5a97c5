import type { BatchView, MessagePage } from '../../server/world';
import type { Campaign } from '../campaigns/campaign';
import type { HorisenState } from '../state';
import { channelOf, fateOf, messageFor, type Run } from './run';

const PLANNED = '-next';

/** A past run, or the next one. */
type Batch = Omit<Run, 'createdAt'> & { readonly createdAt: number; readonly state: 'scheduled' | 'sent' };

function planned(state: HorisenState, { uuid, content, updatedAt, schedule }: Campaign): Batch | undefined {
  const at = schedule?.next;
  if (at === undefined) return undefined;
  const contacts = state.runs.recipients(content, at);
  return { id: uuid + PLANNED, campaignId: uuid, content, createdAt: updatedAt, at, contacts, state: 'scheduled' };
}

/** Everything sent, and the next run of each active campaign. */
export function batchViews(state: HorisenState): BatchView[] {
  state.campaigns.settle();
  const upcoming = state.campaigns.all().flatMap((campaign) => planned(state, campaign) ?? []);
  return [...state.runs.all().map((run) => ({ ...run, state: 'sent' as const })), ...upcoming].map(viewOf);
}

function viewOf({ id, campaignId, content, createdAt, at, contacts, state }: Batch): BatchView {
  return {
    vendor: 'horisen',
    id,
    campaignId,
    campaignName: content.name,
    channel: content.sending_type,
    form: content.schedule_type,
    state,
    createdAt,
    sendAt: at,
    count: contacts.length,
  };
}

function batchOf(state: HorisenState, id: string): Batch | undefined {
  const run = state.runs.get(id);
  if (run) return { ...run, state: 'sent' };
  const campaign = state.campaigns.all().find(({ uuid }) => uuid + PLANNED === id);
  return campaign && planned(state, campaign);
}

/** Differs once a message of the run may have changed: what was sent never does. */
export function stampOf(state: HorisenState, id: string): string {
  if (state.runs.get(id)) return 'sent';
  const { contacts, world } = state;
  // Anniversaries change daily.
  return `${contacts.version} ${state.campaigns.version} ${Math.floor(world.now() / 86_400_000)}`;
}

/** A page of a run's messages, as each contact sees them. */
export function messagePage(state: HorisenState, id: string, offset: number, limit: number): MessagePage | undefined {
  state.campaigns.settle();
  const batch = batchOf(state, id);
  if (!batch) return undefined;
  const { content, contacts } = batch;
  const statuses = contacts.map((contact) => {
    const fate = fateOf(content, contact);
    return fate === 'sent' && batch.state === 'scheduled' ? 'pending' : fate;
  });
  const counts: Record<string, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  const messages = contacts.slice(offset, offset + limit).map((contact, i) => ({
    index: offset + i,
    type: content.sending_type,
    channel: channelOf(content),
    user: contact.id,
    ...messageFor(content, contact),
    variables: {},
    platforms: [content.sending_type],
    status: statuses[offset + i] as string,
  }));
  return { total: contacts.length, offset, messages, counts };
}
