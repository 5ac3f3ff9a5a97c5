import { entriesIn, NoList, type Input, type Json, type JsonObject, type Problem, type Rows } from '../../../engine';
import { problemAt } from './places';
import { isTime, timeToSend } from './times';

/** Custom Attribute Data Types (Braze document): a value, `{inc}`, or `{add}` and `{remove}`. */
export const changes = {
  type: 'rows',
  label: 'Changes',
  description: 'Attributes to set, increment or decrement, and list attributes to add entries to or remove entries from',
  dependsOn: { field: 'kind', is: ['attributes'] },
  columns: {
    name: {
      type: 'text',
      label: 'Name',
      description: 'Name of the attribute',
      required: true,
      suggests: { operation: 'attribute.getMany', value: 'name', label: 'name', about: 'data_type' },
      todo: 'Enter the name of the attribute.',
    },
    action: {
      type: 'choice',
      label: 'Action',
      description: 'How to change it',
      required: true,
      default: 'set',
      options: [
        { value: 'add', label: 'Add to List', description: 'Adds entries to the list' },
        { value: 'increment', label: 'Increment', description: 'Increases the value by a whole number; decreases it if negative' },
        { value: 'remove', label: 'Remove From List', description: 'Removes entries from the list' },
        { value: 'set', label: 'Set', description: 'Sets a new value' },
      ],
    },
    value: {
      type: 'text',
      prose: true,
      label: 'Value',
      description: 'The value, the number, or comma-separated list entries',
      required: true,
      todo: 'Enter a value; to remove an attribute, set it to null in Custom Attributes.',
    },
    type: {
      type: 'choice',
      label: 'Type',
      description: 'Data type of the value',
      default: 'text',
      options: [
        { value: 'boolean', label: 'Boolean', description: 'True or false' },
        { value: 'date', label: 'Date', description: 'Date and time in ISO 8601 format' },
        { value: 'list', label: 'List', description: 'Comma-separated texts' },
        { value: 'number', label: 'Number' },
        { value: 'text', label: 'Text' },
      ],
      dependsOn: { field: 'action', is: ['set'] },
    },
  },
} as const satisfies Rows;

type Change = Input<typeof changes.columns>;

/** Comma-separated texts or a JSON list; undefined if it looks like JSON but is invalid. */
const entriesOf = (value: string): readonly Json[] | undefined => {
  const entries = entriesIn(value);
  return entries.some((entry) => entry instanceof NoList) ? undefined : (entries as readonly Json[]);
};

const numberIn = (value: string): number | undefined => (value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined);

/** The value that a row sets, or undefined if its text cannot be read as that type. */
const setTo = ({ value, type }: Change, timeZone: string): Json | undefined => {
  switch (type) {
    case 'number':
      return numberIn(value);
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : undefined;
    case 'date':
      return isTime(value) ? timeToSend(value.replace(' ', 'T'), timeZone) : undefined;
    case 'list':
      return entriesOf(value);
    default:
      return value;
  }
};

const NOUNS = { boolean: 'true or false', date: 'a date in ISO 8601 format', number: 'a number', list: 'a list', text: 'a text' } as const;

/** The attributes resulting from the rows, and their problems. */
export const readChanges = (rows: readonly Change[], timeZone: string): { readonly values: JsonObject; readonly problems: readonly Problem[] } => {
  const values = new Map<string, Json>();
  const lists = new Map<string, { readonly add?: readonly Json[]; readonly remove?: readonly Json[] }>();
  const problems: Problem[] = [];
  for (const [i, row] of rows.entries()) {
    const { name, action, value } = row;
    const wrong = (column: 'name' | 'value', what: string, todo: string) =>
      problems.push(problemAt({ label: changes.columns[column].label, path: `changes[${i}].${column}` }, what, todo));
    const isList = action === 'add' || action === 'remove';
    if (values.has(name) || (lists.has(name) && !isList)) {
      wrong('name', `is '${name}', which is also changed by another row`, 'Use one row per attribute; only adding and removing can be combined.');
      continue;
    }
    if (isList) {
      const entries = entriesOf(value);
      const before = lists.get(name);
      if (entries) lists.set(name, { ...before, [action]: [...(before?.[action] ?? []), ...entries] });
      else wrong('value', `is '${value}', which looks like JSON but is not a list`, 'Provide a list, or comma-separated texts.');
      continue;
    }
    const read = action === 'increment' ? numberIn(value) : setTo(row, timeZone);
    if (read === undefined || (action === 'increment' && !Number.isInteger(read))) {
      const noun = action === 'increment' ? 'a whole number' : NOUNS[row.type ?? 'text'];
      wrong(
        'value',
        `is '${value}', not ${noun}`,
        action === 'increment' ? 'Enter a whole number, such as 1 or -1.' : `Enter ${noun}, or choose another type.`,
      );
      continue;
    }
    values.set(name, action === 'increment' ? { inc: read } : read);
  }
  return { values: Object.fromEntries<Json>([...values, ...[...lists].filter(([name]) => !values.has(name))]), problems };
};
