import {
  isObject,
  operation,
  promised,
  type AnyOperation,
  type CheckContext,
  type Failure,
  type Json,
  type JsonObject,
  type Lost,
  type Parsed,
  type Request,
  type Verb,
} from '../../../engine';
import { campaignPath, isEmpty, saysNothing } from '../endpoints';
import { isSince } from './whole';
import { campaignChoice, campaignProblems, samples, serviceProblems, serviceUuid } from '../fields';

type Status = 'active' | 'stopped';

interface Target {
  readonly service_uuid?: string;
  readonly campaign_uuid: string;
}

const fields = { service_uuid: serviceUuid, campaign_uuid: campaignChoice } as const;

const docs = 'HORISEN Campaign API, 3.5 "Change a Campaign Status"';

const check = (input: Target, context: CheckContext) => [...serviceProblems(input, context), ...campaignProblems('campaign_uuid', input.campaign_uuid)];

/** The model is declared as a string but shown as an object; the object is sent. */
const request = (input: Target, status: Status, context: CheckContext): Request => ({
  method: 'PATCH',
  path: campaignPath(input, context),
  body: { json: { status } },
});

/** No success body is documented: an empty body and a campaign both count. An unknown message does not count as launched: the state is looked up. */
const parse = (body: Json, { campaign_uuid }: Target, status: Status): Parsed<JsonObject> => {
  if (status === 'active' ? isEmpty(body) : saysNothing(body)) return { one: { uuid: campaign_uuid.trim(), status } };
  // A campaign in another state means that this was not done; an error means that nothing was.
  const isReached = isObject(body) && (body.status === status || (status === 'active' && body.status === 'finished'));
  promised(isReached ? body : {}, 'status');
  return { one: { uuid: campaign_uuid.trim(), ...(body as JsonObject) } };
};

/** Reads what became of a launch whose answer was lost; one that ran immediately may have finished already. */
const launched = (body: Json, { campaign_uuid }: Target, lost: Lost): Parsed<JsonObject> | { readonly failure: Failure } | undefined => {
  const status = isObject(body) ? body.status : undefined;
  if (typeof status !== 'string') return undefined;
  const { last_dt, updated_dt } = body as JsonObject;
  const found: Parsed<JsonObject> = { one: { uuid: campaign_uuid.trim(), status } };
  if (status === 'active') return found;
  // A campaign that had finished before says nothing about this launch.
  if (status === 'finished') return isSince(last_dt, lost) || isSince(updated_dt, lost) ? found : undefined;
  // An answered launch may still take effect later.
  if (lost.wasAnswered) return undefined;
  return {
    failure: {
      code: 'rejected',
      reached: 'no',
      field: 'campaign_uuid',
      message: `The campaign ${campaign_uuid.trim()} was not launched: no answer came, and its status is still ${status}.`,
      todo: 'Launch it again.',
    },
  };
};

const reconcile = {
  request: ([input]: readonly [Target, ...Target[]], context: CheckContext): Request => ({ method: 'GET', path: campaignPath(input, context) }),
  parse: ({ body }: { readonly body: Json }, [input]: readonly [Target, ...Target[]], lost: Lost) => launched(body, input, lost),
};

const ifUnknown = "Check with 'Get' whether it is active before you launch it again.";

interface Texts {
  readonly label: string;
  readonly action: string;
  readonly description: string;
  readonly verb: Verb;
}

const fixed = (status: Status, texts: Texts): AnyOperation =>
  operation({
    ...texts,
    docs,
    fields,
    check,
    // Launching a campaign may send it immediately; stopping one only stops it.
    retry: status === 'active' ? 'send' : 'idempotent',
    ...(status === 'active' && { ifUnknown, reconcile }),
    returns: 'object',
    request: ([input], context) => request(input, status, context),
    parse: ({ body }, [input]) => parse(body, input, status),
    sample: { uuid: samples.draft, status },
    sampleReply: null,
    sampleInputs: [{ campaign_uuid: samples.draft }, { service_uuid: samples.service, campaign_uuid: samples.draft }],
  });

/** HORISEN Campaign API, 3.5 "Change a Campaign Status": active. */
export const launch = fixed('active', {
  label: 'Launch',
  action: 'Launch campaign',
  description: 'Activate a draft or stopped campaign. It runs on its schedule, or immediately if the schedule is Now or overdue',
  verb: 'launchCampaign',
});

/** HORISEN Campaign API, 3.5 "Change a Campaign Status": stopped. */
export const stop = fixed('stopped', {
  label: 'Stop',
  action: 'Stop campaign',
  description: 'Stop an active campaign; it does not run until it is launched again',
  verb: 'cancelRequest',
});

/** HORISEN Campaign API, 3.5 "Change a Campaign Status" and 4.5 "CampaignStatus". */
export const setStatus = operation({
  label: 'Set Status',
  action: 'Set campaign status',
  description: 'Launch or stop a campaign, depending on the status in each item',
  docs,
  fields: {
    ...fields,
    status: {
      type: 'choice',
      label: 'Status',
      description: 'New status of the campaign',
      required: true,
      default: 'stopped',
      options: [
        { value: 'active', label: 'Active', description: 'Runs on its schedule, or immediately if the schedule is Now or overdue' },
        { value: 'stopped', label: 'Stopped', description: 'Does not run until it is launched again' },
      ],
    },
  },
  check,
  retry: ({ status }) => (status === 'active' ? 'send' : 'idempotent'),
  ifUnknown,
  returns: 'object',
  request: ([input], context) => request(input, input.status, context),
  parse: ({ body }, [input]) => parse(body, input, input.status),
  reconcile,
  sample: { uuid: samples.recurring, status: 'stopped' },
  sampleReply: null,
  sampleInputs: [
    { campaign_uuid: samples.recurring, status: 'stopped' },
    { service_uuid: samples.service, campaign_uuid: samples.draft, status: 'active' },
  ],
});
