import { isObject, type Failure, type Json, type JsonObject, type Meaning, type Refusal } from '../../../engine';

/** One of the errors of the catalog endpoints: `{"id": "invalid-ids", "message": "...", "parameters": ["id"], "parameter_values": ["restaurant 1"]}`. */
export interface CatalogError {
  readonly id: string;
  readonly parameters: readonly Json[];
  readonly parameter_values: readonly Json[];
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

/** The structured errors of an answer. */
export const catalogErrorsIn = (body: Json): readonly CatalogError[] => {
  const { errors } = (isObject(body) ? body : {}) as JsonObject;
  return listOf(errors).flatMap((error) => {
    const { id, parameters, parameter_values } = (isObject(error) ? error : {}) as JsonObject;
    return typeof id === 'string' ? [{ id, parameters: listOf(parameters), parameter_values: listOf(parameter_values) }] : [];
  });
};

/** The structured errors of the answer that a failure was read from. */
export const catalogErrorsOf = ({ details }: Failure): readonly CatalogError[] =>
  isObject(details) ? catalogErrorsIn((details as JsonObject).answer ?? null) : [];

/** The IDs of the items that an error names; those for missing IDs name none. */
export const itemsNamed = ({ parameters, parameter_values }: CatalogError): readonly string[] =>
  parameter_values.flatMap((value, i) => {
    const parameter = parameters.length === parameter_values.length ? parameters[i] : parameters[0];
    return (parameter === 'id' || parameter === 'ids') && (typeof value === 'string' || typeof value === 'number') ? [String(value)] : [];
  });

const invalid = (todo: string, field?: string): Meaning => ({ code: 'validation', todo, ...(field !== undefined && { field }) });
const full = (todo: string): Meaning => ({ code: 'rejected', todo });
const taken = (todo: string): Meaning => ({ code: 'conflict', todo });
const unknown = (todo: string, field: string): Meaning => ({ code: 'notFound', todo, field });

const NAME = 'Use letters, digits, hyphens and underscores only, and at most 250 characters.';
const FIELDS = 'fields';

/** What the error IDs of the catalog endpoints mean (Braze, "Catalogs" endpoints, "Troubleshooting"). */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  'arbitrary-error': { code: 'rejected', todo: 'Try again; if it stays, contact Braze support.' },
  'catalog-array-invalid': invalid('Report this problem; the request has to contain one catalog.'),
  'catalog-exceeds-fields-limit': full('Delete fields that nothing uses; a catalog can have at most 500.'),
  'catalog-name-already-exists': taken('Choose another name, or use the catalog that has it.'),
  'catalog-name-too-large': invalid(NAME, 'name'),
  'catalog-not-found': unknown('Choose a catalog from the list; names are case-sensitive.', 'catalog_name'),
  'company-size-limit-already-reached': full('Delete items or catalogs that nothing uses, or ask Braze for more space.'),
  'description-too-long': invalid('Shorten the description to 250 characters.', 'description'),
  'field-is-inventory': taken('Turn the inventory of this catalog off in the dashboard, then delete the field.'),
  'field-names-not-unique': invalid('Give each field its own name.', FIELDS),
  'field-names-too-large': invalid(NAME, FIELDS),
  'field-referenced-by-selection': taken('Delete or change the selections that use the field first.'),
  'filtered-set-field-too-long': invalid('Shorten the value; a selection filters by this field.'),
  'id-in-body': invalid('Remove the ID from the fields; it is named separately.'),
  'id-not-first-column': invalid("Make 'id' the first field, as a string.", FIELDS),
  'ids-not-string': invalid('Use text as IDs.'),
  'ids-not-strings': invalid('Use text as IDs.'),
  'ids-not-unique': invalid('Keep one item for each ID.'),
  'ids-too-large': invalid('Shorten the ID to 250 characters.'),
  'invalid-catalog-name': invalid(NAME, 'name'),
  'invalid-cursor': { code: 'rejected', todo: 'Read the list again from its beginning; the catalog may have changed meanwhile.' },
  'invalid-field-name': invalid(NAME, FIELDS),
  'invalid-field-names': invalid(NAME, FIELDS),
  'invalid-field-types': invalid('Choose one of the types that the form offers.', FIELDS),
  'invalid-fields': invalid("Send only fields that the catalog has; its list of fields is in the result of 'Get Many' for catalogs."),
  'invalid-ids': invalid('Use letters, digits, hyphens and underscores in IDs only.'),
  'invalid-keys-in-value-object': invalid("Rename what has a period or a dollar sign in its name; Braze allows neither in an object's names."),
  'invalid-selection': unknown('Check the name of the selection.', 'selection_name'),
  'invalid-sort-field': invalid('Sort by a field that the catalog has.', 'sort_field'),
  'invalid-sort-order': invalid('Choose ascending or descending.', 'sort_order'),
  'invalid-sorting': invalid('Set both the field and the order, or neither.', 'sort_field'),
  'item-already-exists': taken("Use 'Create or Update' or 'Update' for items that exist."),
  'item-array-invalid': invalid('Report this problem; the request has to contain a list of items.'),
  'item-not-found': unknown("Check the ID; 'Get Many' lists the items.", 'item_id'),
  'items-missing-ids': invalid('Give each item an ID.'),
  'items-too-large': invalid('Shorten the values; each can have at most 5,000 characters.'),
  'reached-company-catalogs-limit': full('Delete catalogs that nothing uses, or ask Braze for more.'),
  'request-includes-too-many-fields': invalid('Add at most 50 fields at a time.', FIELDS),
  'request-includes-too-many-items': invalid('Report this problem; a request can contain at most 50 items.'),
  'selection-contains-too-many-arrays': invalid('Filter by at most one array field.', 'filters'),
  'selection-has-invalid-filter': invalid("Check the filters: each needs a field of the catalog, and an operator that the field's type allows.", 'filters'),
  'selection-invalid-results-limit': invalid('Enter 1 to 50.', 'results_limit'),
  'selection-limit-reached': full('Delete selections of this catalog that nothing uses.'),
  'selection-name-already-exists': taken('Choose another name, or delete the selection that has it.'),
  'too-deep-nesting-in-value-object': invalid('Nest objects at most 50 levels deep.'),
  'too-many-catalog-atoms': invalid('Report this problem; a request can create one catalog.'),
  'too-many-fields': invalid('Use at most 500 fields.', FIELDS),
  'too-many-filters': invalid('Use at most 4 filters.', 'filters'),
  'unable-to-coerce-value': invalid("Send values of the field's type: numbers for number fields, ISO 8601 times for time fields."),
};

/** The statuses with which the catalog endpoints answer in this form. */
const STATUSES: readonly number[] = [400, 404];

/** What a refusal of a catalog endpoint means; undefined if it has another form, or an ID that is not documented. */
export const catalogMeaning = ({ reply: { status, body } }: Pick<Refusal, 'reply'>): Meaning | undefined => {
  if (!STATUSES.includes(status)) return undefined;
  const id = catalogErrorsIn(body).find((error) => Object.hasOwn(MEANINGS, error.id))?.id;
  return id === undefined ? undefined : MEANINGS[id];
};

/** Whether a refusal has an error with this ID, and none with another. */
export const saysOnly = (failure: Failure, id: string): boolean => {
  const errors = catalogErrorsOf(failure);
  return errors.length > 0 && errors.every((error) => error.id === id);
};
