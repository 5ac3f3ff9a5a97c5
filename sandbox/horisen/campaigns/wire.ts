import type { Run } from '../outbox/run';
import { fateOf } from '../outbox/run';
import type { HorisenState } from '../state';
import { OPTIONAL, REQUIRED, type Campaign } from './campaign';

/** Sub-objects added by "fields"; the document does not describe their content. */
export const EXTRAS = ['tasks', 'messages'] as const;
export type Extra = (typeof EXTRAS)[number];

const iso = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());

/** `CampaignResponse` (HORISEN Campaign API, 4.4); omitted members are null. */
export function wireOf(state: HorisenState, campaign: Campaign, extras: readonly Extra[] = []): Record<string, unknown> {
  const { uuid, content, createdAt, updatedAt, schedule, lastAt } = campaign;
  const runs = extras.length > 0 ? state.runs.of(uuid) : [];
  return {
    ...Object.fromEntries([...REQUIRED, ...OPTIONAL].map((name) => [name, content[name as keyof typeof content] ?? null])),
    uuid,
    created_dt: iso(createdAt),
    updated_dt: iso(updatedAt),
    next_dt: iso(schedule?.next),
    last_dt: iso(lastAt),
    ...(extras.includes('tasks') && { tasks: runs.map(({ id, at, contacts }) => ({ uuid: id, executed_dt: iso(at), recipients: contacts.length })) }),
    ...(extras.includes('messages') && { messages: runs.flatMap(countsOf) }),
  };
}

/** Number of a run's messages by status. */
function countsOf({ id, content, contacts }: Run): object[] {
  const counts = new Map<string, number>();
  for (const contact of contacts) {
    const status = fateOf(content, contact);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return [...counts].map(([status, count]) => ({ task_uuid: id, status, count }));
}
