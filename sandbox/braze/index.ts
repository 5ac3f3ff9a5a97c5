import { BodyError, drain } from '../server/body';
import { plugin } from '../server/plugin';
import type { VendorDefinition, VendorServer, World } from '../server/world';
import { APP_GROUP } from './apps';
import { DEMO_KEY, guard, PREFIX, rateHeaders } from './auth';
import { controlRoutes } from './control';
import { exportControls, ExportJobs, fileRoutes } from './exports/index';
import { operations } from './operations';
import { batchView, messagePage, stampOf } from './outbox/views';
import { profilesOf } from './profiles';
import { Refusal } from './refusals';
import { routes } from './routes';
import { seed as plant } from './seed/index';
import { wrongSettings } from './settings';
import { BrazeState } from './state';

/** Braze, from the document that still calls it Appboy, and from today's pages if they say more. */
export const braze: VendorDefinition = {
  id: 'braze',
  label: 'Braze',
  segments: ['braze'],
  open: (world, seed) => openBraze(world, seed),
};

function openBraze(world: World, seed: boolean): VendorServer {
  const state = new BrazeState(world);
  const jobs = new ExportJobs(state);

  return {
    routes(app) {
      app.setErrorHandler((error, _request, reply) => {
        if (error instanceof BodyError)
          return reply.code(error.status).send({ message: error.status === 413 ? 'Request Entity Too Large' : 'Bad Request', errors: [error.message] });
        if (!(error instanceof Refusal)) throw error;
        return reply.code(error.status).send({ message: error.message, ...(error.errors.length > 0 && { errors: error.errors }) });
      });
      app.register(
        plugin('braze API', (scope) => {
          scope.addHook('preHandler', guard(state));
          for (const add of routes) add(scope, state, jobs);
        }),
        { prefix: PREFIX },
      );
      app.register(
        plugin('braze files', (scope) => {
          fileRoutes(scope, state, jobs.segments);
          scope.setNotFoundHandler(async (request, reply) => {
            await drain(request);
            return reply.code(404).send({ message: 'Invalid URL' });
          });
        }),
        { prefix: PREFIX },
      );
    },
    control(app) {
      controlRoutes(app, state);
      exportControls(app, state, jobs);
    },
    plant() {
      if (seed) plant(state);
    },
    clear() {
      jobs.clear();
      state.clear();
    },
    // Keys do not expire: with a header, the fault rejects that one request; without one, the keys have been deleted.
    expireToken: (header) => void (state.revoked ||= header === undefined),
    account: (origin) => [
      { label: 'Custom URL', value: `${origin}${PREFIX}` },
      { label: 'REST API key', value: DEMO_KEY },
      { label: 'App group id (old form)', value: APP_GROUP },
    ],
    campaigns: () =>
      [...state.campaigns.values()]
        .flatMap(({ id, name, isApi, archived, paused, template }) =>
          isApi || template
            ? [
                {
                  id,
                  name,
                  channel: template?.type ?? 'API',
                  state: archived ? 'archived' : paused ? 'paused' : 'ongoing',
                  variables: variablesIn(`${template?.title} ${template?.body}`),
                },
              ]
            : [],
        )
        .concat(
          [...state.canvases.values()].flatMap(({ id, name, entry, archived, paused }) =>
            entry
              ? [
                  {
                    id,
                    name,
                    channel: entry.map(({ type }) => type).join(', '),
                    state: archived ? 'archived' : paused ? 'paused' : 'ongoing',
                    variables: variablesIn(entry.map(({ title, body }) => `${title} ${body}`).join(' ')),
                  },
                ]
              : [],
          ),
        ),
    quota: () => ({ used: state.rates.used(world.now()), limit: state.settings.rateDefault }),
    settings: () => ({ ...state.settings }),
    change(settings) {
      const wrong = wrongSettings(settings);
      if (wrong.length === 0) state.change(settings);
      return wrong;
    },
    accepted: state.accepted,
    batches: () => state.outbox.batches().map((batch) => batchView(state, batch)),
    uploads: () => [],
    tooMany: (seconds) => ({
      headers: rateHeaders({ limit: state.settings.rateDefault, remaining: 0, reset: Math.ceil(world.now() / 1000) + seconds }),
      body: { message: 'Rate limited' },
    }),
    messages: async (id, offset, limit, counted = true) => {
      const batch = state.outbox.batch(id);
      return batch && messagePage(state, batch, offset, limit, counted);
    },
    stampOf: (id) => {
      const batch = state.outbox.batch(id);
      return batch ? stampOf(state, batch) : '';
    },
    profiles: () => profilesOf(state),
    catalogs: () =>
      state.catalogs.list().map(({ items, selections, ...catalog }) => ({ ...catalog, items: [...items.values()], selections: [...selections.keys()] })),
    credential: (origin) => ({ type: 'brazeApi', data: { restEndpoint: 'custom', customUrl: `${origin}${PREFIX}`, apiKey: DEMO_KEY } }),
    operations,
  };
}

/** Names of the values of a request that are used by a template. */
function variablesIn(template: string): string[] {
  return [...new Set([...template.matchAll(/(?:api_trigger_properties|context|canvas_entry_properties)\.\$\{([^}]+)\}/g)].map(([, name]) => name as string))];
}
