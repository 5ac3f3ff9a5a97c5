import { operation, promised } from '../../../engine';
import { campaignPath, saysNothing } from '../endpoints';
import { campaignChoice, campaignProblems, samples, serviceProblems, serviceUuid } from '../fields';

/** HORISEN Campaign API, 3.6 "Delete a Campaign". */
export const remove = operation({
  label: 'Delete',
  action: 'Delete campaign',
  description: 'Delete a campaign permanently; stop active campaigns first',
  docs: 'HORISEN Campaign API, 3.6 "Delete a Campaign"',
  fields: { service_uuid: serviceUuid, campaign_uuid: campaignChoice },
  check: (input, context) => [...serviceProblems(input, context), ...campaignProblems('campaign_uuid', input.campaign_uuid)],
  retry: 'idempotent',
  returns: 'object',
  request: ([input], context) => ({ method: 'DELETE', path: campaignPath(input, context) }),
  parse({ body }, [{ campaign_uuid }]) {
    if (!saysNothing(body)) promised(body, 'uuid');
    return { one: { uuid: campaign_uuid.trim(), deleted: true } };
  },
  // The try whose answer was lost has deleted it.
  recover: ({ code }, [{ campaign_uuid }], again) => (again && code === 'notFound' ? { one: { uuid: campaign_uuid.trim(), deleted: true } } : undefined),
  sample: { uuid: samples.draft, deleted: true },
  sampleReply: null,
  sampleInputs: [{ campaign_uuid: samples.draft }, { service_uuid: samples.service, campaign_uuid: samples.draft }],
});
