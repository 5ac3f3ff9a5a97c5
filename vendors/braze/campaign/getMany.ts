import { endpoint } from '../endpoint';
import { archivable, editedAfter, listOf } from '../lists';
import { sampleId } from '../fields';

/** Campaign List Endpoint. */
export const getMany = listOf({
  endpoint: endpoint('/campaigns/list'),
  label: 'Get Many',
  action: 'Get many campaigns',
  description: 'List campaigns with their identifiers, including paused campaigns',
  docs: 'Campaign List Endpoint',
  member: 'campaigns',
  full: 100,
  fields: { ...archivable, ...editedAfter('campaigns') },
  today: ['sort_direction', 'last_edit.time[gt]'],
  sample: { id: sampleId, name: 'API campaign', is_api_campaign: true, tags: ['api'] },
  fullInput: { include_archived: true, sort_direction: 'desc', 'last_edit.time[gt]': '2014-12-10T23:59:59-05:00' },
});
