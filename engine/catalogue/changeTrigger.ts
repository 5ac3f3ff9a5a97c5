import type { Fields, Input } from './fields';
import { isoUtc } from '../base/dates';
import type { Json, JsonObject } from '../base/json';
import type { CheckContext, Problem } from './operation';
import { trigger, type AnyTrigger, type Changes } from './trigger';

/** Changes of a campaign that a trigger can report. `executed` if the vendor says when a campaign ran last. */
export type ChangeEvent = 'created' | 'executed' | 'finished' | 'statusChanged';

const EVENTS = [
  { value: 'created', label: 'Created', description: 'A campaign was created' },
  { value: 'executed', label: 'Executed', description: 'A campaign has run, once or again' },
  { value: 'finished', label: 'Finished', description: 'A campaign has finished' },
  { value: 'statusChanged', label: 'Status Changed', description: "A campaign's status has changed; includes its end if Finished is not selected" },
] as const;

/** The vendor-specific part of a campaign trigger. */
export interface CampaignChanges<F extends Fields> extends Omit<Changes<Fields>, 'by' | 'input' | 'changedAt'> {
  readonly vendor: string;
  readonly docs: string;
  /** Selects the campaigns to watch. */
  readonly fields: F;
  check?(input: Input<F>, context: CheckContext): readonly Problem[];
  input(chosen: Input<F>): JsonObject;
  /** Members besides those shared by the triggers of all vendors. */
  about(row: Json): { readonly name: Json; readonly channel: Json; readonly changedAt: Json };
  readonly sample: Json;
  readonly full: JsonObject;
}

/** An event's row as produced by the poll. */
export interface ChangeRow {
  readonly event: ChangeEvent;
  readonly previousStatus: string;
  readonly campaign: Json;
}

/** Reports campaigns that are created, changed, run or finished: one trigger for all vendors that list their campaigns. */
export const changeTrigger = <const F extends Fields>(own: CampaignChanges<F>): AnyTrigger => {
  const { vendor, docs, operation, check, input, id, status, createdAt, lastRun, over, finished, entersBy, about, sample, full } = own;
  const options = EVENTS.filter(({ value }) => value !== 'executed' || lastRun !== undefined);
  const events: readonly string[] = options.map(({ value }) => value);
  const fields: Fields = {
    events: { type: 'list', label: 'Events', description: 'Which events to return; all if empty', prominent: true, options },
    ...own.fields,
  };
  const row: ChangeRow = { event: 'statusChanged', previousStatus: 'draft', campaign: sample };
  return trigger({
    label: 'Campaign Status',
    action: 'On campaign status change',
    description: `Return an event when a campaign is created, changes its status, ${lastRun ? 'runs ' : ''}or ends`,
    docs,
    topic: 'status',
    fields,
    identity: Object.keys(own.fields),
    ...(check && { check: (chosen, context) => check(chosen as never, context) }),
    watch: {
      by: 'change',
      operation,
      input: ({ events: _, ...chosen }) => input(chosen as never),
      id,
      status,
      createdAt,
      changedAt: (campaign) => Date.parse(String(about(campaign).changedAt)),
      ...(lastRun && { lastRun }),
      over,
      finished,
      ...(entersBy && { entersBy }),
    },
    shape: (each) => {
      const { event, previousStatus, campaign } = each as unknown as ChangeRow;
      const { name, channel, changedAt } = about(campaign);
      return {
        vendor,
        event,
        campaignId: id(campaign),
        name,
        channel,
        status: status(campaign),
        previousStatus,
        time: event === 'created' ? isoUtc(createdAt(campaign)) : event === 'executed' ? (lastRun?.(campaign) ?? null) : changedAt,
      };
    },
    sample: row as unknown as Json,
    sampleInputs: [{}, { events: [...events], ...full }],
  });
};
