import { endpointBy } from '../endpoint';
import { appId, sampleId } from '../fields';
import { seriesOf } from '../series';

/** The four figures, each with its own endpoint: "Monthly Active Users Series Endpoint" and those after it. */
const kpis = [
  { value: 'dau', label: 'Daily Active Users' },
  { value: 'mau', label: 'Monthly Active Users', description: 'In a rolling 30-day window' },
  { value: 'new_users', label: 'New Users' },
  { value: 'uninstalls', label: 'Uninstalls' },
] as const;

const endpoint = endpointBy(
  '/kpi/{kpi}/data_series',
  'kpi',
  kpis.map(({ value }) => value),
);

const getSeries = seriesOf({
  endpoint,
  label: 'Get Series',
  action: 'Get KPI series',
  description: 'Get daily active users, new users or uninstalls',
  docs: 'KPI Export',
  fields: {
    kpi: { type: 'choice', label: 'KPI', description: 'Which KPI to get', required: true, default: 'mau', options: kpis },
    app_id: appId,
  },
  path: ({ kpi }) => endpoint.path.replace('{kpi}', String(kpi)),
  unsent: ['kpi'],
  sample: { time: '2014-12-10', mau: 11_234 },
  least: { kpi: 'mau' },
  full: { kpi: 'mau', app_id: sampleId },
});

/** Figures of the whole app group: Braze document, "KPI Export". */
export const kpi = { label: 'KPI', operations: { getSeries } };
