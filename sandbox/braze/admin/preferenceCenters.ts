import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { isRecord } from '../../server/body';
import { demand, filled, isGiven, object, oneOf, text, url } from '../checks';
import { write, type Body } from '../endpoint';
import { newId } from '../outbox/batch';
import { refuse, Refusal } from '../refusals';
import type { BrazeState } from '../state';
import type { PreferenceCenter } from './model';

const NAME = /^[A-Za-z0-9_-]+$/;
const PAGES = { required: { preference_center_page_html: filled, confirmation_page_html: filled } };
const RELATIONS = ['icon', 'shortcut icon', 'apple-touch-icon'];
const TYPES = ['image/png', 'image/svg', 'image/gif', 'image/x-icon', 'image/svg+xml', 'mask-icon'];

/** The pages below "Preference center". */
export function preferenceCenterRoutes(app: FastifyInstance, state: BrazeState): void {
  const { centers } = state;

  app.get('/preference_center/v1/list', async () => ({ preference_centers: [...centers.values()].map(listed) }));

  app.get<{ Params: { id: string } }>('/preference_center/v1/:id', async ({ params }) => {
    const center = centerOf(state, params.id);
    return {
      ...listed(center),
      ...{ preference_center_title: center.title, preference_center_page_html: center.page, confirmation_page_html: center.confirmation },
      ...{ redirect_page_html: null, preference_center_options: center.options, state: center.state },
    };
  });

  app.get<{ Params: { id: string; user: string } }>('/preference_center/v1/:id/url/:user', async ({ params }) => {
    const { id } = centerOf(state, params.id);
    if (!state.users.find({ external_id: params.user })) throw new Refusal(404, 'User not found');
    const token = createHash('sha256').update(`${id} ${params.user}`).digest('hex').slice(0, 32);
    return { preference_center_url: `https://preferences.example.com/${token}` };
  });

  write(app, state, 'POST', '/preference_center/v1', 201, (body) => {
    demand(body, { required: { name: filled } });
    if (!NAME.test(body.name as string)) throw refuse.badRequest("'name' can only contain letters, numbers, hyphens, and underscores");
    if ([...centers.values()].some(({ name }) => name === body.name)) throw refuse.badRequest("'name' is already in use");
    const now = state.world.now();
    const center: PreferenceCenter = { id: newId(), name: body.name as string, ...said(body), createdAt: now, updatedAt: now };
    const liquid_tag = `{{preference_center.\${${center.name}}}}`;
    return {
      answer: { preference_center_api_id: center.id, liquid_tag, created_at: utc(now), message: 'success' },
      effect: () => void centers.set(center.id, center),
    };
  });

  write(app, state, 'PUT', '/preference_center/v1/:id', 200, (body, { id = '' }) => {
    const center = centerOf(state, id);
    const changes = { ...said(body, center), updatedAt: state.world.now() };
    return {
      answer: { preference_center_api_id: id, created_at: utc(center.createdAt), updated_at: utc(changes.updatedAt), message: 'success' },
      effect: () => void Object.assign(center, changes),
    };
  });
}

const utc = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

const listed = ({ id, name, createdAt, updatedAt }: PreferenceCenter) => ({
  ...{ name, preference_center_api_id: id, created_at: utc(createdAt), updated_at: utc(updatedAt) },
});

function centerOf({ centers }: BrazeState, id: string): PreferenceCenter {
  const center = centers.get(id);
  if (center === undefined) throw new Refusal(404, 'Preference center not found');
  return center;
}

/** The content of a request; both pages are needed in any case. */
function said(body: Body, before?: PreferenceCenter): Omit<PreferenceCenter, 'id' | 'name' | 'createdAt' | 'updatedAt'> {
  demand(body, { ...PAGES, optional: { preference_center_title: text, state: oneOf('active', 'draft'), options: object } });
  const options = isRecord(body.options) ? body.options : undefined;
  if (options) checkOptions(options);
  return {
    page: body.preference_center_page_html as string,
    confirmation: body.confirmation_page_html as string,
    title: (body.preference_center_title as string | undefined) ?? before?.title ?? null,
    state: (body.state as PreferenceCenter['state'] | undefined) ?? before?.state ?? 'active',
    options: options ?? before?.options ?? {},
  };
}

/** Both names that the pages have for the links. */
function checkOptions(options: Record<string, unknown>): void {
  demand(options, { optional: { 'meta-viewport-content': text } }, 'options');
  const links = options['links-tags'] ?? options['link-tags'];
  if (!isGiven(links)) return;
  if (!Array.isArray(links) || !links.every(isRecord)) throw refuse.badRequest("options: 'links-tags' must be an array of objects");
  for (const link of links)
    demand(link, { required: { rel: oneOf(...RELATIONS), href: url }, optional: { type: oneOf(...TYPES), sizes: text, color: text } }, 'options.links-tags');
}
