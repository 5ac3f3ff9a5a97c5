import type { FastifyInstance } from 'fastify';
import { find } from '../exports/account';
import { messagesOf } from '../exports/campaignMessages';
import { channelInDetails } from '../exports/channels';
import { iso } from '../exports/iso';
import { listRoute } from '../exports/list';
import { flag, time, type Query } from '../exports/query';
import type { BrazeState } from '../state';
import type { CanvasFacts, StepFacts } from './facts';

/** "Export Canvas list" and "Export Canvas details". */
export function canvasReads(app: FastifyInstance, state: BrazeState): void {
  listRoute(app, '/canvas/list', {
    member: 'canvases',
    things(query) {
      const editedAfter = time(query, 'last_edit.time[gt]') ?? -Infinity;
      return [...state.canvases.values()].filter(({ updatedAt }) => updatedAt > editedAfter);
    },
    rowOf: ({ id, name, tags, updatedAt }) => ({ id, last_edited: iso(updatedAt), name, tags }),
    // "If sort_direction is not included, the default order is oldest to newest."
    first: 'oldest',
  });

  app.get<{ Querystring: Query }>('/canvas/details', async ({ query }) => {
    const canvas = find(state.canvases, query.canvas_id, 'canvas');
    const asDraft = flag(query, 'post_launch_draft_version');
    flag(query, 'include_has_translatable_content');
    return { ...detailsOf(canvas, asDraft), message: 'success' };
  });
}

function detailsOf(canvas: CanvasFacts, asDraft: boolean) {
  const { archived, draft, paused, steps, firstEntry, lastEntry } = canvas;
  return {
    created_at: iso(canvas.createdAt),
    updated_at: iso(canvas.updatedAt),
    name: canvas.name,
    description: canvas.description,
    archived,
    draft,
    enabled: !archived && !paused,
    has_post_launch_draft: steps.some(({ messages }) => messages.some((message) => message.draft !== undefined)),
    schedule_type: canvas.scheduleType,
    ...(firstEntry !== undefined && { first_entry: iso(firstEntry) }),
    ...(lastEntry !== undefined && { last_entry: iso(lastEntry) }),
    channels: [...new Set(steps.flatMap(channelsOf))],
    variants: canvas.variants.map(({ id, name, firstSteps }) => ({ name, id, first_step_ids: firstSteps })),
    tags: canvas.tags,
    teams: canvas.teams,
    steps: steps.map((step) => stepOf(canvas, step, asDraft)),
  };
}

const channelsOf = ({ messages }: StepFacts): string[] => messages.map(({ type }) => channelInDetails(type, false));

/** "next_step_ids" only names Message steps; "next_paths" every step, with a name after a split. */
function stepOf({ name: title, steps }: CanvasFacts, step: StepFacts, asDraft: boolean) {
  const isMessage = (id: string): boolean => steps.some((other) => other.id === id && other.type === 'message');
  return {
    name: step.name,
    type: step.type,
    id: step.id,
    ...(step.type === 'message' && { next_step_ids: step.next.map(({ to }) => to).filter(isMessage) }),
    next_paths: step.next.map(({ name, to }) => ({ name: name ?? null, next_step_id: to })),
    channels: channelsOf(step),
    messages: messagesOf({ name: title, messages: step.messages }, asDraft),
  };
}
