import type { FastifyInstance } from 'fastify';
import type { App, FollowState } from './state';

export const APPS: readonly App[] = [
  { id: 'FAAPPLI_0VDvT50', name: 'Demo', platform: 'iOS App' },
  { id: 'FAAPPLI_demoShop', name: 'Demo Shop', platform: 'Android App' },
];

/** `GET /api/apps` (apps API, "List"): the members of each app that are needed to choose one. */
export function appRoutes(scope: FastifyInstance, state: FollowState): void {
  scope.get('/api/apps', async () => ({ success: true, result: { apps: [...state.apps.values()].map(appView) } }));
}

function appView({ id, name, platform }: App): object {
  return {
    identifier: id,
    localizations: [{ language: 'en', original_name: name, name, description: null }],
    platform,
    platform_id: platform.startsWith('iOS') ? 'app-store' : 'google-play',
    is_qa: false,
    has_unwanted_status: false,
    default_tz: 'Europe/Paris',
  };
}
