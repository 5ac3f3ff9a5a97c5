import { isObject, isoWithOffset, operation, promised, promisedText, readDate, type Input, type Json, type JsonObject } from '../../../engine';
import { credential as account, headersOf } from '../account';
import { idDoubts, runningCampaign, samples } from '../fields';
import { stateOf } from '../campaign/rows';
import { campaignsOf, checkVariables, templateVariables, variablesCheck, variablesKnown } from './variables';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const fields = {
  campaign_id: runningCampaign,
  messages: {
    type: 'rows',
    label: 'Messages',
    description: "The people to message, each with the values of the campaign's placeholders",
    required: true,
    columns: {
      user_id: {
        type: 'text',
        label: 'User ID',
        description: 'The user to send the message to',
        required: true,
        todo: 'Enter a user ID for every recipient. If it comes from an input item, check the name of the User Column.',
      },
      template_variables: templateVariables,
    },
    todo: 'Add at least one recipient.',
  },
  send_at: { type: 'dateTime', label: 'Send At', description: 'When to send; now if empty' },
  campaign_identifiers: {
    type: 'list',
    label: 'More Campaign IDs',
    description: 'Other transactional campaigns to send to the same people, by campaign_id; if one of them is not running, nothing is sent',
    placeholder: samples.transactional,
  },
  check_variables: checkVariables,
} as const;

export type Trigger = Input<typeof fields>;

/** Not yet `ongoing`, the only state in which it can be triggered ("List all campaigns", status). */
const ON_ITS_WAY: readonly string[] = ['wait_sync', 'scheduled'];

/** Whether the campaigns are running. One that is not among the latest, or can never run, is left to FollowAnalytics, whose refusal explains why. */
const running = {
  operation: 'campaign.getMany',
  input: (): JsonObject => ({ workflow_types: ['transactional'], order: 'updated_at' }),
  isReady: (rows: readonly Json[], input: Trigger): boolean =>
    campaignsOf(input).every((id) => {
      const campaign = rows.find((row): row is JsonObject => isObject(row) && row.identifier === id);
      return !campaign || !ON_ITS_WAY.includes(stateOf(campaign));
    }),
};

/** Send a batch of transactional messages: FollowAnalytics campaigns API, "Send a batch of transactional messages". */
export const trigger = operation({
  label: 'Trigger',
  action: 'Trigger batch',
  description: 'Send a running transactional campaign to a list of people, now or at a scheduled time',
  docs: 'FollowAnalytics campaigns API, "Send a batch of transactional messages"',
  verb: 'triggerBatch',
  fields,
  recipients: { rows: 'messages', id: 'user_id', variables: 'template_variables', known: variablesKnown, needsEach: true },
  warn(input, { now, timeZone }) {
    const doubts = [...idDoubts(...campaignsOf(input))];
    const at = input.send_at === undefined ? undefined : readDate(input.send_at, timeZone);
    if (at && at.toMillis() < now) {
      doubts.push(`'${fields.send_at.label}' (send_at) is ${input.send_at}, which is in the past; FollowAnalytics may send immediately, or reject it.`);
    }
    const seen = new Set<string>();
    const twice = input.messages.find(({ user_id: id }) => seen.size === seen.add(id).size);
    if (twice) doubts.push(`User '${twice.user_id}' is listed more than once and may receive the message more than once.`);
    return doubts;
  },
  preflight: variablesCheck,
  // No list of requests and no client key: a lost request cannot be found again.
  retry: 'send',
  ifUnknown: "Check the campaign's hits a little later, or the platform, to see whether the messages arrived before you send again.",
  returns: 'object',
  // A newly launched campaign is not ready immediately: its state is polled until it is.
  wait: { everyMs: 15 * SECOND, slowestMs: MINUTE, longestMs: 5 * MINUTE, firstEveryMs: 15 * SECOND, by: running },
  batch: {
    splitBy: ['messages'],
    max: ({ credential }) => Number(credential.messages_per_request ?? account.messages_per_request.default),
    sameIn: ['campaign_id', 'campaign_identifiers', 'send_at', 'check_variables'],
  },
  request(inputs, { timeZone, credential }) {
    const [input] = inputs;
    return {
      method: 'POST',
      path: '/api/campaigns/trigger',
      headers: headersOf(credential),
      body: {
        json: {
          campaign_identifiers: campaignsOf(input),
          ...(input.send_at !== undefined && { send_at: isoWithOffset(input.send_at, timeZone) }),
          messages: inputs.flatMap(({ messages }) => messages),
        },
      },
    };
  },
  parse({ body }, inputs) {
    const request_id = promisedText(promised(body, 'result'), 'request_id');
    return {
      each: inputs.map((input) => ({
        request_id,
        campaign_identifiers: campaignsOf(input),
        user_id: input.messages[0]!.user_id,
        send_at: input.send_at ?? null,
      })),
    };
  },
  sameNames: { campaign_identifiers: 'campaign_ids' },
  sample: { request_id: samples.request, campaign_identifiers: [samples.transactional], user_id: 'john365', send_at: null },
  sampleReply: { success: true, result: { request_id: samples.request } },
  // Without the preceding campaign check, so that each is a single request.
  sampleInputs: [
    {
      campaign_id: samples.transactional,
      messages: [{ user_id: 'john365', template_variables: { lastname: 'Doe', firstname: 'John', contractNumber: 'ABC56' } }],
      check_variables: false,
    },
    {
      campaign_id: samples.transactional,
      campaign_identifiers: ['FACMPGN_VCFzh_NpR3Qrru3B'],
      messages: [
        {
          user_id: 'john365',
          template_variables: { lastname: 'Doe', firstname: 'John', contractNumber: 'ABC56', image_name: 'sofa', pos: 'top', width: '300' },
        },
      ],
      send_at: '2099-04-06T16:41:44+05:00',
      check_variables: false,
    },
  ],
});
