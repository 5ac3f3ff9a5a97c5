import type { FastifyInstance, FastifyRequest } from 'fastify';
import { drain, isRecord, readJson } from '../../server/body';
import { originOf } from '../../server/control';
import { API, SERVICE } from '../account';
import { refuse } from '../refusals';
import type { HorisenState } from '../state';
import type { Campaign, Content } from './campaign';
import { faultsIn } from './checks';
import { cloneOf } from './clone';
import { listCampaigns, readExtras, type Query } from './list';
import { wireOf } from './wire';

type Params = { service: string; campaign: string };
type Body = Record<string, unknown>;

/** "When creating a campaign, it can be either active or draft" (HORISEN Campaign API, 4.2). */
const NEW = ['active', 'draft'];
/** For an update the same sentence is next to four values (4.3): all are accepted. */
const ANY = ['active', 'stopped', 'finished', 'draft'];

/** HORISEN Campaign API, 3 "Methods Details". */
export function campaignRoutes(app: FastifyInstance, state: HorisenState): void {
  const { campaigns } = state;

  app.addHook('preHandler', async (request) => {
    // Every path contains the service, whatever a route calls that segment.
    const [, service = ''] = /\/services\/([^/?]+)/.exec(request.url) ?? [];
    if (decodeURIComponent(service).toLowerCase() !== SERVICE) {
      await drain(request);
      throw refuse.service();
    }
    campaigns.settle();
  });

  app.post('/services/:service/campaigns', async (request, reply) => {
    const body = await bodyOf(request);
    const content = 'clone_uuid' in body || 'template_vars' in body ? cloneOf(state, body, NEW) : contentOf(state, body, NEW);
    // A dropped campaign is answered as if it had been created.
    const made = request.fault?.kind === 'acceptAndDrop' ? pretended(state, content) : wireOf(state, make(state, content));
    state.world.changed();
    return reply.code(201).send(made);
  });

  app.get<{ Params: Params; Querystring: Query }>('/services/:service/campaigns', async (request) =>
    listCampaigns(state, request.query, `${originOf(request.headers.host)}${API}/services/${SERVICE}/campaigns`),
  );

  app.get<{ Params: Params; Querystring: Query }>('/services/:service/campaigns/:campaign', async ({ params, query }) => {
    const extras = readExtras(query);
    return wireOf(state, campaigns.get(params.campaign), extras);
  });

  app.put<{ Params: Params }>('/services/:service/campaigns/:campaign', async (request) => {
    const body = await bodyOf(request);
    const campaign = campaigns.get(request.params.campaign);
    const content = contentOf(state, body, ANY);
    if (request.fault?.kind === 'acceptAndDrop') return { ...wireOf(state, campaign), ...content };
    campaigns.replace(campaign, content);
    noteLaunch(state, campaign.uuid, content);
    state.world.changed();
    return wireOf(state, campaign);
  });

  app.patch<{ Params: Params }>('/services/:service/campaigns/:campaign', async (request, reply) => {
    const body = await bodyOf(request);
    const campaign = campaigns.get(request.params.campaign);
    const { status, ...others } = body;
    const [extra] = Object.keys(others);
    if (extra !== undefined) throw refuse.one(extra, 'This value is not expected');
    if (status !== 'active' && status !== 'stopped') throw refuse.one('status', 'This value must be one of active, stopped');
    if (campaign.content.status === 'finished') throw refuse.one('status', 'A finished campaign can be neither stopped nor resumed');
    if (status === 'active' && campaign.content.status !== 'active') contentOf(state, { ...campaign.content, status }, ANY);
    if (request.fault?.kind !== 'acceptAndDrop' && campaign.content.status !== status) {
      campaigns.toggle(campaign, status);
      noteLaunch(state, campaign.uuid, { ...campaign.content, status });
    }
    state.world.changed();
    // "200: Campaign status changed", without a body.
    return reply.code(200).send();
  });

  app.delete<{ Params: Params }>('/services/:service/campaigns/:campaign', async (request, reply) => {
    await drain(request);
    const campaign = campaigns.get(request.params.campaign);
    if (request.fault?.kind !== 'acceptAndDrop') campaigns.remove(campaign);
    state.world.changed();
    return reply.code(204).send();
  });
}

async function bodyOf(request: FastifyRequest): Promise<Body> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    await drain(request);
    throw refuse.body('The body must be application/json');
  }
  const body = await readJson(request);
  if (!isRecord(body)) throw refuse.body('The body must be a JSON object');
  return body;
}

/** The campaign in a body; throws its problems. */
function contentOf(state: HorisenState, body: Body, statuses: readonly string[]): Content {
  const items = faultsIn(state, body, statuses);
  if (items.length > 0) throw refuse.invalid(items);
  return body as unknown as Content;
}

function make(state: HorisenState, content: Content): Campaign {
  const campaign = state.campaigns.add(content);
  state.accepted.campaigns.add(content.name);
  noteLaunch(state, campaign.uuid, content);
  return campaign;
}

/** Anything saved as active is launched anew. */
function noteLaunch(state: HorisenState, uuid: string, { name, status }: Content): void {
  if (status === 'active') state.accepted.launch(uuid, name);
}

function pretended(state: HorisenState, content: Content): object {
  const now = state.world.now();
  return wireOf(state, { uuid: '00000000-0000-4000-8000-000000000000', content, createdAt: now, updatedAt: now });
}
