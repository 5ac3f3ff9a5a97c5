import { endpoint } from '../endpoint';
import { sampleId, sortDirection } from '../fields';
import { listOf } from '../lists';

/** Segment List Endpoint. */
export const getMany = listOf({
  endpoint: endpoint('/segments/list'),
  label: 'Get Many',
  action: 'Get many segments',
  description: 'List segments with their identifiers, excluding archived segments',
  docs: 'Segment List Endpoint',
  member: 'segments',
  full: 100,
  fields: { sort_direction: sortDirection },
  today: ['sort_direction'],
  sample: { id: sampleId, name: 'Demo users', analytics_tracking_enabled: true, tags: ['demo'] },
  fullInput: { sort_direction: 'desc' },
});
