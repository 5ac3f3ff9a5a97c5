import type { FastifyInstance } from 'fastify';
import type { Campaign } from '../catalogue';
import { demand, filled, flag, isFilled, text } from '../checks';
import { post, type Body, type Outcome } from '../endpoint';
import { accept } from '../outbox/accept';
import { newId, type Batch } from '../outbox/batch';
import { refuse } from '../refusals';
import type { BrazeState } from '../state';
import { readMessages } from './forms';
import { readSchedule } from './schedule';
import { readTargets } from './targets';

/** The document's "Sending Messages Immediately via API Only" and the message half of its "Schedule Endpoints". */
export function messageRoutes(app: FastifyInstance, state: BrazeState): void {
  post(app, state, '/messages/send', (body) => send(state, body));
  post(app, state, '/messages/schedule/create', (body) => schedule(state, body));
  post(app, state, '/messages/schedule/update', (body) => update(state, body));
  post(app, state, '/messages/schedule/delete', (body) => {
    const batch = scheduledIn(state, body, 'schedule');
    return { answer: { message: 'success' }, effect: () => void (batch.canceledAt = state.world.now()) };
  });
}

function send(state: BrazeState, body: Body): Outcome {
  demand(body, { optional: { override_frequency_capping: flag, send_id: text } });
  const campaign = campaignIn(state, body);
  const order = readTargets(state, body);
  const messages = readMessages(body.messages, 'send', campaign, state.settings.appboy !== 0, state.world.now());
  const id = newId();
  return {
    answer: { ...dispatched(state, id), message: 'success' },
    effect: () => accept(state, { id, form: 'send', ...(campaign && { campaign }), order, messages, schedule: { mode: 'fixed', at: state.world.now() } }),
  };
}

function schedule(state: BrazeState, body: Body): Outcome {
  demand(body, { optional: { override_messaging_limits: flag, send_id: text } });
  const campaign = campaignIn(state, body);
  const order = readTargets(state, body);
  const appboy = state.settings.appboy !== 0;
  const due = readSchedule(body.schedule, state.world.now(), appboy);
  const messages = readMessages(body.messages, 'schedule', campaign, appboy, state.world.now());
  const [id, scheduleId] = [newId(), newId()];
  return {
    answer: { ...dispatched(state, id), schedule_id: scheduleId, message: 'success' },
    effect: () => accept(state, { id, form: 'schedule', ...(campaign && { campaign }), scheduleId, order, messages, schedule: due }),
  };
}

/** "Any schedule or messages object that you provide will completely overwrite the one that you provided" before. */
function update(state: BrazeState, body: Body): Outcome {
  const batch = scheduledIn(state, body, 'schedule');
  const appboy = state.settings.appboy !== 0;
  if (body.schedule === undefined && body.messages === undefined) throw refuse.badRequest("At least one of 'schedule' and 'messages' is required");
  const due = body.schedule === undefined ? batch.schedule : readSchedule(body.schedule, state.world.now(), appboy);
  const messages = body.messages === undefined ? batch.messages : readMessages(body.messages, 'schedule', batch.campaign, appboy, state.world.now());
  return { answer: { message: 'success' }, effect: () => void Object.assign(batch, { schedule: due, messages }) };
}

/** The schedule that a request refers to. */
export function scheduledIn(state: BrazeState, body: Body, form: Batch['form']): Batch {
  demand(body, { required: { schedule_id: filled } });
  return state.outbox.scheduled(body.schedule_id, form);
}

/** The answer's `dispatch_id`, which the document does not have. */
export function dispatched({ settings }: BrazeState, id: string): { dispatch_id?: string } {
  return settings.appboy ? {} : { dispatch_id: id };
}

/** "the campaign_id indicates the API Campaign under which the analytics for a message should be tracked". */
function campaignIn(state: BrazeState, { campaign_id: id }: Body): Campaign | undefined {
  if (id === undefined || id === null) return undefined;
  const campaign = isFilled(id) ? state.campaigns.get(id) : undefined;
  if (!campaign?.isApi || campaign.archived) throw refuse.campaign();
  return campaign;
}
