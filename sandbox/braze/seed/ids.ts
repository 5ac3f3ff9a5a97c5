/** IDs of the demo account besides the one from the document's examples. */
export const MULTIVARIATE_CAMPAIGN = '11111111-1111-4111-8111-111111111111';
/** A segment with a computed crowd, and the API-triggered campaign for it. */
export const BIG = '22222222-2222-4222-8222-222222222222';
/** API-triggered email. */
export const RECEIPT_CAMPAIGN = '44444444-4444-4444-8444-444444444444';
/** API-triggered ones that send nothing because they were stopped or archived. */
export const PAUSED_CAMPAIGN = '55555555-5555-4555-8555-555555555555';
export const ARCHIVED_CAMPAIGN = '66666666-6666-4666-8666-666666666666';

/** Canvases: an API-triggered one with two messages, one with variants, and three that send nothing. */
export const CART_CANVAS = '88888888-8888-4888-8888-888888888888';
export const ONBOARDING_CANVAS = '99999999-9999-4999-8999-999999999999';
export const PAUSED_CANVAS = 'aaaaaaaa-5555-4555-8555-555555555555';
export const ARCHIVED_CANVAS = 'aaaaaaaa-6666-4666-8666-666666666666';
export const DRAFT_CANVAS = 'aaaaaaaa-7777-4777-8777-777777777777';

/** The name of those who get nothing, for comparison. */
export const CONTROL_GROUP = 'Control Group';

/** An ID that looks like the vendor's and is the same at every start; `kind` is a hexadecimal digit. */
export function madeId(kind: string, index: number): string {
  return `${kind.repeat(8)}-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

export const DAY = 86_400_000;
