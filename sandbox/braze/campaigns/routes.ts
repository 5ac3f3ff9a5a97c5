import type { FastifyInstance } from 'fastify';
import type { Campaign, Template } from '../catalogue';
import { demand, isFilled, object, text } from '../checks';
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
import { noticeAbout } from './notice';
import { readRecipients } from './recipients';

type Templated = Campaign & { readonly template: Template };

/** The document's "Sending Messages via API Triggered Delivery" and the trigger half of its "Schedule Endpoints". */
export function campaignRoutes(app: FastifyInstance, state: BrazeState): void {
  post(app, state, '/campaigns/trigger/send', (body) => {
    const campaign = state.settings.appboy ? triggerableIn(state, body) : templatedIn(state, body);
    const trigger = readTrigger(state, body, campaign);
    const id = newId();
    const notice = noticeAbout(campaign);
    if (notice !== undefined) return { answer: { notice, ...dispatched(state, id), message: 'success' } };
    return {
      answer: { ...dispatched(state, id), message: 'success' },
      effect: () => trigger.carryOut({ id, form: 'trigger', schedule: { mode: 'fixed', at: state.world.now() } }),
    };
  });
  post(app, state, '/campaigns/trigger/schedule/create', (body) => {
    const trigger = readTrigger(state, body, triggerableIn(state, body));
    const schedule = readSchedule(body.schedule, state.world.now(), state.settings.appboy !== 0);
    const [id, scheduleId] = [newId(), newId()];
    return {
      answer: { ...dispatched(state, id), schedule_id: scheduleId, message: 'success' },
      effect: () => trigger.carryOut({ id, form: 'trigger schedule', scheduleId, schedule }),
    };
  });
  post(app, state, '/campaigns/trigger/schedule/update', (body) => {
    const batch = triggerScheduledIn(state, body);
    const schedule = readSchedule(body.schedule, state.world.now(), state.settings.appboy !== 0);
    return { answer: { message: 'success' }, effect: () => void (batch.schedule = schedule) };
  });
  post(app, state, '/campaigns/trigger/schedule/delete', (body): Outcome => {
    const batch = triggerScheduledIn(state, body);
    return { answer: { message: 'success' }, effect: () => void (batch.canceledAt = state.world.now()) };
  });
}

/** What to send and to whom; complete once a time in the outbox is added. */
function readTrigger(state: BrazeState, body: Body, campaign: Templated): { carryOut(batch: Pick<Batch, 'id' | 'form' | 'scheduleId' | 'schedule'>): void } {
  demand(body, { optional: { trigger_properties: object, send_id: text } });
  const recipients = readRecipients(state, body);
  const audience = body.audience === undefined || body.audience === null || state.settings.appboy ? undefined : readAudience(body.audience, false);
  checkBroadcast(state, body, recipients !== undefined);
  const segment = campaign.segmentId === undefined ? undefined : state.segments.get(campaign.segmentId);
  const order: Order = {
    ...(recipients && { recipients: recipients.list }),
    ...(segment && { segment }),
    ...(audience && { audience }),
    properties: (body.trigger_properties ?? {}) as Order['properties'],
    subscription: 'subscribed',
  };
  return {
    carryOut(batch) {
      recipients?.prepare();
      accept(state, { ...batch, campaign, order, messages: [campaign.template] });
    },
  };
}

/** "the campaign_id indicates the API ID of the campaign to be triggered. This field is required for all trigger endpoint requests". */
function templatedIn(state: BrazeState, { campaign_id: id }: Body): Templated {
  const campaign = isFilled(id) ? state.campaigns.get(id) : undefined;
  if (!campaign || !hasTemplate(campaign)) throw refuse.campaign();
  return campaign;
}

/** A campaign that can send. Today trigger/send accepts others too; neither the document nor a page says so for schedules. */
function triggerableIn(state: BrazeState, body: Body): Templated {
  const campaign = templatedIn(state, body);
  if (noticeAbout(campaign) !== undefined) throw refuse.campaign();
  return campaign;
}

function hasTemplate(campaign: Campaign): campaign is Templated {
  return campaign.template !== undefined;
}

function triggerScheduledIn(state: BrazeState, body: Body): Batch {
  const campaign = triggerableIn(state, body);
  const batch = scheduledIn(state, body, 'trigger schedule');
  if (batch.campaign !== campaign) throw refuse.badRequest('schedule_id is not known for this campaign');
  return batch;
}
