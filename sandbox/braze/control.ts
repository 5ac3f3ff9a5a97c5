import type { FastifyInstance } from 'fastify';
import { isRecord, readJson } from '../server/body';
import { isEmail } from './checks';
import { phaseOf } from './outbox/batch';
import type { BrazeState } from './state';
import { isPhone, isReason } from './users/numbers';
import { rowOf } from './users/row';

/** What the dashboard would show, and what people and mail servers do. Not part of the vendor's API. */
export function controlRoutes(app: FastifyInstance, state: BrazeState): void {
  app.get<{ Params: { id: string } }>('/users/:id', async (request, reply) => {
    const user = state.users.find({ external_id: request.params.id });
    return user ? rowOf(user, undefined, state.rows) : reply.code(404).send({ error: 'No such user' });
  });

  app.get('/schedules', async () => ({
    schedules: state.outbox
      .batches()
      .filter(({ scheduleId }) => scheduleId !== undefined)
      .map((batch) => ({
        schedule_id: batch.scheduleId,
        dispatch_id: batch.id,
        campaign_id: batch.campaign?.id ?? null,
        ...(batch.canvas && { canvas_id: batch.canvas.id }),
        time: new Date(batch.schedule.at).toISOString(),
        mode: batch.schedule.mode,
        state: phaseOf(batch, state.world.now()),
      })),
  }));

  app.get('/live-activities', async () => ({ live_activities: state.activities.ids() }));

  app.get('/emails', async () => emailLists(state));
  app.post('/emails', async (request, reply) => {
    const body = await readJson(request);
    const { email, event } = isRecord(body) ? body : {};
    state.outbox.settle();
    if (!isEmail(email)) return reply.code(400).send({ error: '"email" must be an email address' });
    if (event === 'bounce') state.emails.bounced.set(email.toLowerCase(), state.world.now());
    else if (event === 'spam') state.emails.spam.add(email.toLowerCase());
    else if (event === 'unsubscribe') state.emails.subscribe(email, 'unsubscribed', state.world.now());
    else return reply.code(400).send({ error: '"event" must be bounce, spam or unsubscribe' });
    return reply.code(201).send(emailLists(state));
  });

  app.get('/assets', async () => ({ assets: state.library.assets }));

  app.get('/phones', async () => phoneList(state));
  app.post('/phones', async (request, reply) => {
    const body = await readJson(request);
    const { phone, reason } = isRecord(body) ? body : {};
    state.outbox.settle();
    if (!isPhone(phone)) return reply.code(400).send({ error: '"phone" must be a phone number in E.164 format' });
    if (!isReason(reason)) return reply.code(400).send({ error: '"reason" must be provider_error or deactivated' });
    state.invalidNumbers.set(phone, { at: state.world.now(), reason });
    return reply.code(201).send(phoneList(state));
  });
}

function phoneList({ invalidNumbers }: BrazeState) {
  return { invalid: [...invalidNumbers.keys()] };
}

function emailLists({ emails }: BrazeState) {
  return { unsubscribed: [...emails.unsubscribed.keys()], bounced: [...emails.bounced.keys()], spam: [...emails.spam] };
}
