import { isRecord } from '../../server/body';
import { demand, filled, filledTexts, isGiven, oneOf } from '../checks';
import { refuse } from '../refusals';
import type { FollowState, JsonObject } from '../state';

/**
 * The audience ("Classic campaign with audience targeting using segments"): blocks of filters, of which the document shows one kind. Other kinds are
 * accepted if they have a `filter_on`. A transactional campaign has no audience: its messages name the people.
 */
export function checkFilters(body: JsonObject, state: FollowState): void {
  const { filters } = body;
  if (!isGiven(filters)) return;
  if (body.type === 'transactional') throw refuse.invalid('filters has no place in a transactional campaign');
  if (!isRecord(filters)) throw refuse.invalid('filters must be an object');
  for (const [at, block] of listOf(filters.blocks, 'filters.blocks').entries()) {
    const path = `filters.blocks[${at}]`;
    if (!isRecord(block)) throw refuse.invalid(`${path} must be an object`);
    for (const [index, filter] of listOf(block.filters, `${path}.filters`).entries()) checkFilter(filter, `${path}.filters[${index}]`, state);
  }
}

function checkFilter(filter: unknown, path: string, state: FollowState): void {
  if (!isRecord(filter)) throw refuse.invalid(`${path} must be an object`);
  demand(filter, { required: { filter_on: filled } }, `${path}.`);
  if (filter.filter_on !== 'segments') return;
  demand(filter, { required: { selection: filled, segment_identifiers: filledTexts, operator: oneOf('is_in', 'is_not_in') } }, `${path}.`);
  const unknown = (filter.segment_identifiers as string[]).find((id) => !state.segments.has(id));
  if (unknown !== undefined) throw refuse.invalid(`Unknown segment with identifier ${unknown}`);
}

function listOf(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw refuse.invalid(`${path} must be a list, not empty`);
  return value;
}
