import { operation } from '../../../engine';
import { campaignsPath } from '../endpoints';
import { bodyOf, campaignDoubts, campaignProblemsOf, madeSince, savedIn, uuidIn } from './whole';
import { newestOf } from './newest';
import { checkName, sameName } from './sameName';
import { fullInput, sampleCampaign, sampleInput, sampleSaved } from './samples';
import { wholeFields } from './wholeFields';

/** HORISEN Campaign API, 3.1 "Create or Clone a Campaign". */
export const create = operation({
  label: 'Create',
  action: 'Create campaign',
  description: 'Create a campaign for one of the channels, as a draft or ready to run now, once or repeatedly',
  docs: 'HORISEN Campaign API, 3.1 "Create or Clone a Campaign"',
  verb: 'createCampaign',
  fields: { ...wholeFields, check_name: checkName },
  check: (input, context) => campaignProblemsOf(input, context),
  warn: campaignDoubts,
  retry: ({ status }) => (status === 'draft' ? 'nonIdempotent' : 'send'),
  ifUnknown: "Check with 'Get Many' whether there is a campaign with that name before you create it again.",
  named: sameName,
  returns: 'object',
  request: ([input], context) => ({ method: 'POST', path: campaignsPath(input, context), body: { json: bodyOf(input, context) } }),
  parse: ({ body }, _inputs, context) => savedIn(body, context),
  reconcile: {
    request: ([input], context) => newestOf(input, context),
    parse: (reply, [input], lost, context) => madeSince(reply, input, lost, context),
    madeIn: uuidIn,
  },
  sample: sampleSaved,
  sampleReply: sampleCampaign,
  sampleInputs: [sampleInput, fullInput],
});
