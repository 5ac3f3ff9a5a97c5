/** Kinds of messages that only one of the two versions knows: the document has Windows pushes, today's pages have the last three. */
const ONLY_OLD: readonly string[] = ['windows_phone8_push', 'windows_universal_push'];
const ONLY_TODAY: readonly string[] = ['content_card', 'sms', 'whats_app'];

/** Whether an account of this version has messages of a type; types are named as in the messaging API. */
export const hasType = (type: string, appboy: boolean): boolean => !(appboy ? ONLY_TODAY : ONLY_OLD).includes(type);

/** Today's names of channels, where the messaging API has other ones ("Campaign details", "Campaign analytics"). */
const TODAY: Readonly<Record<string, string>> = { apple_push: 'ios_push', content_card: 'content_cards' };

/** The name of a channel in a series. In-app messages that the dashboard made are triggered; those of the API keep its name. */
export function channelInSeries(type: string, isApi: boolean, appboy: boolean): string {
  if (appboy) return type;
  return type === 'in_app_message' && !isApi ? 'trigger_in_app_message' : (TODAY[type] ?? type);
}

/** The name of a channel in the details of a campaign; the pages write in-app messages with a hyphen there. */
export function channelInDetails(type: string, appboy: boolean): string {
  if (appboy) return type;
  return type === 'in_app_message' ? 'in-app_message' : (TODAY[type] ?? type);
}
