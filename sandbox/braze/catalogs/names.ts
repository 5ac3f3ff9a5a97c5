const NAME = /^[A-Za-z0-9_-]+$/;
const LONGEST = 250;

/** "letters, numbers, hyphens, and underscores", for catalogs, fields, selections and IDs of items. */
export const isName = (value: unknown): value is string => typeof value === 'string' && NAME.test(value);
export const isTooLong = (value: unknown): boolean => typeof value === 'string' && value.length > LONGEST;
