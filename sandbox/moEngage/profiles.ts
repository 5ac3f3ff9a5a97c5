import type { ProfileView } from '../server/views';
import type { MoEngageState } from './state';

/** Every user of the workspace. */
export function* profilesOf({ users }: MoEngageState): Generator<ProfileView> {
  for (const { id, attributes, platforms, segments, optedOut } of users.all()) {
    yield {
      id,
      attributes,
      segments: () => segments,
      subscriptions: { push: optedOut ? 'unsubscribed' : 'subscribed' },
      platforms: platforms.map((platform) => platform.toLowerCase()),
    };
  }
}
