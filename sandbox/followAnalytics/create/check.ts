import { demand, filled, flag, isWhole, object, oneOf, whole, type Check } from '../checks';
import { placeholdersIn, textsIn } from '../placeholders';
import { refuse } from '../refusals';
import type { FollowState, JsonObject } from '../state';
import { checkDynamic } from './dynamic';
import { checkFilters } from './filters';
import { checkParams } from './params';

/** Later than any plausible date in seconds: a larger number is in milliseconds. */
const MOST_SECONDS = 99_999_999_999;

const seconds: Check = (value) => (isWhole(value) && value >= 0 && value <= MOST_SECONDS ? undefined : 'must be a timestamp in seconds since epoch');
const start: Check = (value) => (value === 'now' ? undefined : seconds(value) && 'must be a timestamp in seconds since epoch, or now');

/** All rules of "Campaign creation" for a body. Throws the first problem. */
export function checkCampaign(body: JsonObject, state: FollowState): void {
  demand(body, {
    required: {
      name: filled,
      type: oneOf('classic', 'transactional', 'dynamic'),
      source: oneOf('API'),
      app_id: filled,
      includes_push: flag,
      includes_inapp: flag,
      start_date: start,
      params: object,
    },
    optional: { push_ttl: whole(1), inapp_ttl: whole(1), end_date: seconds, adapt_tz: flag, skip_message_limit: flag },
  });
  const { app_id: app, includes_push: includesPush, includes_inapp: includesInapp, start_date: from, end_date: to } = body;
  if (!state.apps.has(app as string)) throw refuse.invalid(`Unknown application with identifier ${String(app)}`);
  if (!includesPush && !includesInapp) throw refuse.invalid('includes_push or includes_inapp must be true');
  if (typeof from === 'number' && typeof to === 'number' && to <= from) throw refuse.invalid('end_date must be after start_date');
  checkParams(body.params as JsonObject, { includesPush: includesPush === true, includesInapp: includesInapp === true });
  checkDynamic(body);
  checkFilters(body, state);
}

/** The names of a transactional campaign's placeholders, without duplicates. Elsewhere the marks are ordinary text. */
export function placeholdersOf(body: JsonObject): readonly string[] {
  if (body.type !== 'transactional') return [];
  const names = new Set<string>();
  for (const [path, text] of textsIn(speakingParams(body.params as JsonObject), 'params')) {
    const { names: found, fault } = placeholdersIn(text);
    if (fault) throw refuse.invalid(`${path} ${fault}`);
    for (const name of found) names.add(name);
  }
  return [...names];
}

/** "The declaration of params[template_variables] array is not supported anymore": it is ignored. */
export function speakingParams({ template_variables: _, ...rest }: JsonObject): JsonObject {
  return rest;
}
