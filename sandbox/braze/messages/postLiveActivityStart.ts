import { demand, filled, isGiven, object } from '../checks';
import { post } from '../endpoint';
import { accept } from '../outbox/accept';
import { newId } from '../outbox/batch';
import { refuse } from '../refusals';
import type { Route } from '../route';
import { alertIn, checkActivity } from './liveActivity';
import { readTargets } from './targets';

const TARGETS = ['external_user_ids', 'segment_id', 'custom_audience'] as const;

/** Today's "Start Live Activity": shown as the push that comes with it. */
export const postMessagesLiveActivityStart: Route = (app, state) =>
  post(app, state, '/messages/live_activity/start', (body) => {
    checkActivity(state, body);
    demand(body, { required: { activity_attributes_type: filled, activity_attributes: object, notification: object } });
    const named = TARGETS.filter((name) => isGiven(body[name]));
    if (named.length !== 1) throw refuse.badRequest(`Exactly one of ${TARGETS.join(', ')} is required`);
    const { external_user_ids, segment_id, custom_audience: audience } = body;
    const order = readTargets(state, { external_user_ids, segment_id, audience, ...(!isGiven(external_user_ids) && { broadcast: true }) });
    const alert = alertIn(body)!;
    return {
      answer: { message: 'success' },
      effect() {
        state.activities.start(String(body.activity_id), order);
        accept(state, { id: newId(), form: 'live activity', order, messages: [alert], schedule: { mode: 'fixed', at: state.world.now() } });
      },
    };
  });
