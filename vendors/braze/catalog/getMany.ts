import { operation, promisedObjects } from '../../../engine';
import { notAtAppboy } from './fields';
import { QUOTAS } from './quotas';
import { sample } from './samples';

/** List catalogs: Braze, "Catalogs", asynchronous and synchronous endpoints. The answer has no pages. */
export const getMany = operation({
  label: 'Get Many',
  action: 'Get many catalogs',
  description: 'List the catalogs with their fields and the number of their items',
  docs: 'Braze, "List catalogs"',
  fields: {},
  check: (_, context) => notAtAppboy(context, 'version'),
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
