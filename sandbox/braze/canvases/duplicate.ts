import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { demand, filled, isGiven, isText, text } from '../checks';
import { post, type Body } from '../endpoint';
import { refuse } from '../refusals';
import type { BrazeState } from '../state';

/**
 * "Duplicate Canvases using the API": the copy is made later, and is a draft. The page calls "tag_names" a string with the tags; lists, which other
 * sources have, are taken too.
 */
export function duplicateRoute(app: FastifyInstance, state: BrazeState): void {
  post(
    app,
    state,
    '/canvas/duplicate',
    (body) => {
      demand(body, { required: { canvas_id: filled, name: filled }, optional: { description: text } });
      const original = state.canvases.get(body.canvas_id as string);
      if (!original) throw refuse.canvas();
      const tags = tagsIn(state, body);
      return {
        answer: { message: 'success' },
        effect() {
          const at = state.world.now() + state.settings.duplicateMs;
          const { firstEntry: _first, lastEntry: _last, ...copied } = original;
          state.canvases.addAt(at, {
            ...copied,
            id: randomUUID(),
            name: body.name as string,
            description: (body.description as string | undefined) ?? original.description,
            tags: tags ?? original.tags,
            archived: false,
            draft: true,
            paused: true,
            createdAt: at,
            updatedAt: at,
          });
        },
      };
    },
    202,
  );
}

/** "These must be existing tags." */
function tagsIn(state: BrazeState, { tag_names: given }: Body): string[] | undefined {
  if (!isGiven(given)) return undefined;
  const tags = [given].flat() as unknown[];
  if (!tags.every(isText)) throw refuse.badRequest("'tag_names' must be a string, or an array of strings");
  const known = new Set([state.campaigns, state.canvases, state.segments, state.cards].flatMap((things) => [...things.values()].flatMap((each) => each.tags)));
  const unknown = tags.find((tag) => !known.has(tag));
  if (unknown !== undefined) throw refuse.badRequest(`'tag_names': there is no tag '${unknown}'`);
  return tags;
}
