import { isRecord } from '../../server/body';
import type { Body } from '../endpoint';
import { TYPES, type Catalog, type CatalogField, type FieldType } from './catalog';
import { isName, isTooLong } from './names';
import { demandNone, fault, refuseWith, type CatalogFault } from './refusals';

const MOST_FIELDS = 500;
const MOST_AT_ONCE = 50;
const MOST_CATALOGS = 500;
const LONGEST_DESCRIPTION = 250;

/** The faults of new fields. */
function fieldFaults(fields: readonly Body[], taken: readonly string[]): CatalogFault[] {
  const names = fields.map(({ name }) => name);
  const faults: CatalogFault[] = [];
  for (const name of names) {
    if (isTooLong(name)) faults.push(fault('field-names-too-large', 'Field names can have at most 250 characters', 'name', name));
    else if (!isName(name)) faults.push(fault('invalid-field-names', 'Field names can only include letters, numbers, hyphens, and underscores', 'name', name));
  }
  const twice = names.find((name, i) => names.indexOf(name) !== i || taken.includes(String(name)));
  if (twice !== undefined) faults.push(fault('field-names-not-unique', 'Field names must be unique', 'name', twice));
  const odd = fields.find(({ type }) => !TYPES.includes(type as FieldType));
  if (odd) faults.push(fault('invalid-field-types', `Field types must be one of ${TYPES.join(', ')}`, 'type', odd.type));
  return faults;
}

const fieldsOf = (fields: readonly Body[]): CatalogField[] => fields.map(({ name, type }) => ({ name: String(name), type: type as FieldType }));

/** The catalog that a request wants to create: "Create catalog". */
export function newCatalog(body: Body, catalogs: readonly Catalog[]): Pick<Catalog, 'name' | 'description' | 'fields'> {
  const { catalogs: given } = body;
  if (!Array.isArray(given) || !given.every(isRecord)) throw refuseWith([fault('catalog-array-invalid', 'catalogs must be an array of objects')]);
  if (given.length !== 1) throw refuseWith([fault('too-many-catalog-atoms', 'Exactly one catalog can be created per request')]);
  const { name, description, fields } = given[0] as Body;
  if (isTooLong(name)) throw refuseWith([fault('catalog-name-too-large', 'Catalog names can have at most 250 characters', 'name', name)]);
  if (!isName(name))
    throw refuseWith([fault('invalid-catalog-name', 'Catalog names can only include letters, numbers, hyphens, and underscores', 'name', name)]);
  if (catalogs.some((each) => each.name === name)) throw refuseWith([fault('catalog-name-already-exists', 'A catalog with this name exists', 'name', name)]);
  if (catalogs.length >= MOST_CATALOGS) throw refuseWith([fault('reached-company-catalogs-limit', 'The number of catalogs is at its limit')]);
  if (typeof description === 'string' && description.length > LONGEST_DESCRIPTION)
    throw refuseWith([fault('description-too-long', 'Descriptions can have at most 250 characters', 'description', description)]);
  const columns = Array.isArray(fields) && fields.every(isRecord) ? fields : [];
  if (columns[0]?.name !== 'id' || columns[0].type !== 'string')
    throw refuseWith([fault('id-not-first-column', 'The first field must be id, a string', 'fields')]);
  if (columns.length > MOST_FIELDS) throw refuseWith([fault('too-many-fields', `At most ${MOST_FIELDS} fields are allowed`, 'fields')]);
  demandNone(fieldFaults(columns, []));
  return { name, description: typeof description === 'string' ? description : '', fields: fieldsOf(columns) };
}

/** The fields that a request adds: "Create catalog fields". */
export function newFields(body: Body, catalog: Catalog): CatalogField[] {
  const { fields } = body;
  if (!Array.isArray(fields) || fields.length === 0 || !fields.every(isRecord))
    throw refuseWith([fault('invalid-fields', 'fields must be an array of objects')]);
  if (fields.length > MOST_AT_ONCE) throw refuseWith([fault('request-includes-too-many-fields', `At most ${MOST_AT_ONCE} fields are allowed`)]);
  if (catalog.fields.length + fields.length > MOST_FIELDS)
    throw refuseWith([fault('catalog-exceeds-fields-limit', `A catalog can have at most ${MOST_FIELDS} fields`)]);
  demandNone(
    fieldFaults(
      fields,
      catalog.fields.map(({ name }) => name),
    ),
  );
  return fieldsOf(fields);
}

/** Refuses the deletion of a field that a selection uses, or that is not there. */
export function demandFree({ fields, selections }: Catalog, name: string): void {
  if (name === 'id' || !fields.some((field) => field.name === name))
    throw refuseWith([fault('invalid-field-name', 'The catalog has no such field', 'field_name', name)]);
  const uses = [...selections.values()].some(({ filters, sortField }) => sortField === name || filters.some(({ field }) => field === name));
  if (uses) throw refuseWith([fault('field-referenced-by-selection', 'The field is used by a selection', 'field_name', name)]);
}
