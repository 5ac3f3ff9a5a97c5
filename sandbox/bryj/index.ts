import { plugin } from '../server/plugin';
import type { VendorDefinition, VendorServer, World } from '../server/world';
import { bearer, guard, signInRoutes } from './auth';
import { controlRoutes } from './control';
import { fileRoutes } from './files';
import { operations } from './operations';
import { batchView, messagePage } from './outbox';
import { Refusal } from './refusals';
import { routes } from './routes';
import { seed as plant } from './seed';
import { BryjState, DEMO_EMAIL, DEMO_PASSWORD, type Settings } from './state';

/** Bryj, from its pages "API Trigger Campaigns Endpoint" and "Authentication Endpoint". */
export const bryj: VendorDefinition = {
  id: 'bryj',
  label: 'Bryj',
  segments: ['bryj', 'bryj-s3'],
  open: (world, seed) => openBryj(world, seed),
};

function openBryj(world: World, seed: boolean): VendorServer {
  const state = new BryjState(world);

  return {
    routes(app) {
      app.setErrorHandler((error, _request, reply) => {
        if (!(error instanceof Refusal)) throw error;
        return reply.code(error.status).send({ error_message: error.message });
      });
      app.register(
        plugin('bryj sign-in', (scope) => signInRoutes(scope, state)),
        { prefix: '/bryj' },
      );
      app.register(
        plugin('bryj API', (scope) => {
          scope.addHook('preHandler', guard(state));
          for (const add of routes) add(scope, state);
        }),
        { prefix: '/bryj' },
      );
      fileRoutes(app, state);
    },
    control: (app) => controlRoutes(app, state),
    plant() {
      if (seed) plant(state);
    },
    clear: () => state.clear(),
    expireToken: (header) => state.expireTokens(header === undefined ? undefined : (bearer(header) ?? '')),
    account: (origin) => [
      { label: 'Base URL', value: `${origin}/bryj` },
      { label: 'Email', value: DEMO_EMAIL },
      { label: 'Password', value: DEMO_PASSWORD },
    ],
    campaigns: () => [...state.campaigns.values()].map(({ id, name, channel, state: phase, variables }) => ({ id, name, channel, state: phase, variables })),
    quota: () => ({ used: state.quotaUsed, limit: state.settings.quota }),
    settings: () => ({ ...state.settings }),
    change(settings) {
      const wrong = Object.entries(settings)
        .filter(([name, value]) => !Object.hasOwn(state.settings, name) || typeof value !== 'number' || !(value >= 0) || !Number.isFinite(value))
        .map(([name]) => name);
      if (wrong.length === 0) Object.assign(state.settings, settings as Partial<Settings>);
      return wrong;
    },
    accepted: state.accepted,
    batches: () => [...state.batches.values()].map((batch) => batchView(state, batch)),
    uploads: () => [...state.uploads].map((upload) => ({ vendor: 'bryj', ...upload })),
    messages: async (id, offset, limit, counted = true) => {
      const batch = state.batches.get(id);
      return batch && messagePage(state, batch, offset, limit, counted);
    },
    stampOf: (id) => {
      const batch = state.batches.get(id);
      return batch ? `${state.phase(batch)} ${state.isSettled(batch, world.now())}` : '';
    },
    credential: (origin) => ({ type: 'bryjApi', data: { baseUrl: `${origin}/bryj`, email: DEMO_EMAIL, password: DEMO_PASSWORD } }),
    operations,
  };
}
