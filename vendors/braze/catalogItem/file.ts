import { isObject, type CheckContext, type Json, type JsonObject, type RowReader, type Wrong } from '../../../engine';
import { fieldsIn, LONGEST_NAME, NAME, NAME_TODO } from '../catalog/fields';
import { readCell } from './cells';
import { ID, type Bulk } from './fields';

/** Reads the rows of a CSV file as items of a catalog: each cell as its field's type. Empty cells are left out. */
export const cellReader = (
  columns: readonly string[],
  input: Bulk,
  known: readonly Json[],
  { timeZone }: CheckContext,
): RowReader | { readonly wrong: Wrong } => {
  const catalog = known.find((each): each is JsonObject => isObject(each) && (each as JsonObject).name === input.catalog_name);
  if (!catalog)
    return {
      wrong: { what: `is for the catalog '${input.catalog_name}', which does not exist`, todo: 'Choose a catalog from the list; names are case-sensitive.' },
    };
  const types = new Map(fieldsIn(catalog).map(({ name, type }) => [name, type] as const));
  const others = columns.filter((column) => column !== ID && !types.has(column));
  if (others.length > 0) {
    const has = [...types.keys()].filter((name) => name !== ID).join(', ');
    return {
      wrong: {
        what: `has a column '${others.join("', '")}', which is no field of the catalog '${input.catalog_name}'; its fields are ${has === '' ? 'none' : has}`,
        todo: 'Rename or remove the column, or add the field to the catalog first.',
      },
    };
  }
  return (cells) => {
    const wrong: Wrong[] = [];
    const fields: [string, Json][] = [];
    let id = '';
    for (const [i, column] of columns.entries()) {
      const cell = cells[i] ?? '';
      if (column === ID) {
        id = cell.trim();
        if (!NAME.test(id) || id.length > LONGEST_NAME) wrong.push({ what: `has the ID '${id.slice(0, 60)}', which no item can have`, todo: NAME_TODO });
        continue;
      }
      if (cell.trim() === '') continue;
      const read = readCell(cell, types.get(column) ?? '', timeZone);
      if ('value' in read) fields.push([column, read.value]);
      else wrong.push({ what: `has '${cell.slice(0, 60)}' in column '${column}', which ${read.is}`, todo: read.todo });
    }
    const [first, ...rest] = wrong;
    return first ? { wrong: [first, ...rest] } : { entry: { id, fields: Object.fromEntries(fields) } };
  };
};
