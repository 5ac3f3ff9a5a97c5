import { post } from '../endpoint';
import { accept } from '../outbox/accept';
import { newId } from '../outbox/batch';
import type { Route } from '../route';
import { alertIn, checkActivity } from './liveActivity';

/** Today's "Update Live Activity". Apps start activities of their own, so one that the sandbox does not know is taken too. */
export const postMessagesLiveActivityUpdate: Route = (app, state) =>
  post(app, state, '/messages/live_activity/update', (body) => {
    checkActivity(state, body);
    const alert = alertIn(body);
    const id = String(body.activity_id);
    return {
      answer: { message: 'success' },
      effect() {
        const schedule = { mode: 'fixed', at: state.world.now() } as const;
        if (alert) for (const order of state.activities.of(id)) accept(state, { id: newId(), form: 'live activity', order, messages: [alert], schedule });
        if (body.end_activity === true) state.activities.end(id);
      },
    };
  });
