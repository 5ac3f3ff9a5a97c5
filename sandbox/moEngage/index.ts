import { BodyError, drain } from '../server/body';
import { plugin } from '../server/plugin';
import type { VendorDefinition, VendorServer, World } from '../server/world';
import { DEMO_APP, DEMO_KEY, PREFIX, TEST_APP } from './account';
import { controlRoutes } from './control';
import { operations } from './operations';
import { batchView, messagePage, stampOf } from './outbox/views';
import { profilesOf } from './profiles';
import { limitHeaders } from './rates';
import { GatewayRefusal, refuse } from './refusals';
import { routes } from './routes';
import { plant } from './seed';
import { wrongSettings } from './settings';
import { MoEngageState } from './state';

/** MoEngage, from its page "Send Push Notification" and its OpenAPI descriptions of versions 2 and 2.1. */
export const moEngage: VendorDefinition = {
  id: 'moEngage',
  label: 'MoEngage',
  segments: [PREFIX.slice(1)],
  // Initially only the account itself exists: campaigns are created by sending.
  open: (world) => openMoEngage(world),
};

function openMoEngage(world: World): VendorServer {
  const state = new MoEngageState(world);

  return {
    routes(app) {
      app.setErrorHandler((error, _request, reply) => {
        if (error instanceof BodyError) return reply.code(error.status).send({ code: error.status, status: 'error', reason: error.message });
        if (!(error instanceof GatewayRefusal)) throw error;
        return reply.code(error.status).headers(error.headers).send(error.body);
      });
      app.register(
        plugin('moEngage API', (scope) => {
          for (const add of routes) add(scope, state);
          scope.setNotFoundHandler(async (request) => {
            await drain(request);
            throw refuse.notFound();
          });
        }),
        { prefix: PREFIX },
      );
    },
    control: (app) => controlRoutes(app, state),
    plant: () => plant(state),
    clear: () => state.clear(),
    // Keys do not expire: with a header, the fault rejects that one request; without one, a new key has been created.
    expireToken: (header) => void (state.revoked ||= header === undefined),
    account: (origin) => [
      { label: 'Custom URL', value: origin + PREFIX },
      { label: 'Workspace ID', value: DEMO_APP },
      { label: 'Workspace ID (test)', value: TEST_APP },
      { label: 'Push API key', value: DEMO_KEY },
    ],
    campaigns: () => [],
    quota: () => ({ used: state.rates.used(world.now()), limit: state.settings.rate }),
    settings: () => ({ ...state.settings }),
    change(settings) {
      const wrong = wrongSettings(settings);
      if (wrong.length === 0) Object.assign(state.settings, settings);
      return wrong;
    },
    accepted: state.accepted,
    batches: () => {
      state.settle();
      return state.campaigns.all().map((campaign) => batchView(state, campaign));
    },
    uploads: () => [],
    tooMany: (seconds) => ({ headers: limitHeaders(state.settings, world.now(), state.settings.rateQuery, seconds), body: '' }),
    messages: async (id, offset, limit) => {
      state.settle();
      const campaign = state.campaigns.get(id);
      return campaign && messagePage(state, campaign, offset, limit);
    },
    stampOf: (id) => {
      state.settle();
      const campaign = state.campaigns.get(id);
      return campaign ? stampOf(campaign) : '';
    },
    profiles: () => profilesOf(state),
    credential: (origin) => ({ type: 'moEngageApi', data: { dataCenter: 'custom', customUrl: origin + PREFIX, appId: DEMO_APP, apiKey: DEMO_KEY } }),
    operations,
  };
}
