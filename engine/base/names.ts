/** `campaign_id` -> `campaignId`: a field's parameter name in both hosts. */
export const camelCase = (wireName: string): string =>
  wireName.replace(/^_+/, '').replace(/[-_.[\]]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase());
