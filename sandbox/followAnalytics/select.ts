import { refuse } from './refusals';
import { dateIn, listIn, textIn, type Query } from './query';
import type { Campaign, FollowState, Phase } from './state';

const PHASES: readonly Phase[] = ['ongoing', 'finished', 'wait_sync', 'scheduled', 'draft', 'failed', 'canceled'];
const WORKFLOWS = ['scheduled', 'contextual', 'transactional', 'dynamic'];
const MESSAGE_TYPES = ['push-only', 'inapp-only', 'push-inapp'];
const ORDERS = ['status', 'app', 'start_date', 'updated_at', 'created_at'] as const;
type Order = (typeof ORDERS)[number];

type Test = (campaign: Campaign) => boolean;

/** The filters shared by the list and its statistics ("Campaigns list quick stats", "Query parameters"). */
export function selectForStats(state: FollowState, query: Query): Campaign[] {
  const tests = statsTests(state, query);
  return [...state.campaigns.values()].filter((campaign) => tests.every((test) => test(campaign)));
}

/** Campaigns matching all filters of the list, in its order ("List all campaigns", "Query parameters"). */
export function selectForList(state: FollowState, query: Query): Campaign[] {
  const order = textIn(query, 'order') ?? 'created_at';
  if (!isOrder(order)) throw refuse.badParameter('order', order);
  const tests = [...statsTests(state, query), ...listTests(query), ...dateTests(state, query, order)];
  return [...state.campaigns.values()]
    .filter((campaign) => tests.every((test) => test(campaign)))
    .reverse() // of two with the same time, the one created later comes first
    .sort(comparison(state, order));
}

function statsTests(state: FollowState, query: Query): Test[] {
  const apps = listIn(query, 'app_ids');
  const phases = listIn(query, 'status', PHASES);
  const workflows = listIn(query, 'workflow_types', WORKFLOWS);
  const search = textIn(query, 'search')?.toLowerCase();
  return [
    (campaign) => apps?.has(campaign.appId) ?? true,
    (campaign) => phases?.has(state.phase(campaign)) ?? true,
    (campaign) => workflows?.has(workflowOf(campaign)) ?? true,
    ({ name }) => search === undefined || name.toLowerCase().includes(search),
  ];
}

function listTests(query: Query): Test[] {
  const labels = listIn(query, 'labels');
  const kinds = listIn(query, 'message_types', MESSAGE_TYPES);
  return [(campaign) => !labels || campaign.labels.some((label) => labels.has(label)), (campaign) => kinds?.has(kindOf(campaign)) ?? true];
}

/** `from` and `to` apply to the date named by `order`; with `app` there is none. */
function dateTests(state: FollowState, query: Query, order: Order): Test[] {
  if (order === 'app') return [];
  const from = dateIn(query, 'from') ?? -Infinity;
  const to = dateIn(query, 'to') ?? Infinity;
  if (from === -Infinity && to === Infinity) return [];
  const dateOf = (campaign: Campaign): number | undefined => {
    if (order === 'start_date') return state.startOf(campaign);
    return order === 'updated_at' ? campaign.updatedAt : campaign.createdAt;
  };
  return [
    (campaign) => {
      const date = dateOf(campaign);
      return date !== undefined && date >= from && date <= to;
    },
  ];
}

/** "ordered by date, descending. You can add a first ordering": texts ascending, dates descending, then by creation date. */
function comparison(state: FollowState, order: Order): (a: Campaign, b: Campaign) => number {
  const first: Readonly<Record<Order, (a: Campaign, b: Campaign) => number>> = {
    status: (a, b) => compare(state.phase(a), state.phase(b)),
    app: (a, b) => compare(a.appId, b.appId),
    start_date: (a, b) => compare(state.startOf(b) ?? 0, state.startOf(a) ?? 0),
    updated_at: (a, b) => b.updatedAt - a.updatedAt,
    created_at: () => 0,
  };
  return (a, b) => first[order](a, b) || b.createdAt - a.createdAt;
}

/** `workflow_types` uses other words than `type`: a classic campaign is a scheduled one. */
function workflowOf({ type }: Campaign): string {
  return type === 'classic' ? 'scheduled' : type;
}

function kindOf({ includesPush, includesInapp }: Campaign): string {
  return includesPush && includesInapp ? 'push-inapp' : includesPush ? 'push-only' : 'inapp-only';
}

function isOrder(word: string): word is Order {
  return (ORDERS as readonly string[]).includes(word);
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
