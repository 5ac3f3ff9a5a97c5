import { operation, readDate, type CheckContext } from '../../../engine';
import { campaignPath } from '../endpoints';
import { campaignProblems, samples } from '../fields';
import { changed, isPart, missingParts, nothingChanged, rests, type Update } from './change';
import { fullInput, sampleCampaign, sampleInput, sampleSaved } from './samples';
import { updateFields } from './updateFields';
import { bodyOf, campaignDoubts, campaignProblemsOf, savedIn, savedSince } from './whole';

/** States that the document lists for answers but does not promise to accept. */
const UNSURE: readonly (string | undefined)[] = ['stopped', 'finished'];

/** Upper bound for all tries of a request, including the waits between them. */
const SOON_MS = 30 * 60_000;

/** Whether a campaign saved now is sent immediately, or may become due before the last try. */
const comesSoon = ({ schedule_type, schedule_at }: Update, { now, timeZone }: CheckContext): boolean => {
  if (schedule_type === 'now') return true;
  const at = schedule_at === undefined ? undefined : readDate(schedule_at, timeZone);
  return schedule_type === 'once' && (at === undefined || at.toMillis() < now + SOON_MS);
};

/** HORISEN Campaign API, 3.4 "Update a Campaign". */
export const update = operation({
  label: 'Update',
  action: 'Update campaign',
  description: 'Change individual fields of a campaign, or replace it completely',
  docs: 'HORISEN Campaign API, 3.4 "Update a Campaign"',
  fields: updateFields,
  check: (input, context) => [
    ...campaignProblems('campaign_uuid', input.campaign_uuid),
    ...(isPart(input) ? nothingChanged(input) : missingParts(input)),
    ...campaignProblemsOf(input, context, rests(input)),
  ],
  warn: (input, context) => [
    ...(UNSURE.includes(input.status)
      ? [`HORISEN only documents Active and Draft for saved campaigns, and may reject '${input.status ?? ''}'; use 'Stop' to stop a campaign.`]
      : []),
    ...campaignDoubts(input, context),
  ],
  readModifyWrite: {
    when: isPart,
    request: (input, context) => ({ method: 'GET', path: campaignPath(input, context) }),
    merge: changed,
  },
  // An active campaign that is due is sent as soon as it is saved, and it may become due between two tries.
  retry: (input, context) => (input.status === 'active' && comesSoon(input, context) ? 'send' : 'idempotent'),
  ifUnknown: "Check the time of its last run with 'Get' before you update it again.",
  returns: 'object',
  request: ([input], context) => ({ method: 'PUT', path: campaignPath(input, context), body: { json: bodyOf(input, context) } }),
  parse: ({ body }, _inputs, context) => savedIn(body, context),
  reconcile: {
    request: ([input], context) => ({ method: 'GET', path: campaignPath(input, context) }),
    parse: (reply, [input], lost, context) => savedSince(reply, input, lost, context),
  },
  sample: sampleSaved,
  sampleReply: sampleCampaign,
  sampleInputs: [
    { campaign_uuid: samples.template, change_only: false, ...sampleInput },
    { campaign_uuid: samples.template, change_only: false, ...fullInput },
  ],
});
