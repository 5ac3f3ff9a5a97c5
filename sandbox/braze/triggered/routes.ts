import type { FastifyInstance } from 'fastify';
import { demand, text } from '../checks';
import { post, type Body, type Outcome } from '../endpoint';
import { readAudience } from '../messages/audience';
import { dispatched, scheduledIn } from '../messages/routes';
import { readSchedule } from '../messages/schedule';
import { checkBroadcast } from '../messages/targets';
import { accept } from '../outbox/accept';
import { newId, type Batch } from '../outbox/batch';
import type { Order } from '../outbox/order';
import { refuse } from '../refusals';
import type { BrazeState } from '../state';
import { campaigns, canvases, type Kind, type Target } from './kind';
import { noticeAbout } from './notice';
import { readRecipients } from './recipients';
import { readValues } from './values';

/**
 * The document's "Sending Messages via API Triggered Delivery" and the trigger half of its "Schedule Endpoints", for campaigns; and their twins for
 * Canvases, which exist only today.
 */
export function triggerRoutes(app: FastifyInstance, state: BrazeState): void {
  for (const kind of [campaigns, canvases]) addRoutes(app, state, kind);
}

function addRoutes(app: FastifyInstance, state: BrazeState, kind: Kind): void {
  const add = (path: string, work: (body: Body) => Outcome): void => post(app, state, `${kind.path}/trigger/${path}`, work);
  add('send', (body) => {
    const target = state.settings.appboy ? triggerableIn(state, body, kind) : kind.find(state, body);
    const trigger = readTrigger(state, body, kind, target);
    const id = newId();
    const notice = noticeAbout(target);
    if (notice !== undefined) return { answer: { notice, ...dispatched(state, id), message: 'success' } };
    return {
      answer: { ...dispatched(state, id), message: 'success' },
      effect: () => trigger.carryOut({ id, form: 'trigger', schedule: { mode: 'fixed', at: state.world.now() } }),
    };
  });
  add('schedule/create', (body) => {
    const trigger = readTrigger(state, body, kind, triggerableIn(state, body, kind));
    const schedule = readSchedule(body.schedule, state.world.now(), state.settings.appboy !== 0);
    const [id, scheduleId] = [newId(), newId()];
    return {
      answer: { ...dispatched(state, id), schedule_id: scheduleId, message: 'success' },
      effect: () => trigger.carryOut({ id, form: 'trigger schedule', scheduleId, schedule }),
    };
  });
  add('schedule/update', (body) => {
    const batch = triggerScheduledIn(state, body, kind);
    const schedule = readSchedule(body.schedule, state.world.now(), state.settings.appboy !== 0);
    return { answer: { message: 'success' }, effect: () => void (batch.schedule = schedule) };
  });
  add('schedule/delete', (body) => {
    const batch = triggerScheduledIn(state, body, kind);
    return { answer: { message: 'success' }, effect: () => void (batch.canceledAt = state.world.now()) };
  });
}

/** What to send and to whom; complete once a time in the outbox is added. */
function readTrigger(
  state: BrazeState,
  body: Body,
  kind: Kind,
  { thing, of, messages }: Target,
): { carryOut(batch: Pick<Batch, 'id' | 'form' | 'scheduleId' | 'schedule'>): void } {
  const properties = readValues(body, kind);
  demand(body, { optional: { send_id: text } });
  const recipients = readRecipients(state, body, kind);
  const audience = body.audience === undefined || body.audience === null || state.settings.appboy ? undefined : readAudience(body.audience, false);
  checkBroadcast(state, body, recipients !== undefined);
  const segment = thing.segmentId === undefined ? undefined : state.segments.get(thing.segmentId);
  const order: Order = {
    ...(recipients && { recipients: recipients.list }),
    ...(segment && { segment }),
    ...(audience && { audience }),
    properties,
    subscription: 'subscribed',
  };
  return {
    carryOut(batch) {
      recipients?.prepare();
      accept(state, { ...batch, ...of, order, messages });
    },
  };
}

/** What can send now. Today trigger/send accepts others too; neither the document nor a page says so for schedules. */
function triggerableIn(state: BrazeState, body: Body, kind: Kind): Target {
  const target = kind.find(state, body);
  if (noticeAbout(target) !== undefined) throw kind.refusal();
  return target;
}

function triggerScheduledIn(state: BrazeState, body: Body, kind: Kind): Batch {
  const { thing, called } = triggerableIn(state, body, kind);
  const batch = scheduledIn(state, body, 'trigger schedule');
  if ((batch.campaign ?? batch.canvas)?.id !== thing.id) throw refuse.badRequest(`schedule_id is not known for this ${called}`);
  return batch;
}
