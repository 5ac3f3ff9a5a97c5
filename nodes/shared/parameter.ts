import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { camelCase, namesOf, optionsIn, whenOf, type Field, type Fields, type FormField } from '../../engine';
import { oncePer } from './oncePer';
import { pickerOf } from './pickerField';
import { singular } from './singular';

export type Show = NonNullable<IDisplayOptions['show']>;

/** The only entry of a fixedCollection, under which n8n stores its rows. */
export const ROWS = 'values';
/** The collection of optional fields, of an operation and of a row. */
export const MORE = 'additionalFields';
/** The collection for how to run. */
export const OPTIONS = 'options';

/** Lines shown of a text that is often several lines long. */
const LINES = 4;

const jsonDefault = (field: Extract<Field, { type: 'json' }>, inRow: boolean): string => {
  if (field.default === undefined && inRow && !field.required) return '';
  return JSON.stringify(field.default ?? (field.limits?.shape === 'array' ? [] : {}), null, 2);
};

/** The options. A value from an earlier release is shown where it was saved, but not offered elsewhere. */
const entriesOf = (name: string, field: Field): INodePropertyOptions[] =>
  optionsIn(field).flatMap(({ value, label, description, was = [], isFormer }) => {
    const entry = { name: label, value, ...(description && { description }), ...(isFormer && { displayOptions: { show: { [name]: [value] } } }) };
    return [entry, ...was.map((former) => ({ ...entry, value: former, displayOptions: { show: { [name]: [former] } } }))];
  });

const shapeOf = (name: string, field: Field, inRow: boolean): Pick<INodeProperties, 'type' | 'default'> & Partial<INodeProperties> => {
  switch (field.type) {
    case 'text':
      if (field.suggests) return pickerOf(field.suggests, 'By Name');
      return {
        type: 'string',
        default: field.default ?? '',
        ...(field.secret && { typeOptions: { password: true } }),
        ...(field.prose === 'lines' && { typeOptions: { rows: LINES } }),
        ...(field.isItemField && { requiresDataPath: 'single' }),
      };
    case 'number': {
      const { min, max, whole } = field.limits ?? {};
      return {
        type: 'number',
        // Undefined rather than an empty text, which the editor of n8n 2.0 turns into 0 as soon as it shows the field.
        default: field.default ?? (field.required ? Math.min(Math.max(0, min ?? 0), max ?? Infinity) : null),
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
      if (field.options) return { type: 'multiOptions', default: [...(field.default ?? [])], options: entriesOf(name, field) };
      return {
        type: 'string',
        default: [...(field.default ?? [])],
        typeOptions: { multipleValues: true, multipleValueButtonText: `Add ${singular(field.label)}` },
      };
    case 'file':
      return { type: 'string', default: 'data' };
    case 'choice':
      return 'loadOptions' in field
        ? pickerOf(field.loadOptions, 'By ID')
        : {
            type: 'options',
            default: field.default ?? '',
            options: entriesOf(name, field),
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
      return { type: 'collection', default: {}, placeholder: 'Add Field', options: groupOf(field.columns) };
  }
};

/** When a field of an account, a group or a row is shown. n8n only checks the conditions listed, so the other field's own conditions are included. */
export const displayOf = (fields: Fields, field: Field): IDisplayOptions | undefined =>
  field.dependsOn && { show: Object.fromEntries(Object.entries(whenOf(fields, field)).map(([name, values]) => [name, [...values]])) };

/** The condition of a field in a form, with the other fields as n8n refers to them from where it is. */
export const showOf = (when: FormField['when'], refer: (name: string) => string = (name) => name): Show =>
  when === undefined ? {} : Object.fromEntries(Object.entries(when).map(([name, is]) => [refer(name), [...is] as Show[string]]));

/** The parameter has a value; n8n then fills in no default. */
export const EXISTS = { _cnd: { exists: true } } as const;

/**
 * A parameter under its name or place of an earlier release, because n8n drops values without a parameter. It is shown only while it has a value, so
 * that users see everything that is sent.
 */
export const formerParameter = (name: string, field: Field, show: Show): INodeProperties => ({
  ...parameterOf(name, { ...field, required: false }),
  default: '',
  displayOptions: { show },
});

/**
 * Preserves the value saved under a name. n8n first decides what is shown, without knowing collections or names shared by several parameters; the
 * content of a carrier is known by then.
 */
export const carrierOf = (displayName: string, name: string, show?: Show): INodeProperties => ({
  displayName,
  name,
  type: 'hidden',
  // If nothing was saved, there is no value.
  default: undefined,
  ...(show && { displayOptions: { show } }),
});

/** Columns are in a row, in which n8n shows all of them, or in a collection, to which users add them. */
type Frame = 'row' | 'collection';

/** A column's names in earlier releases, or that of a column no longer offered. A collection offers everything without a condition, and inside it n8n cannot refer to a list by name. */
const formerColumns = (former: readonly string[], column: Field, frame: Frame): INodeProperties[] =>
  former.flatMap((name) => {
    const shown = formerParameter(name, column, { [name]: [EXISTS] });
    if (frame === 'row') return [carrierOf(column.label, name), shown];
    return column.type === 'rows' || column.type === 'group' ? [carrierOf(column.label, name, { [name]: [EXISTS] })] : [shown];
  });

/** A column; in a row it is hidden while the row has it under a name of an earlier release. */
const columnOf = (columns: Fields, wire: string, inRow: boolean, frame: Frame): INodeProperties[] => {
  const column = columns[wire]!;
  const [name, ...former] = namesOf(camelCase(wire), column);
  if (column.isFormer) return formerColumns([name!, ...former], column, frame);
  const display = displayOf(columns, column);
  const hides = frame === 'row' && former.length > 0;
  const hide = Object.fromEntries(former.map((each) => [each, [EXISTS]]));
  return [parameterOf(name!, column, hides ? { ...display, hide } : display, inRow), ...formerColumns(former, column, frame)];
};

const columnsOf = (columns: Fields, inRow: boolean, frame: Frame): INodeProperties[] =>
  Object.keys(columns).flatMap((wire) => columnOf(columns, wire, inRow, frame));

/** A boolean that may be left unset: if it were always shown, it would always have a value. */
export const mayBeSilent = (field: Field): boolean => field.type === 'boolean' && !field.required && field.default === undefined;

/*
 * Vendors share columns among their operations, so the parameters of each list of columns are made once, and are the same objects wherever they are. n8n
 * changes the list of a node's parameters, and what can be chosen as a resource or an operation, but nothing inside rows and collections.
 */

/** The columns of a row. n8n fills in every shown column, so those that may be unset are added by the user. */
const rowOf = oncePer((columns: Fields): INodeProperties[] => {
  const all = Object.entries(columns);
  const silent = Object.fromEntries(all.filter(([, column]) => mayBeSilent(column)));
  const rest = Object.fromEntries(all.filter(([, column]) => !mayBeSilent(column)));
  const options = columnsOf(silent, true, 'collection');
  return [
    ...columnsOf(rest, true, 'row'),
    ...(options.length > 0
      ? [{ displayName: 'Additional Fields', name: MORE, type: 'collection' as const, placeholder: 'Add Field', default: {}, options }]
      : []),
  ];
});

/** The members of a group. */
const groupOf = oncePer((columns: Fields): INodeProperties[] => columnsOf(columns, false, 'collection'));

/** One field as an n8n parameter. */
export const parameterOf = (name: string, field: Field, displayOptions?: IDisplayOptions, inRow = false): INodeProperties => {
  const isFile = field.type === 'file';
  return {
    // The name that n8n's own nodes use for every file field.
    displayName: isFile ? 'Input Data Field Name' : field.label,
    name,
    ...(field.required && { required: true }),
    ...(field.placeholder !== undefined && { placeholder: field.placeholder.startsWith('e.g.') ? field.placeholder : `e.g. ${field.placeholder}` }),
    description: isFile ? `Name of the item field that contains the file: ${field.description}` : field.description,
    ...shapeOf(name, field, inRow),
    ...(displayOptions && { displayOptions }),
  };
};
