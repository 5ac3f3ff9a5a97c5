import { isObject, isoWithOffset, operation, promisedText, readDate, type Input, type Json, type JsonObject, type Problem, type Table } from '../../engine';
import { GROW_MEMBER } from './account';
import { campaignId } from './fields';

/** For more, the document requires CSV: "a hundred of users per call" ("JSON Body batch"). */
const MOST_IN_JSON = 100;
/** "1 Go", read as the smaller of its two meanings ("CSV-based batch"). */
const MOST_BYTES = 1_000_000_000;
/** "more than 5 minutes in the past" ("Troubleshooting"). */
const MOST_MINUTES_PAST = 5;
const MINUTE = 60_000;

const USER = 'User';

const fields = {
  campaign_id: campaignId,
  messages: {
    type: 'rows',
    label: 'Messages',
    description: 'The people to message, each with the variables of the message template',
    columns: {
      user_id: {
        type: 'text',
        label: 'User ID',
        description: 'The user to send the message to',
        required: true,
        todo: 'Enter a user ID for every recipient. If it comes from an input item, check the name of the User Column.',
      },
      template_variables: {
        type: 'json',
        label: 'Template Variables',
        description: 'Values of the variables in the message template, by name',
        asText: true,
        limits: { shape: 'object' },
      },
    },
  },
  file: {
    type: 'file',
    label: 'File',
    description: "Comma-separated CSV file in UTF-8, with a column 'User' and one column for each variable in the campaign's message",
    limits: { maxBytes: MOST_BYTES, extension: '.csv', csv: { columns: [USER], filled: [USER] } },
  },
  send_at: {
    type: 'dateTime',
    label: 'Send At',
    description: 'When to send; now if empty',
  },
  send_as: {
    type: 'choice',
    label: 'Send As',
    description: 'How to transmit the recipients',
    default: 'auto',
    options: [
      { value: 'auto', label: 'Automatic', description: `JSON for up to ${MOST_IN_JSON} recipients, a CSV upload for more` },
      { value: 'csv', label: 'CSV Upload', description: 'Recommended by Bryj for all uses' },
      { value: 'json', label: 'JSON', description: `For tests and up to ${MOST_IN_JSON} recipients` },
    ],
  },
} as const;

type Trigger = Input<typeof fields>;
type Message = NonNullable<Trigger['messages']>[number];

const messagesOf = (input: Trigger): readonly Message[] => input.messages ?? [];
const variablesOf = (message: Message): JsonObject => (message.template_variables ?? {}) as JsonObject;
const count = (inputs: readonly Trigger[]): number => inputs.reduce((all, input) => all + messagesOf(input).length, 0);
const asCsv = (inputs: readonly [Trigger, ...Trigger[]]): boolean =>
  inputs[0].send_as === 'csv' || (inputs[0].send_as !== 'json' && count(inputs) > MOST_IN_JSON);

/** "One column for every variable": all recipients of a request have the same variables, and a CSV cell cannot hold a list or object. */
const tableProblem = (message: Message, where: string, names: readonly string[], first: string, csv: boolean): Problem | undefined => {
  const variables = variablesOf(message);
  const missing = names.filter((name) => !Object.hasOwn(variables, name));
  const extra = Object.keys(variables).filter((name) => !names.includes(name));
  if (missing.length > 0 || extra.length > 0) {
    const difference = missing.length > 0 ? `no '${missing.join("', '")}', unlike ${first}` : `'${extra.join("', '")}', unlike ${first}`;
    return {
      field: where,
      message: `User '${message.user_id}' has ${difference} (${where}).`,
      todo: 'Provide the same template variables for every recipient in a batch; an empty text counts as a value.',
    };
  }
  const deep = csv ? Object.entries(variables).find(([, value]) => isObject(value) || Array.isArray(value)) : undefined;
  if (deep) {
    return {
      field: `${where}.${deep[0]}`,
      message: `The template variable '${deep[0]}' of user '${message.user_id}' is a list or an object, which is not allowed in a CSV cell.`,
      todo: `Use text instead, or send up to ${MOST_IN_JSON} recipients as JSON.`,
    };
  }
  return csv && Object.hasOwn(variables, USER)
    ? {
        field: `${where}.${USER}`,
        message: `A template variable of user '${message.user_id}' is named '${USER}', like the column with the user IDs.`,
        todo: 'Rename the variable, in the campaign as well.',
      }
    : undefined;
};

/** A cell of the table; databases deliver `null` for an empty value. */
const cell = (value: Json | undefined): string => (value === null || value === undefined ? '' : String(value));

const tableOf = (inputs: readonly Trigger[]): Table => {
  const messages = inputs.flatMap(messagesOf);
  const names = Object.keys(variablesOf(messages[0]!));
  return { columns: [USER, ...names], rows: messages.map((message) => [message.user_id, ...names.map((name) => cell(variablesOf(message)[name]))]) };
};

const FILE_NAME = 'recipients.csv';

/** Create a request: API Trigger Campaigns Endpoint, "Create a request". */
export const trigger = operation({
  label: 'Trigger',
  action: 'Trigger batch',
  description: 'Send a launched API Trigger campaign to a list of people, now or at a scheduled time',
  docs: 'API Trigger Campaigns Endpoint, "Create a request"',
  verb: 'triggerBatch',
  permission: GROW_MEMBER,
  fields,
  recipients: { rows: 'messages', id: 'user_id', variables: 'template_variables', needsEach: true, file: { field: 'file', id: USER } },
  rules: [{ need: 'exactlyOneOf', of: ['messages', 'file'] }],
  check(input, { now, timeZone }) {
    const problems: Problem[] = [];
    const at = input.send_at === undefined ? undefined : readDate(input.send_at, timeZone);
    if (at && at.toMillis() < now - MOST_MINUTES_PAST * MINUTE) {
      problems.push({
        field: 'send_at',
        message: `'Send At' (send_at) is ${input.send_at}, more than ${MOST_MINUTES_PAST} minutes in the past.`,
        todo: 'Choose a time in the future, or leave it empty to send now.',
      });
    }
    if (input.messages?.length === 0) {
      problems.push({ field: 'messages', message: "'Messages' (messages) is empty: there is nobody to send to.", todo: 'Add at least one recipient.' });
    }
    if (input.send_as === 'json' && messagesOf(input).length > MOST_IN_JSON) {
      problems.push({
        field: 'messages',
        message: `'Messages' (messages) has ${messagesOf(input).length} recipients; JSON takes at most ${MOST_IN_JSON}.`,
        todo: "Set 'Send As' to 'Automatic' or 'CSV Upload'.",
      });
    }
    if (input.file && input.send_as === 'json') {
      problems.push({
        field: 'send_as',
        message: "'Send As' (send_as) is JSON, but the recipients are a CSV file.",
        todo: "Choose 'Automatic' or 'CSV Upload'.",
      });
    }
    return problems;
  },
  warn(input) {
    const seen = new Set<string>();
    const twice = messagesOf(input).find(({ user_id: id }) => seen.size === seen.add(id).size);
    return twice ? [`User '${twice.user_id}' is listed more than once and may receive the message more than once.`] : [];
  },
  // No client key and no deduplication: repeating the request would send a second batch.
  retry: 'send',
  ifUnknown: "Check with 'Get Scheduled' (for scheduled batches) or in GROW whether the request exists before you send again.",
  returns: 'object',
  batch: {
    // Requests count against the quota, so a large audience is sent as one upload rather than many calls.
    sameIn: ['campaign_id', 'send_at', 'send_as'],
    alone: (input) => input.file !== undefined,
    checkBatch(inputs) {
      const problems = new Map<number, readonly Problem[]>();
      const [head] = inputs;
      const first = head && messagesOf(head)[0];
      if (!first) return problems;
      const names = Object.keys(variablesOf(first));
      const csv = asCsv(inputs as readonly [Trigger, ...Trigger[]]);
      for (const [position, input] of inputs.entries()) {
        const found = messagesOf(input).flatMap(
          (message, i) => tableProblem(message, `messages[${i}].template_variables`, names, `the first recipient ('${first.user_id}')`, csv) ?? [],
        );
        if (found.length > 0) problems.set(position, found);
      }
      if (head.send_as === 'json' && count(inputs) > MOST_IN_JSON) {
        for (const position of inputs.keys()) {
          problems.set(position, [
            {
              field: 'send_as',
              message: `The batch has ${count(inputs)} recipients; JSON takes at most ${MOST_IN_JSON}.`,
              todo: "Set 'Send As' to 'Automatic' or 'CSV Upload'.",
            },
          ]);
        }
      }
      return problems;
    },
  },
  request(inputs, { timeZone }) {
    const [{ campaign_id, send_at, file }] = inputs;
    const common = { campaign_id, ...(send_at !== undefined && { send_at: isoWithOffset(send_at, timeZone) }) };
    const path = '/api/campaigns/trigger';
    if (file || asCsv(inputs)) {
      const content = file ?? tableOf(inputs);
      return {
        method: 'POST',
        path,
        body: { multipart: { fields: common, file: { field: 'file', name: file?.name ?? FILE_NAME, type: 'text/csv', content } } },
      };
    }
    const messages = inputs.flatMap(messagesOf).map((message) => ({ user_id: message.user_id, template_variables: variablesOf(message) }));
    return { method: 'POST', path, body: { json: { ...common, messages } } };
  },
  parse: (reply, inputs) => {
    const request_id = promisedText(reply.body, 'request_id');
    const sent_as = inputs[0].file || asCsv(inputs) ? 'csv' : 'json';
    const recipients = count(inputs);
    return {
      each: inputs.map((input) => ({
        request_id,
        campaign_id: input.campaign_id,
        ...(input.messages?.length === 1 && { user_id: input.messages[0]!.user_id }),
        ...(input.file && { file: input.file.name }),
        ...(!input.file && { recipients }),
        sent_as,
      })),
    };
  },
  sample: { request_id: 'b615b03a0c538be18cd2c8610cca1d79', campaign_id: 'CMP_Dl3Egjp4HA', user_id: 'USER_ID1', recipients: 1, sent_as: 'json' },
  sampleReply: { request_id: 'b615b03a0c538be18cd2c8610cca1d79' },
  sampleInputs: [
    { campaign_id: 'CMP_Dl3Egjp4HA', messages: [{ user_id: 'USER_ID1' }] },
    {
      campaign_id: 'CMP_Dl3Egjp4HA',
      send_at: '2099-05-10T13:00:00+01:00',
      send_as: 'auto',
      messages: [{ user_id: 'USER_ID1', template_variables: { lastname: 'DUPONT', firstname: 'Pierre', contractnumber: '123456' } }],
    },
  ],
});
