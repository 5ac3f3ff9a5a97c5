import { isRecord } from '../../server/body';
import { UUID } from '../account';
import { refuse, type Item } from '../refusals';
import type { HorisenState } from '../state';
import type { Content } from './campaign';
import { faultsIn } from './checks';
import { fillVariables } from './variables';

/**
 * The campaign described by a clone request (HORISEN Campaign API, 1.4 and 4.2): the source's content, overridden by the given members, with the
 * variables filled in. A source that is stopped or finished, which a new campaign cannot be, yields a draft.
 */
export function cloneOf(state: HorisenState, body: Record<string, unknown>, statuses: readonly string[]): Content {
  const { clone_uuid, template_vars = {}, ...overrides } = body;
  const faults: Item[] = [];
  const isUuid = typeof clone_uuid === 'string' && UUID.test(clone_uuid);
  const source = isUuid ? state.campaigns.all().find(({ uuid }) => uuid === clone_uuid.toLowerCase()) : undefined;
  if (clone_uuid === undefined) faults.push({ name: 'clone_uuid', message: 'This value is required with template_vars' });
  else if (!isUuid) faults.push({ name: 'clone_uuid', message: 'This value must be a UUID' });
  else if (!source) faults.push({ name: 'clone_uuid', message: 'There is no such campaign' });
  if (!isRecord(template_vars) || !Object.values(template_vars).every((value) => typeof value === 'string'))
    faults.push({ name: 'template_vars', message: 'This value must be an object of strings' });
  if (!source || faults.length > 0) throw refuse.invalid(faults);

  const { status } = source.content;
  const cloned = { ...source.content, status: statuses.includes(status) ? status : 'draft', ...overrides };
  const items = faultsIn(state, cloned, statuses);
  if (items.length > 0) throw refuse.invalid(items);
  const filled = fillVariables(cloned as Content, template_vars as Record<string, string>);
  // A value must not break the text it is inserted into.
  const broken = faultsIn(state, { ...filled }, statuses);
  if (broken.length > 0) throw refuse.invalid(broken);
  return filled;
}
