import { isText } from '../checks';

export const REASONS = ['provider_error', 'deactivated'] as const;

/** Why and when a phone number was found to be invalid; the time is in milliseconds. */
export interface InvalidNumber {
  readonly at: number;
  readonly reason: (typeof REASONS)[number];
}

/** E.164; some samples of the pages leave the plus out. */
export const isPhone = (value: unknown): value is string => isText(value) && /^\+?[1-9]\d{5,14}$/.test(value);
export const isReason = (value: unknown): value is InvalidNumber['reason'] => REASONS.includes(value as InvalidNumber['reason']);
