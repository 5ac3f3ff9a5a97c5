import { BodyError } from '../server/body';
import { plugin } from '../server/plugin';
import type { VendorDefinition, VendorServer, World } from '../server/world';
import { guard, signInRoutes, tokenIn } from './auth';
import { controlRoutes } from './control';
import { exportFiles } from './export';
import { linkGuard } from './links';
import { operations } from './operations';
import { batchViews, messagePage, stampOf } from './outbox';
import { Refusal } from './refusals';
import { reportFiles } from './report';
import { routes } from './routes';
import { isOfTheCrowd } from './seed/crowd';
import { plantAccount, plantHistory } from './seed/index';
import { wrongSettings } from './settings';
import { DEMO_EMAIL, DEMO_PASSWORD, DEMO_TOKEN, FILES, FollowState, PREFIX } from './state';

/** FollowAnalytics, from the campaigns page of its developer portal; versions 2 and 3. */
export const followAnalytics: VendorDefinition = {
  id: 'followAnalytics',
  label: 'FollowAnalytics',
  segments: [PREFIX, FILES].map((path) => path.slice(1)),
  open: (world, seed) => openFollow(world, seed),
};

function openFollow(world: World, seed: boolean): VendorServer {
  const state = new FollowState(world);

  return {
    routes(app) {
      app.setErrorHandler((error, _request, reply) => {
        if (error instanceof BodyError) return reply.code(error.status).send(new Refusal(error.message, error.status, String(error.status)).body);
        if (!(error instanceof Refusal)) throw error;
        return reply.code(error.status).send(error.body);
      });
      app.register(
        plugin('followAnalytics sign-in', (scope) => signInRoutes(scope, state)),
        { prefix: PREFIX },
      );
      app.register(
        plugin('followAnalytics API', (scope) => {
          scope.addHook('preHandler', guard(state));
          for (const add of routes) add(scope, state);
        }),
        { prefix: PREFIX },
      );
      app.register(
        plugin('followAnalytics files', (scope) => {
          scope.addHook('preHandler', linkGuard(state));
          exportFiles(scope, state);
          reportFiles(scope, state);
        }),
        { prefix: FILES },
      );
    },
    control: (app) => controlRoutes(app, state),
    plant() {
      plantAccount(state);
      if (seed) plantHistory(state);
    },
    clear: () => state.clear(),
    expireToken: (header) => state.expireTokens(header === undefined ? undefined : (tokenIn(header) ?? '')),
    account: (origin) => [
      { label: 'Base URL', value: `${origin}${PREFIX}` },
      { label: 'API token', value: DEMO_TOKEN },
      { label: 'Email', value: DEMO_EMAIL },
      { label: 'Password', value: DEMO_PASSWORD },
    ],
    campaigns: () =>
      [...state.campaigns.values()]
        .filter((campaign) => !isOfTheCrowd(campaign))
        .map((campaign) => ({
          id: campaign.id,
          name: campaign.name,
          channel: [campaign.type, ...(campaign.includesPush ? ['push'] : []), ...(campaign.includesInapp ? ['inapp'] : [])].join(' '),
          state: state.phase(campaign),
          variables: [...campaign.placeholders],
        })),
    quota: () => ({ used: state.requestCount, limit: null }),
    settings: () => ({ ...state.settings }),
    change(settings) {
      const wrong = wrongSettings(settings);
      if (wrong.length === 0) Object.assign(state.settings, settings);
      return wrong;
    },
    accepted: state.accepted,
    batches: () => batchViews(state),
    uploads: () => [],
    messages: async (id, offset, limit, counted = true) => {
      const batch = state.batches.get(id);
      return batch && messagePage(state, batch, offset, limit, counted);
    },
    stampOf: (id) => {
      const batch = state.batches.get(id);
      return batch ? stampOf(state, batch) : '';
    },
    credential: (origin) => ({ type: 'followAnalyticsApi', data: { baseUrl: `${origin}${PREFIX}`, apiToken: DEMO_TOKEN } }),
    operations,
  };
}
