import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import { camelCase, formOf, isObject, isOperation, type Field, type Fields, type FormDefinition, type Json, type JsonObject } from '../../../engine';
import { MORE, ROWS } from '../../../nodes/shared/parameter';

const columnsOf = (columns: Fields, row: JsonObject): INodeParameters =>
  Object.fromEntries(
    Object.entries(row).map(([wire, value]) => [camelCase(wire), columns[wire] ? parameterOf(columns[wire], value as Json) : (value as never)]),
  );

/** A row of a list: what the form shows only when asked for stands apart. */
const rowOf = (columns: Fields, row: JsonObject): INodeParameters => {
  const isSilent = (wire: string): boolean => columns[wire]?.type === 'boolean' && !columns[wire].required && columns[wire].default === undefined;
  const part = (silent: boolean) => columnsOf(columns, Object.fromEntries(Object.entries(row).filter(([wire]) => isSilent(wire) === silent)));
  const silent = part(true);
  return { ...part(false), ...(Object.keys(silent).length > 0 && { [MORE]: silent }) };
};

/** A value in the form in which n8n's editor keeps it. */
const parameterOf = (field: Field, value: Json): NodeParameterValueType => {
  switch (field.type) {
    case 'rows':
      return { [ROWS]: (value as readonly JsonObject[]).map((row) => rowOf(field.columns, row)) };
    case 'group':
      return columnsOf(field.columns, value as JsonObject);
    case 'json':
      return JSON.stringify(value);
    case 'list':
      return [value].flat() as never;
    case 'choice':
      return 'loadOptions' in field ? { __rl: true, mode: 'id', value: value as string } : (value as string);
    default:
      return value as never;
  }
};

/** The parameters with which a node sends this input: what a user would have filled in. */
export const parametersFor = (o: FormDefinition, input: JsonObject): INodeParameters => {
  const main: INodeParameters = {};
  const more: INodeParameters = {};
  const { recipients } = o;
  if (recipients) main.recipientsFrom = recipients.everybody && input[recipients.everybody.field] === true ? 'everybody' : 'json';
  for (const { name, wire, field, place } of formOf(o)) {
    const value = wire === undefined ? undefined : input[wire];
    if (value === undefined) continue;
    (place === 'main' ? main : more)[name] = parameterOf(field, value);
  }
  if (isOperation(o) && o.returns !== 'object') main.returnAll = true;
  if (isOperation(o) && o.simplify) main.simplify = false;
  if (isObject(more) && Object.keys(more).length > 0) main[MORE] = more;
  return main;
};
