import { operation, promisedObjects } from '../../../engine';
import { CATALOGS } from '../onlyToday';
import { QUOTAS } from './quotas';
import { sample } from './samples';

/** List catalogs: Braze, "Catalogs", asynchronous and synchronous endpoints. The answer has no pages. */
export const getMany = operation({
  label: 'Get Many',
  action: 'Get many catalogs',
  description: 'List the catalogs with their fields and the number of their items',
  docs: 'Braze, "List catalogs"',
  onlyWith: CATALOGS,
  fields: {},
  retry: 'safe',
  permission: 'catalogs.get',
  quota: QUOTAS.catalogs,
  returns: 'list',
  request: () => ({ method: 'GET', path: '/catalogs' }),
  parse: ({ body }) => ({ rows: promisedObjects(body, 'catalogs') }),
  sample,
  sampleReply: { catalogs: [sample], message: 'success' },
  sampleInputs: [{}, {}],
});
