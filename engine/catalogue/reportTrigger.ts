import { BOUNDS } from '../base/bounds';
import type { Field, Fields, Input } from './fields';
import type { Json, JsonObject } from '../base/json';
import type { AnyOperation, CheckContext, Problem } from './operation';
import { trigger, type AnyTrigger, type Requests } from './trigger';
import { passes, reportFilters } from './reportRows';
import { sayIn } from './say';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The vendor-specific part of a report trigger. */
export interface ReportRows {
  readonly description: string;
  readonly docs: string;
  /** `batch.getReport`, which returns the rows; its `simplify` gives them the form shared by all vendors. */
  readonly operation: string;
  readonly definition: AnyOperation;
  readonly firstMinutes: number;
  readonly everyMinutes: number;
  readonly giveUpHours: number;
  key(row: Json): string;
  /** Whether the vendor does not know the row's final state yet. */
  isOpen?(row: Json): boolean;
  /** How to discover the requests of a campaign, if possible. */
  readonly scheduled?: { readonly operation: string; readonly campaign: Field; id(row: Json): string; sendAt(row: Json): number };
  readonly sampleIds: readonly string[];
  readonly sampleCampaign?: string;
}

const minutes = (label: string, description: string, byDefault: number, min = 0) =>
  ({ type: 'number', label: `${label} (Minutes)`, description, default: byDefault, limits: { min } }) as const satisfies Field;

const fieldsOf = ({ firstMinutes, everyMinutes, giveUpHours, isOpen, scheduled }: ReportRows) =>
  ({
    ...(scheduled && {
      watch: {
        type: 'choice',
        label: 'Watch',
        description: 'Which requests to wait for',
        required: true,
        default: 'campaign',
        options: [
          { value: 'campaign', label: 'Campaign', description: 'Every scheduled request of a campaign' },
          { value: 'requests', label: 'Requests', description: 'The requests listed here, such as those sent immediately' },
        ],
      },
      campaign_id: { ...scheduled.campaign, required: true, dependsOn: { field: 'watch', is: ['campaign'] } },
    }),
    request_ids: {
      type: 'list',
      label: 'Request IDs',
      description: 'Identifiers returned by Trigger',
      prominent: true,
      // The state kept per request must stay small.
      limits: { max: BOUNDS.watchedRequests.most },
      ...(scheduled && { dependsOn: { field: 'watch', is: ['requests'] } }),
      todo: 'Enter the request IDs that Trigger returned.',
    },
    ...reportFilters,
    ...(isOpen && {
      in_progress: {
        type: 'choice',
        label: 'Rows in Progress',
        description: 'What to do with rows whose outcome the vendor does not know yet',
        prominent: true,
        default: 'once',
        options: [
          { value: 'again', label: 'Return Now and Once Settled', description: 'The report is requested a second time for these rows' },
          { value: 'once', label: 'Return Once', description: 'As they are in the report' },
        ],
      },
      settle_minutes: minutes('Check Again After', 'How long after a report to check again for rows that were in progress', 60, 1),
    }),
    first_ask_minutes: minutes(
      'First Check After',
      'How long after the send time, or after the request was first seen, to ask for the report; each check may count toward a quota',
      firstMinutes,
    ),
    ask_every_minutes: minutes('Check Every', 'Time between the first two checks for a report; it doubles up to one hour', everyMinutes, 1),
    give_up_hours: {
      type: 'number',
      label: 'Give Up After (Hours)',
      description: 'How long to keep checking for a report that is not ready',
      default: giveUpHours,
      limits: { min: 1 },
    },
    ...(scheduled && {
      look_every_minutes: minutes(
        'List Requests Every',
        "How often to list the campaign's requests. Each time counts toward the quota; a request that is sent in between is missed",
        15,
        1,
      ),
    }),
  }) as const satisfies Fields;

type Chosen = Input<ReturnType<typeof fieldsOf>> & { readonly [name: string]: unknown };

const duplicates = ({ request_ids = [] }: Chosen, fields: Fields): readonly Problem[] => {
  const twice = request_ids.find((id, i) => request_ids.indexOf(id) < i);
  return twice === undefined ? [] : [sayIn(fields)('request_ids', `contains ${twice} twice`, 'Enter each request only once.')];
};

/** Returns the rows of a vendor's reports as they become ready: one trigger for all vendors with reports per request. */
export const reportTrigger = (own: ReportRows): AnyTrigger => {
  const { description, docs, operation, definition, key, isOpen, scheduled, firstMinutes, everyMinutes, giveUpHours, sampleIds, sampleCampaign } = own;
  const fields = fieldsOf(own) as Fields;
  const watch: Requests<Fields> = {
    by: 'request',
    operation,
    input: (id) => ({ request_id: id }),
    ids: (chosen) => (chosen.watch === 'campaign' ? [] : ((chosen as Chosen).request_ids ?? [])),
    ...(scheduled && {
      scheduled: {
        operation: scheduled.operation,
        input: ({ watch: what, campaign_id }) => (what === 'requests' ? undefined : { campaign_id: campaign_id as string }),
        id: (row) => scheduled.id(row),
        sendAt: (row) => scheduled.sendAt(row),
        lookEveryMs: ({ look_every_minutes = 15 }) => Number(look_every_minutes) * MINUTE,
      },
    }),
    key,
    ...(isOpen && { isOpen, again: ({ in_progress }) => in_progress === 'again' }),
    wants: passes,
    timing: ({ first_ask_minutes = firstMinutes, ask_every_minutes = everyMinutes, give_up_hours = giveUpHours, settle_minutes = 60 }) => ({
      firstMs: Number(first_ask_minutes) * MINUTE,
      everyMs: Number(ask_every_minutes) * MINUTE,
      slowestMs: HOUR,
      giveUpMs: Number(give_up_hours) * HOUR,
      settleMs: Number(settle_minutes) * MINUTE,
    }),
  };
  const timing: JsonObject = { first_ask_minutes: 0, ask_every_minutes: 5, give_up_hours: 48 };
  return trigger({
    label: 'Report Rows',
    action: 'On new report rows',
    description,
    docs,
    topic: 'report',
    fields,
    identity: scheduled ? ['watch', 'campaign_id'] : [],
    check: (chosen, _: CheckContext) => duplicates(chosen as Chosen, fields),
    watch,
    shape: (row) => definition.simplify!(row),
    sample: definition.sample,
    sampleInputs: [
      scheduled ? { watch: 'campaign', campaign_id: sampleCampaign } : { request_ids: sampleIds },
      {
        ...(scheduled && { watch: 'requests', look_every_minutes: 5 }),
        request_ids: sampleIds,
        only_failures: true,
        channel: 'push',
        ...(isOpen && { in_progress: 'again', settle_minutes: 30 }),
        ...timing,
      },
    ],
  });
};
