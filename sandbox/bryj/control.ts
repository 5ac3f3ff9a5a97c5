import type { FastifyInstance } from 'fastify';
import { rowsFromNothing } from '../csv/rows';
import { isRecord, readJson } from '../server/body';
import { epoch, type BryjState, type Campaign } from './state';

const MOST_ROWS = 50_000_000;
const STATES = ['draft', 'ongoing', 'finished', 'stopped'];

/** What a person does by hand in GROW, and a batch without an upload. Not part of the vendor's API. */
export function controlRoutes(app: FastifyInstance, state: BryjState): void {
  app.get('/campaigns', async () => ({ campaigns: [...state.campaigns.values()] }));

  app.post('/campaigns', async (request, reply) => {
    const body = await readJson(request);
    if (!isRecord(body) || typeof body.id !== 'string' || body.id === '') return reply.code(400).send({ error: '"id" is missing' });
    const old = state.campaigns.get(body.id);
    const { channel = old?.channel ?? 'push', state: phase = old?.state ?? 'ongoing', variables = old?.variables ?? [] } = body;
    if (channel !== 'push' && channel !== 'inapp') return reply.code(400).send({ error: '"channel" must be push or inapp' });
    if (!STATES.includes(phase as string)) return reply.code(400).send({ error: `"state" must be one of ${STATES.join(', ')}` });
    if (!Array.isArray(variables) || variables.some((name) => typeof name !== 'string')) {
      return reply.code(400).send({ error: '"variables" must be a list of names' });
    }
    const text = (value: unknown, other: string): string => (typeof value === 'string' ? value : other);
    const campaign: Campaign = {
      id: body.id,
      name: text(body.name, old?.name ?? body.id),
      channel,
      state: phase as Campaign['state'],
      variables: variables as string[],
      title: text(body.title, old?.title ?? 'A message'),
      body: text(body.body, old?.body ?? (variables as string[]).map((name) => `${name}: {{${name}}}`).join(', ')),
    };
    // The same object, so that batches that refer to it are updated.
    state.campaigns.set(campaign.id, old ? Object.assign(old, campaign) : campaign);
    return reply.code(201).send(campaign);
  });

  app.post('/synthetic', async (request, reply) => {
    const body = await readJson(request);
    const { campaign_id: id = 'CMP_demo_welcome', rows, send_at: sendAt, prefix } = isRecord(body) ? body : {};
    const campaign = state.campaigns.get(String(id));
    if (!campaign) return reply.code(404).send({ error: `No campaign ${String(id)}` });
    if (typeof rows !== 'number' || !Number.isInteger(rows) || rows < 0 || rows > MOST_ROWS) {
      return reply.code(400).send({ error: `"rows" must be a whole number from 0 to ${MOST_ROWS}` });
    }
    const now = state.world.now();
    // By default long enough ago for its report to be ready and final.
    const done = now - state.settings.processingMs - state.settings.publishMs - state.settings.settleMs;
    const at = typeof sendAt === 'number' ? sendAt : done;
    const batch = state.addBatch({
      campaign,
      form: 'synthetic',
      createdAt: Math.min(now, at),
      sendAt: at,
      source: rowsFromNothing(campaign.variables, rows, typeof prefix === 'string' ? prefix : undefined),
    });
    return reply.code(201).send({ request_id: batch.id, campaign_id: campaign.id, rows, to_be_send_at: epoch(at) });
  });
}
