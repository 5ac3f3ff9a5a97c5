import { operation, promised, type JsonObject } from '../../../engine';
import { campaignPath } from '../endpoints';
import { campaignChoice, campaignProblems, extraFields, samples, serviceProblems, serviceUuid } from '../fields';
import { sampleTemplate } from './samples';

/** HORISEN Campaign API, 3.3 "Get a Campaign by UUID". */
export const get = operation({
  label: 'Get',
  action: 'Get campaign',
  description: 'Get a campaign with its content, status, and last and next run',
  docs: 'HORISEN Campaign API, 3.3 "Get a Campaign by UUID"',
  fields: { service_uuid: serviceUuid, campaign_uuid: campaignChoice, fields: extraFields },
  check: (input, context) => [...serviceProblems(input, context), ...campaignProblems('campaign_uuid', input.campaign_uuid)],
  retry: 'safe',
  returns: 'object',
  request: ([input], context) => ({
    method: 'GET',
    path: campaignPath(input, context),
    ...(input.fields && input.fields.length > 0 && { query: { fields: input.fields.join(',') } }),
  }),
  parse({ body }) {
    promised(body, 'uuid');
    return { one: body as JsonObject };
  },
  sample: sampleTemplate,
  sampleReply: sampleTemplate,
  sampleInputs: [{ campaign_uuid: samples.template }, { service_uuid: samples.service, campaign_uuid: samples.template, fields: ['tasks', 'messages'] }],
});
