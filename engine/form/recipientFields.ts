import { camelCase } from '../base/names';
import { byAlphabet, capitalized } from '../base/words';
import type { Condition } from '../catalogue/condition';
import type { Field } from '../catalogue/fields';
import type { FormDefinition } from '../catalogue/formDefinition';
import { eachOf, type Recipients } from '../catalogue/operation';
import type { FormField } from './formField';
import { hasConditions, whenOf } from './shown';

/** Where the recipients and their variables come from. */
export type RecipientsFrom = 'items' | 'json' | 'file' | 'everybody';

/** The item field with the user ID in fresh forms, the same for all vendors. */
const USER_COLUMN = 'user_id';

/** The fields of an operation that an item fills if it is one person, not one of a list. */
export const filledByItem = ({ id, variables }: Recipients): readonly string[] => [
  id,
  ...(typeof variables === 'string' ? [variables] : Object.values(variables.of)),
];

/** `catalog items`: `Catalog Items` */
export const titled = (words: string): string => words.split(' ').map(capitalized).join(' ');

const sourceField = ({ rows, file, everybody, ...r }: Recipients, when: Condition): FormField => ({
  name: 'recipientsFrom',
  place: 'main',
  ...(hasConditions(when) && { when }),
  field: {
    type: 'choice',
    label: r.each ? `${titled(r.each.many)} From` : rows === undefined ? 'Values From' : 'Recipients From',
    description: r.each
      ? `Where the ${r.each.many} and their values come from`
      : rows === undefined
        ? 'Where the person and their data come from'
        : 'Where the recipients and their template variables come from',
    required: true,
    default: 'items',
    options: [
      ...(file
        ? [
            {
              value: 'file',
              label: 'CSV File',
              description: r.each ? `A file with one row per ${r.each.one}` : 'A file with one row per person, sent as is; for audiences of any size',
            },
          ]
        : []),
      ...(everybody ? [{ value: 'everybody', label: everybody.label, description: everybody.description }] : []),
      rows === undefined
        ? { value: 'json', label: 'Fields Below', description: 'Entered here or created by expressions' }
        : { value: 'json', label: 'JSON', description: 'A list entered here or created by an expression' },
      { value: 'items', label: 'Input Items', description: `Each input item is one ${eachOf(r).one}` },
    ].sort((one, other) => byAlphabet(one.label, other.label)),
  },
});

const itemFields = ({ id, file, called, each }: Recipients, outer: Condition): FormField[] => {
  const when = { ...outer, recipientsFrom: ['items'] };
  const variables = called?.variables ?? 'Template Variables';
  const lower = variables.toLowerCase();
  const first = file?.id ?? id;
  return [
    {
      name: 'userColumn',
      place: 'main',
      when,
      field: {
        type: 'text',
        label: `${called?.id ?? 'User'} Column`,
        description: `Name of the item field that contains the ${each ? `ID of the ${each.one}` : 'user ID'}`,
        required: true,
        isItemField: true,
        default: each ? first : USER_COLUMN,
        ...(!each && first !== USER_COLUMN && { firstDefault: first }),
      },
    },
    {
      name: 'variables',
      place: 'main',
      when,
      field: {
        type: 'choice',
        label: variables,
        description: `Which item fields become ${lower}${called ? '' : ' of the message'}`,
        required: true,
        default: 'all',
        options: [
          { value: 'all', label: 'All Other Fields', description: 'All other fields of the item, under their own names' },
          { value: 'chosen', label: 'Selected Fields', description: 'Only the fields listed below, renamed if needed' },
          { value: 'none', label: 'None', description: `No ${lower}` },
        ],
      },
    },
    {
      name: 'variableColumns',
      place: 'main',
      when: { ...when, variables: ['chosen'] },
      field: {
        type: 'rows',
        label: called ? `Columns` : 'Variable Columns',
        description: `Which item field to use for each of the ${lower}`,
        columns: {
          variable: {
            type: 'text',
            label: called ? 'Name' : 'Variable',
            description: called ? 'Name at the vendor' : "Name of the variable, exactly as in the campaign's message",
            required: true,
          },
          column: { type: 'text', label: 'Item Field', description: 'Name of the item field; same as the name above if empty', isItemField: true },
        },
      },
    },
    {
      name: 'emptyValues',
      place: 'options',
      when: { ...when, variables: ['all', 'chosen'] },
      field: {
        type: 'choice',
        label: 'Empty Values',
        description: 'What to do with fields that have no value in an item',
        default: 'sendEmpty',
        options: [
          { value: 'leaveOut', label: 'Leave Out', description: 'Leaves out the empty fields and sends the others' },
          { value: 'refuse', label: 'Reject', description: 'The item fails, and nothing is sent for it' },
          { value: 'sendEmpty', label: 'Send Empty', description: 'Sends empty text and null as they are; leaves out fields that the item does not have' },
        ],
      },
    },
  ];
};

/** The fields that ask for the recipients and their variables. */
export const recipientFields = (o: FormDefinition): FormField[] => {
  const r = o.recipients;
  if (!r) return [];
  const outer: Condition = r.when ? whenOf(o.fields, { dependsOn: r.when }) : {};
  const fields = [sourceField(r, outer), ...itemFields(r, outer)];
  const rows = r.rows === undefined ? undefined : o.fields[r.rows];
  if (r.rows !== undefined) {
    fields.push({
      name: camelCase(r.rows),
      place: 'main',
      wire: r.rows,
      when: { ...outer, recipientsFrom: ['json'] },
      field: {
        type: 'json',
        label: rows?.label ?? r.rows,
        description: rows?.description ?? '',
        required: true,
        default: [],
        limits: { shape: 'array' },
      },
    });
  }
  const file = r.file && o.fields[r.file.field];
  if (r.file && file) {
    fields.push({
      name: camelCase(r.file.field),
      place: 'main',
      wire: r.file.field,
      when: { ...outer, recipientsFrom: ['file'] },
      field: { ...file, required: true } as Field,
    });
  }
  return fields;
};

/** The fields that the recipients' part of the form replaces. */
export const replaced = ({ rows, file, everybody }: Recipients): readonly (string | undefined)[] => [rows, file?.field, everybody?.field];
