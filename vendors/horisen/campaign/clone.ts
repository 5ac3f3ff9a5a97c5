import { isObject, operation, type Fields, type Input, type JsonObject, type Problem } from '../../../engine';
import { campaignsPath } from '../endpoints';
import { campaignChoice, campaignProblems, KEEP, samples, serviceUuid } from '../fields';
import { newestOf } from './newest';
import { checkName, sameName } from './sameName';
import { sampleTemplate } from './samples';
import { bodyOf, campaignDoubts, campaignProblemsOf, madeSince, savedIn, uuidIn } from './whole';
import { copiedFields } from './wholeFields';

const fields = {
  service_uuid: serviceUuid,
  clone_uuid: { ...campaignChoice, description: 'The campaign to copy, by its UUID; a draft with {variables} in its text can serve as a template' },
  variables: {
    type: 'rows',
    label: 'Template Variables',
    description: "Values that replace each {variable} in the source's text",
    prominent: true,
    columns: {
      name: { type: 'text', label: 'Name', description: 'Name of the variable, without braces', required: true, placeholder: 'temp' },
      value: { type: 'text', prose: true, label: 'Value', description: 'Value of the variable; removed if empty', prominent: true, placeholder: '-22C' },
    },
  },
  template_vars: {
    type: 'json',
    label: 'Template Variables JSON',
    description: 'The same as an object of names and texts; combined with the rows above if both are set',
    asText: true,
    limits: { shape: 'object' },
    placeholder: '{"temp": "-22C"}',
    todo: 'Provide an object of names and texts, such as {"temp": "-22C"}.',
  },
  ...copiedFields,
  check_name: checkName,
} as const satisfies Fields;

type Clone = Input<typeof fields>;

/** Each variable with the place where it was set. */
const given = ({ variables = [], template_vars }: Clone): readonly { readonly at: string; readonly name: string; readonly value: unknown }[] => [
  ...variables.map(({ name, value }, i) => ({ at: `variables[${i}].name`, name: name.trim(), value: value ?? '' })),
  ...Object.entries(isObject(template_vars) ? template_vars : {}).map(([name, value]) => ({ at: `template_vars.${name}`, name, value })),
];

const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

const variableProblems = (input: Clone): readonly Problem[] => {
  const all = given(input);
  return all.flatMap(({ at, name, value }, i): readonly Problem[] => {
    const label = at.startsWith('variables') ? fields.variables.label : fields.template_vars.label;
    const problem = (what: string, todo: string): readonly Problem[] => [{ field: at, message: `'${label}' (${at}) ${what}.`, todo }];
    if (/[{}]/.test(name)) return problem(`is '${name}', but names must be entered without braces`, `Write '${name.replace(/[{}]/g, '')}'.`);
    if (all.findIndex((other) => other.name === name) < i) return problem(`is '${name}', which is given twice`, 'Enter each variable only once.');
    return isPlain(value) ? [] : problem('must be a text', 'Use text.');
  });
};

const variablesOf = (input: Clone): JsonObject => Object.fromEntries(given(input).map(({ name, value }) => [name, String(value)]));

const keepsStatus = ({ status }: Clone): boolean => status === undefined || status === KEEP;

const sample = { ...sampleTemplate, template: 'It is -22C and the wind blows at 100km/h, @first_name', uuid: samples.draft } as const;

/** HORISEN Campaign API, 1.4 "Cloning Existing Campaign" and 3.1 "Create or Clone a Campaign". */
export const clone = operation({
  label: 'Clone',
  action: 'Clone campaign',
  description: 'Copy a campaign, fill in the variables in its text, and change the fields below',
  docs: 'HORISEN Campaign API, 1.4 "Cloning Existing Campaign"',
  fields,
  check: (input, context) => [...campaignProblems('clone_uuid', input.clone_uuid), ...variableProblems(input), ...campaignProblemsOf(input, context)],
  warn: (input, context) => [
    ...(keepsStatus(input)
      ? ['The copy inherits the status of its source: if an active campaign is set to run now, the copy is sent as soon as it is saved.']
      : []),
    ...campaignDoubts(input, context),
  ],
  retry: ({ status }) => (status === 'draft' ? 'nonIdempotent' : 'send'),
  ifUnknown: "Check with 'Get Many' whether there is a new copy before you clone it again.",
  named: sameName,
  returns: 'object',
  request: ([input], context) => ({
    method: 'POST',
    path: campaignsPath(input, context),
    body: {
      json: {
        clone_uuid: input.clone_uuid.trim(),
        ...(given(input).length > 0 && { template_vars: variablesOf(input) }),
        ...bodyOf(input, context),
      },
    },
  }),
  parse: ({ body }, _inputs, context) => savedIn(body, context),
  reconcile: {
    request: ([input], context) => newestOf(input, context),
    parse: (reply, [input], lost, context) => madeSince(reply, input, lost, context),
    madeIn: uuidIn,
  },
  sample,
  sampleReply: sample,
  sampleInputs: [
    { clone_uuid: samples.template },
    {
      service_uuid: samples.service,
      clone_uuid: samples.template,
      variables: [{ name: 'temp', value: '-22C' }],
      template_vars: { wind: '100km/h' },
      name: 'Bad weather conditions',
      status: 'active',
      sending_type: 'sms',
      template: 'It is {temp} and the wind blows at {wind}, @first_name',
      sender: '+41587000000',
      recipient_lists: [samples.list],
      query_type: 'segmentation',
      segmentation: [{ operator: 'OR', match: 'AND', rules: [{ field: 'city', condition: 'eq', value: 'Bern' }] }],
      schedule_type: 'scheduled',
      recurrence: 'rule',
      rule: 'FREQ=DAILY;BYHOUR=7;BYMINUTE=0;BYSECOND=0',
    },
  ],
});
