import { definitionsOf } from '../definitions';
import { CUSTOM_EVENTS, endpoint } from '../endpoint';
import { appId, onlySegment, sampleId, unit } from '../fields';
import { listOf } from '../lists';
import { seriesOf } from '../series';

const getMany = listOf({
  endpoint: endpoint('/events/list', { quota: CUSTOM_EVENTS }),
  label: 'Get Many',
  action: 'Get many events',
  description: 'List the names of recorded custom events',
  docs: 'Custom Events List Endpoint',
  member: 'events',
  textAs: 'event',
  full: 250,
  sample: { event: 'Event A' },
  fullInput: {},
});

const getSeries = seriesOf({
  endpoint: endpoint('/events/data_series'),
  label: 'Get Series',
  action: 'Get event series',
  description: 'Get the number of times a custom event occurred over time',
  docs: 'Custom Events Series Endpoint',
  fields: {
    event: {
      type: 'choice',
      label: 'Event',
      description: 'Name of the custom event',
      required: true,
      placeholder: 'Event A',
      loadOptions: { operation: 'event.getMany', value: 'event', label: 'event' },
      todo: 'Choose an event from the list, or enter its name exactly as it was recorded.',
    },
    unit,
    app_id: appId,
    segment_id: onlySegment,
  },
  sample: { time: '2014-12-10', count: 321 },
  least: { event: 'Event A' },
  full: { event: 'Event A', unit: 'hour', app_id: sampleId, segment_id: sampleId },
});

const getDefinitions = definitionsOf({
  path: '/events',
  permission: 'events.get',
  label: 'Get Definitions',
  action: 'Get event definitions',
  description: 'List the custom events with their description, status and tags',
  docs: 'Export custom events',
  member: 'events',
  sample: { name: 'Event A', description: 'Something that users do', included_in_analytics_report: true, status: 'Active', tag_names: ['Shop'] },
});

/** Custom events: Braze document, "Custom Events Analytics Export". */
export const event = { label: 'Event', operations: { getMany, getSeries, getDefinitions } };
