/** The rate limits that the catalog endpoints share (Braze, api_limits.md). */
export const QUOTAS = {
  /** "50 requests per minute", for listing, creating and deleting catalogs. */
  catalogs: 'catalogs',
  /** "50 requests per minute", for single items and the list of items. */
  single: 'single catalog items',
  /** "16,000 requests per minute", for up to 50 items per request. */
  bulk: 'catalog items in bulk',
  /** "50 requests per minute", for fields and selections. */
  structure: 'catalog fields and selections',
} as const;
