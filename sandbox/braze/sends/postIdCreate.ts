import { demand, filled, isGiven, isText } from '../checks';
import { post } from '../endpoint';
import { newId } from '../outbox/batch';
import { refuse } from '../refusals';
import type { Route } from '../route';

/** "Send identifier": ASCII, at most 64 characters. */
const SEND_ID = /^[\x20-\x7e]{1,64}$/;

/** Today's "Create send IDs". The 100 a day are a rate limit. */
export const postSendsIdCreate: Route = (app, state) =>
  post(app, state, '/sends/id/create', ({ campaign_id, send_id }) => {
    demand({ campaign_id }, { required: { campaign_id: filled } });
    const campaign = state.campaigns.get(String(campaign_id));
    if (!campaign || campaign.archived) throw refuse.campaign();
    if (isGiven(send_id) && !(isText(send_id) && SEND_ID.test(send_id))) throw refuse.badRequest("'send_id' must be an ASCII string of at most 64 characters");
    const id = isText(send_id) ? send_id : newId();
    return { answer: { send_id: id, message: 'success' }, effect: () => state.sendIds.create(campaign.id, id, state.world.now()) };
  });
