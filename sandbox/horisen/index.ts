import { BodyError, drain } from '../server/body';
import { plugin } from '../server/plugin';
import type { VendorDefinition, VendorServer, World } from '../server/world';
import { API, DEMO_CLIENT, DEMO_SECRET, PREFIX, SERVICE, TOKEN } from './account';
import { bearer, guard, tokenRoute } from './auth';
import { variablesIn } from './campaigns/variables';
import { controlRoutes } from './control';
import { operations } from './operations';
import { batchViews, messagePage, stampOf } from './outbox/views';
import { profilesOf } from './profiles';
import { refuse, Refusal, TokenRefusal } from './refusals';
import { routes } from './routes';
import { plantAccount, plantHistory } from './seed/index';
import { wrongSettings } from './settings';
import { HorisenState } from './state';

/** HORISEN Business Messenger, from its page "Campaign API v1.0.0". */
export const horisen: VendorDefinition = {
  id: 'horisen',
  label: 'HORISEN',
  segments: [PREFIX.slice(1)],
  open: (world, seed) => openHorisen(world, seed),
};

function openHorisen(world: World, seed: boolean): VendorServer {
  const state = new HorisenState(world);

  return {
    routes(app) {
      app.setErrorHandler((error, _request, reply) => {
        if (error instanceof TokenRefusal) return reply.code(error.status).send({ error: error.error, error_description: error.message });
        const refusal = error instanceof BodyError ? new Refusal(error.status, 'invalid_request', error.message) : error;
        if (!(refusal instanceof Refusal)) throw error;
        return reply.code(refusal.status).send(refusal.body);
      });
      tokenRoute(app, state);
      app.register(
        plugin('horisen API', (scope) => {
          scope.addHook('preHandler', guard(state));
          for (const add of routes) add(scope, state);
        }),
        { prefix: API },
      );
      app.register(
        plugin('horisen others', (scope) => {
          scope.setNotFoundHandler(async (request) => {
            await drain(request);
            throw refuse.address();
          });
        }),
        { prefix: PREFIX },
      );
    },
    control: (app) => controlRoutes(app, state),
    plant() {
      plantAccount(state);
      if (seed) plantHistory(state);
    },
    clear: () => state.clear(),
    expireToken: (header) => state.tokens.expire(header === undefined ? undefined : (bearer(header) ?? '')),
    account: (origin) => [
      { label: 'API URL', value: origin + API },
      { label: 'Token URL', value: origin + TOKEN },
      { label: 'Client ID', value: DEMO_CLIENT },
      { label: 'Client secret', value: DEMO_SECRET },
      { label: 'Service UUID', value: SERVICE },
    ],
    // Those that can usefully be cloned, launched or stopped.
    campaigns: () => {
      state.campaigns.settle();
      return state.campaigns
        .all()
        .filter(({ content: { status } }) => status === 'draft' || status === 'active')
        .map(({ uuid, content }) => ({ id: uuid, name: content.name, channel: content.sending_type, state: content.status, variables: variablesIn(content) }));
    },
    quota: () => ({ used: state.used, limit: null }),
    settings: () => ({ ...state.settings }),
    change(settings) {
      const wrong = wrongSettings(settings);
      if (wrong.length > 0) return wrong;
      state.campaigns.settle();
      Object.assign(state.settings, settings);
      return [];
    },
    accepted: state.accepted,
    batches: () => batchViews(state),
    uploads: () => [],
    tooMany: (seconds) => ({ headers: { 'retry-after': String(seconds) }, body: { code: 'too_many_requests', message: 'Too many requests' } }),
    messages: async (id, offset, limit) => messagePage(state, id, offset, limit),
    stampOf: (id) => stampOf(state, id),
    profiles: () => profilesOf(state),
    credential: (origin) => ({
      type: 'horisenApi',
      data: {
        platform: 'custom',
        apiUrl: origin + API,
        tokenUrl: origin + TOKEN,
        clientId: DEMO_CLIENT,
        clientSecret: DEMO_SECRET,
        serviceUuid: SERVICE,
      },
    }),
    operations,
  };
}
