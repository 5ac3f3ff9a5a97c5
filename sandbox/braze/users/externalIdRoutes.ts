import type { FastifyInstance } from 'fastify';
import { isRecord } from '../../server/body';
import { isFilled } from '../checks';
import { post, type Outcome } from '../endpoint';
import type { BrazeState } from '../state';
import { listIn } from './lists';

/** "External ID migration": today's pages only. An invalid object does not affect the others, so each is carried out by itself. */
export function externalIdRoutes(app: FastifyInstance, state: BrazeState): void {
  post(app, state, '/users/external_ids/rename', (body) => rename(state, listIn(body, 'external_id_renames')));
  post(app, state, '/users/external_ids/remove', (body) => remove(state, listIn(body, 'external_ids')));
}

/** What each entry comes to before anything is done; the pages do not show the form of an error, only that it has the index. */
function sorted(entries: readonly unknown[], faultOf: (entry: unknown) => string | undefined): { good: unknown[]; errors: [number, string][] } {
  const good: unknown[] = [];
  const errors: [number, string][] = [];
  entries.forEach((entry, index) => {
    const fault = faultOf(entry);
    if (fault === undefined) good.push(entry);
    else errors.push([index, fault]);
  });
  return { good, errors };
}

/** "current_external_id must be the user's primary ID"; "new_external_id must not already be in use as either a primary ID or a deprecated ID". */
function rename(state: BrazeState, entries: readonly unknown[]): Outcome {
  const { users } = state;
  const taken = new Set<string>();
  const { good, errors } = sorted(entries, (entry) => {
    const { current_external_id: current, new_external_id: next } = isRecord(entry) ? entry : {};
    if (!isFilled(current) || !isFilled(next)) return 'current_external_id and new_external_id are required';
    if (current === next) return 'current_external_id and new_external_id cannot be the same';
    if (users.find({ external_id: current })?.external_id !== current) return 'current_external_id is not a primary external_id';
    if (users.find({ external_id: next }) || taken.has(next)) return 'new_external_id is already in use';
    taken.add(next);
    return undefined;
  });
  const renames = good as { current_external_id: string; new_external_id: string }[];
  return {
    answer: { message: 'success', external_ids: renames.map(({ new_external_id }) => new_external_id), rename_errors: errors },
    effect: () => {
      for (const { current_external_id, new_external_id } of renames) {
        const user = users.find({ external_id: current_external_id });
        if (!user) continue;
        users.rename(user, new_external_id);
        state.noteTracked(user);
      }
    },
  };
}

/** "Only deprecated IDs can be removed." */
function remove({ users }: BrazeState, entries: readonly unknown[]): Outcome {
  const { good, errors } = sorted(entries, (id) => {
    if (!isFilled(id)) return 'external_id must be a string that is not empty';
    return users.find({ external_id: id })?.deprecatedIds.has(id) ? undefined : 'external_id is not a deprecated external_id';
  });
  const ids = good as string[];
  return {
    answer: { message: 'success', removed_ids: ids, removal_errors: errors },
    effect: () => {
      for (const id of ids) {
        const user = users.find({ external_id: id });
        if (user?.deprecatedIds.has(id)) users.forget(user, id);
      }
    },
  };
}
