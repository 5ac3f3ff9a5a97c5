import { visible } from '../base/unseen';
import type { Field, Fields } from '../catalogue/fields';

/** The field at a zod path, and the path in wire terms: `messages[3].user_id`. */
export const locate = (fields: Fields, path: readonly PropertyKey[]): { field?: Field; where: string } => {
  let columns: Fields | undefined = fields;
  let field: Field | undefined;
  let where = '';
  for (const step of path) {
    if (typeof step === 'number') where += `[${step}]`;
    else {
      where += where ? `.${String(step)}` : String(step);
      field = columns && Object.hasOwn(columns, step) ? columns[String(step)] : undefined;
      columns = field?.type === 'rows' || field?.type === 'group' ? field.columns : undefined;
    }
  }
  return { ...(field && { field }), where };
};

/** The location of a value inside a field, for messages: `'score' in 'Attributes' (custom_attributes.score)`. */
export const placeOf = (fields: Fields, path: readonly PropertyKey[]): { readonly where: string; readonly label: string } => {
  const { field, where } = locate(fields, path);
  if (field) return { where, label: `'${field.label}' (${where})` };
  let inner = path.length;
  while (inner > 1 && !locate(fields, path.slice(0, inner)).field) inner--;
  const outer = locate(fields, path.slice(0, inner)).field;
  const name = path
    .slice(inner)
    .map((step) => (typeof step === 'number' ? `entry ${step + 1}` : visible(String(step))))
    .join('.');
  return { where, label: `'${name}' in '${outer?.label ?? String(path[0])}' (${where})` };
};
