import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { camelCase, optionsIn, whenOf, type Field, type Fields } from '../../engine';
import { pickerOf } from './pickers';

/** The one entry of a fixedCollection, under which n8n keeps its rows. */
export const ROWS = 'values';
/** The collection of the optional fields, of an operation and of a row. */
export const MORE = 'additionalFields';

/** `variable columns` -> what the button and the rows of a list are called. */
const singular = (label: string): string => label.replace(/ies$/, 'y').replace(/s$/, '');

const jsonDefault = (field: Extract<Field, { type: 'json' }>, inRow: boolean): string => {
  if (field.default === undefined && inRow && !field.required) return '';
  return JSON.stringify(field.default ?? (field.limits?.shape === 'array' ? [] : {}), null, 2);
};

const entriesOf = (field: Field): INodePropertyOptions[] =>
  optionsIn(field).map(({ value, label, description }) => ({ name: label, value, ...(description && { description }) }));

const shapeOf = (field: Field, inRow: boolean): Pick<INodeProperties, 'type' | 'default'> & Partial<INodeProperties> => {
  switch (field.type) {
    case 'text':
      return { type: 'string', default: field.default ?? '', ...(field.secret && { typeOptions: { password: true } }) };
    case 'number': {
      const { min, max, whole } = field.limits ?? {};
      return {
        type: 'number',
        default: field.default ?? (field.required ? Math.min(Math.max(0, min ?? 0), max ?? Infinity) : ''),
        typeOptions: { ...(min !== undefined && { minValue: min }), ...(max !== undefined && { maxValue: max }), ...(whole && { numberPrecision: 0 }) },
      };
    }
    case 'boolean':
      return { type: 'boolean', default: field.default ?? false };
    case 'dateTime':
      return { type: 'dateTime', default: field.default ?? '' };
    case 'json':
      return { type: 'json', default: jsonDefault(field, inRow), typeOptions: { rows: 5 } };
    case 'list':
      if (field.options) return { type: 'multiOptions', default: [...(field.default ?? [])], options: entriesOf(field) };
      return {
        type: 'string',
        default: [...(field.default ?? [])],
        typeOptions: { multipleValues: true, multipleValueButtonText: `Add ${singular(field.label)}` },
      };
    case 'file':
      return { type: 'string', default: 'data' };
    case 'choice':
      return 'loadOptions' in field
        ? pickerOf(field)
        : {
            type: 'options',
            default: field.default ?? '',
            options: entriesOf(field),
          };
    case 'rows':
      return {
        type: 'fixedCollection',
        default: {},
        placeholder: `Add ${singular(field.label)}`,
        typeOptions: { multipleValues: true, ...(field.limits?.max !== undefined && { maxValue: field.limits.max }) },
        options: [{ name: ROWS, displayName: singular(field.label), values: rowOf(field.columns) }],
      };
    case 'group':
      return { type: 'collection', default: {}, placeholder: 'Add Field', options: columnsOf(field.columns, false) };
  }
};

/** When a field of an account, a group or a row is shown. n8n looks at no more than it is told, so what the other field hangs on is told too. */
export const displayOf = (fields: Fields, field: Field): IDisplayOptions | undefined =>
  field.dependsOn && { show: Object.fromEntries(Object.entries(whenOf(fields, field)).map(([name, values]) => [name, [...values]])) };

const columnsOf = (columns: Fields, inRow: boolean): INodeProperties[] =>
  Object.entries(columns).map(([wire, column]) => {
    return parameterOf(camelCase(wire), column, displayOf(columns, column), inRow);
  });

/** A switch that may be left alone: shown at once it would always say something. */
const mayBeSilent = (field: Field): boolean => field.type === 'boolean' && !field.required && field.default === undefined;

/** The columns of a row. n8n fills in every one that it shows, so the silent ones are added by hand. */
const rowOf = (columns: Fields): INodeProperties[] => {
  const all = Object.entries(columns);
  const silent = Object.fromEntries(all.filter(([, column]) => mayBeSilent(column)));
  const rest = Object.fromEntries(all.filter(([, column]) => !mayBeSilent(column)));
  const options = columnsOf(silent, true);
  return [
    ...columnsOf(rest, true),
    ...(options.length > 0
      ? [{ displayName: 'Additional Fields', name: MORE, type: 'collection' as const, placeholder: 'Add Field', default: {}, options }]
      : []),
  ];
};

/** One field as an n8n parameter. */
export const parameterOf = (name: string, field: Field, displayOptions?: IDisplayOptions, inRow = false): INodeProperties => {
  const isFile = field.type === 'file';
  return {
    // n8n's own nodes call every file field so.
    displayName: isFile ? 'Input Data Field Name' : field.label,
    name,
    ...(field.required && { required: true }),
    ...(field.placeholder !== undefined && { placeholder: field.placeholder.startsWith('e.g.') ? field.placeholder : `e.g. ${field.placeholder}` }),
    description: isFile ? `Name of the item's field that holds the file: ${field.description}` : field.description,
    ...shapeOf(field, inRow),
    ...(displayOptions && { displayOptions }),
  };
};
