/** First path segment of all URLs of this vendor. */
export const PREFIX = '/moengage';
/** The Workspace ID, formerly called app ID. */
export const DEMO_APP = 'DEMOAPP';
/** "The App ID for TEST ACCOUNT is suffixed with _DEBUG." */
export const TEST_APP = `${DEMO_APP}_DEBUG`;
/** Key from the tile "Push". */
export const DEMO_KEY = 'demo-push-key';
export const DEMO_SEGMENT = 'Demo Segment';

export const PLATFORMS = ['ANDROID', 'IOS', 'WEB'] as const;
export type Platform = (typeof PLATFORMS)[number];

export const AUDIENCES = ['All Users', 'Custom Segment', 'User'] as const;
export type AudienceKind = (typeof AUDIENCES)[number];
