import type { Fields } from './fields';
import type { Json, JsonObject } from '../base/json';

/** A row of a sending report in the form shared by all vendors. */
export interface ReportRow {
  readonly userId: string | undefined;
  readonly status: string;
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly channel: string | undefined;
  /** ISO 8601 with a time zone; empty if nothing was sent. */
  readonly sentAt: string | undefined;
  readonly deviceId: string | undefined;
  readonly appId: string | undefined;
  readonly campaignId: string | undefined;
  readonly requestId: string | undefined;
  readonly vendor: string;
}

/** The row with its columns in the order of everyday use, which is the same for all vendors. */
export const reportRow = (row: ReportRow): JsonObject => {
  const { userId, status, errorCode, errorMessage, channel, sentAt, deviceId, appId, campaignId, requestId, vendor } = row;
  return { userId, status, errorCode, errorMessage, channel, sentAt, deviceId, appId, campaignId, requestId, vendor } as JsonObject;
};

/** The fields that choose among a report's rows. */
export const reportFilters = {
  only_failures: {
    type: 'boolean',
    label: 'Only Failures',
    description: 'Whether to return only recipients who did not receive the message',
    prominent: true,
    default: false,
  },
  channel: {
    type: 'choice',
    label: 'Channel',
    description: 'Only return this channel',
    prominent: true,
    default: 'all',
    options: [
      { value: 'all', label: 'All' },
      { value: 'inapp', label: 'In-App' },
      { value: 'push', label: 'Push' },
    ],
  },
} as const satisfies Fields;

/** Whether the filters let a row in the shared form pass. */
export const passes = (row: JsonObject, { only_failures, channel = 'all' }: { readonly [name: string]: unknown }): boolean =>
  (only_failures !== true || row.status === 'failed') && (channel === 'all' || String(row.channel).toLowerCase() === channel);

/** Whether the filters let a row in the shared form pass; undefined if they let all pass, so that millions of rows need not be looked at. */
export const passing = (filters: { readonly [name: string]: unknown }): ((row: JsonObject) => boolean) | undefined =>
  filters.only_failures !== true && (filters.channel ?? 'all') === 'all' ? undefined : (row) => passes(row, filters);

/** `2022-09-02 07:39:00 UTC` and the same without its zone in ISO 8601; any other text unchanged. */
export const inUtc = (text: Json | undefined): string | undefined =>
  typeof text === 'string' ? text.replace(/^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?)(?: UTC)?$/, '$1T$2Z') : undefined;
