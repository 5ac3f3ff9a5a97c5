import type { JsonObject } from '../base/json';
import type { Fields } from './fields';

/** The field of accounts whose vendor has rate limits that this process keeps, by what the vendor documents or says in its answers. */
export const limitShare = {
  limit_share: {
    type: 'number',
    label: 'Share of the Limit',
    description:
      "How many processes use this account at the same time, such as n8n workers: each keeps to one part of that many of the vendor's rate limits. 1 is the whole limit, 4 is a quarter",
    default: 1,
    limits: { min: 1, max: 1000, whole: true },
    todo: 'Enter the number of processes, such as 4, or 1 if there is only one.',
  },
} as const satisfies Fields;

/** Among how many processes an account's limits are divided. */
export const shareOf = (credential: JsonObject): number => {
  const share = Number(credential.limit_share ?? limitShare.limit_share.default);
  return Number.isFinite(share) && share >= 1 ? share : 1;
};
