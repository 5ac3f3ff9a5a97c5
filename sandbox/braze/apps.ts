/** ID of the app group, now called workspace (the document's example). */
export const APP_GROUP = '75480f9a-4db8-4057-8b7e-4d59bfd73709';
/** The ID in the document's examples; here it identifies an app, a campaign, a segment and a card. */
export const DEMO_ID = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';

/** The demo account's apps by identifier. */
export const APPS: ReadonlyMap<string, { name: string; platform: string }> = new Map([
  [DEMO_ID, { name: 'Demo iOS', platform: 'iOS' }],
  ['11ae5b4b-2445-4440-a04f-bf537764c9ad', { name: 'Demo Android', platform: 'Android' }],
]);
