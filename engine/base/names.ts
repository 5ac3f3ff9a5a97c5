/** `campaign_id` -> `campaignId`: a field's parameter name in both hosts. */
export const camelCase = (wireName: string): string =>
  wireName.replace(/^_+/, '').replace(/[-_.[\]]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase());

/** `campaignId` -> `campaign_id`: a member's name as the vendors' own results have it. */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
