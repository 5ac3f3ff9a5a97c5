import { endpoint } from '../endpoint';
import { sampleId } from '../fields';
import { archivable, editedAfter, listOf } from '../lists';
import { onlyToday } from '../onlyToday';

/** Braze, endpoints/export/canvas/get_canvases: the twin of the list of campaigns. */
export const getMany = listOf({
  endpoint: endpoint('/canvas/list'),
  label: 'Get Many',
  action: 'Get many canvases',
  description: 'List Canvases with their identifiers, including stopped Canvases',
  docs: 'Export Canvas list',
  onlyWith: onlyToday('Canvases'),
  member: 'canvases',
  full: 100,
  fields: { ...archivable, ...editedAfter('Canvases') },
  sample: { id: sampleId, name: 'Abandoned cart', tags: ['cart'], last_edited: '2026-01-02T10:00:00+00:00' },
  fullInput: { include_archived: true, sort_direction: 'desc', 'last_edit.time[gt]': '2014-12-10T23:59:59-05:00' },
});
