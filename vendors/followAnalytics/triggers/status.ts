import { changeTrigger, type JsonObject } from '../../../engine';
import { getMany } from '../campaign/getMany';
import { simplifyCampaign, stateOf } from '../campaign/rows';
import { commaProblems, listed } from '../campaign/filters';
import { samples } from '../fields';

const { app_ids, workflow_types, labels, message_types, search } = listed;

const channelOf = ({ includes_push, includes_inapp }: JsonObject): string =>
  [...(includes_push === true ? ['push'] : []), ...(includes_inapp === true ? ['inapp'] : [])].join('+');

/** FollowAnalytics campaigns API, "List all campaigns"; the states are those of its `status` filter. */
export const status = changeTrigger({
  vendor: 'followAnalytics',
  docs: getMany.docs,
  operation: 'campaign.getMany',
  fields: { app_ids, workflow_types, labels, message_types, search },
  check: (input) => commaProblems(input),
  input: (chosen) => chosen as JsonObject,
  entersBy: ['labels', 'search'],
  id: (row) => String((row as JsonObject).identifier ?? ''),
  status: (row) => stateOf(row as JsonObject),
  createdAt: (row) => Number((row as JsonObject).created_at) * 1000,
  over: ['finished', 'failed', 'canceled'],
  finished: 'finished',
  about: (row) => {
    const { name = null, updated_at = null } = simplifyCampaign(row);
    return { name, channel: channelOf(row as JsonObject), changedAt: updated_at };
  },
  sample: getMany.sample,
  full: {
    app_ids: [samples.app],
    workflow_types: ['transactional'],
    labels: ['spring'],
    message_types: ['push-only', 'inapp-only', 'push-inapp'],
    search: 'c',
  },
});
