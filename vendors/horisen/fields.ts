import type { ChoiceOption, CheckContext, Field, Problem } from '../../engine';

/** Services, campaigns, lists and subscription options are identified by UUIDs. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Identifiers from the document's examples. */
export const samples = {
  service: '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11',
  list: 'cf9eeb30-c1af-11ee-8073-bf4d6e8c1618',
  template: '1592695e-c1b1-11ee-b153-774c9d3a7957',
  recurring: '22222222-c1b1-11ee-b153-774c9d3a7957',
  draft: '33333333-c1b1-11ee-b153-774c9d3a7957',
  finished: '44444444-c1b1-11ee-b153-774c9d3a7957',
} as const;

/** The option that leaves a value unchanged; never sent to the vendor. */
export const KEEP = 'keep';
export const keep = (description: string) => ({ value: KEEP, label: 'Keep Current', description }) as const satisfies ChoiceOption;

export const serviceUuid = {
  type: 'text',
  label: 'Service UUID',
  description: "The Business Messenger account to use; the account's default if empty",
  placeholder: samples.service,
  inPath: true,
  limits: { pattern: UUID },
  todo: `Enter the UUID of the Business Messenger account, such as ${samples.service}.`,
} as const satisfies Field;

/** A choice among the service's campaigns. */
export const campaignChoice = {
  type: 'choice',
  label: 'Campaign',
  description: "The campaign's UUID",
  required: true,
  placeholder: samples.template,
  loadOptions: { operation: 'campaign.getMany', value: 'uuid', label: 'name', about: 'status' },
  todo: 'Choose a campaign from the list, or enter its UUID.',
} as const satisfies Field;

/** Messaging channels (4.1 "Campaign", sending_type). */
export const channels = [
  { value: 'email', label: 'Email' },
  { value: 'rbm', label: 'RCS', description: 'Rich Communication Services (RCS Business Messaging)' },
  { value: 'sms', label: 'SMS' },
  { value: 'telegram', label: 'Telegram' },
  { value: 'viber', label: 'Viber' },
  { value: 'webpush', label: 'Web Push' },
  { value: 'whatsapp', label: 'WhatsApp' },
] as const satisfies readonly ChoiceOption[];

/** Optional sub-objects of an answer (3.2, 3.3). */
export const extraFields = {
  type: 'list',
  label: 'Extra Fields',
  description: 'Additional parts of a campaign to include',
  options: [
    { value: 'messages', label: 'Messages' },
    { value: 'tasks', label: 'Tasks' },
  ],
} as const satisfies Field;

/** The service of an input: its own, or the account's. */
export const serviceOf = (input: { readonly service_uuid?: string }, { credential }: Pick<CheckContext, 'credential'>): string =>
  input.service_uuid ?? (typeof credential.service_uuid === 'string' ? credential.service_uuid.trim() : '');

/** A problem if neither the input nor the account has a service. */
export const serviceProblems = (input: { readonly service_uuid?: string }, context: Pick<CheckContext, 'credential'>): readonly Problem[] =>
  serviceOf(input, context) === ''
    ? [
        {
          field: 'service_uuid',
          message: `'${serviceUuid.label}' (service_uuid) is set neither here nor in the account.`,
          todo: 'Enter the UUID of the Business Messenger account in one of the two; HORISEN support can tell you the UUID.',
        },
      ]
    : [];

/** Whether a campaign's identifier is valid. */
export const campaignProblems = (name: 'campaign_uuid' | 'clone_uuid', uuid: string): readonly Problem[] =>
  UUID.test(uuid.trim())
    ? []
    : [
        {
          field: name,
          message: `'${campaignChoice.label}' (${name}) is '${uuid}', which is not a valid UUID.`,
          todo: campaignChoice.todo,
        },
      ];
