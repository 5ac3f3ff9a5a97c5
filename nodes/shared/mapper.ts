import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { camelCase, commaSeparated, isObject, setMember, type FormDefinition, type FormField, type JsonObject, type KnownVariables } from '../../engine';
import { evaluated, isFixed, type Parameters } from './evaluate';
import { pathIn, valueAtPath } from './itemPath';
import type { Show } from './parameter';
import { singular } from './singular';
import { both, inFirst, isFirst, sinceSecond } from './versions';

/*
 * The variables of a campaign as fields of the form, since the node's second version: filled in by the items' fields of the same names, or each with a
 * value or an expression of its own. n8n keeps the names that it last read in the node.
 */

/** The parameter with a field for each variable. */
export const MAPPED = 'mappedVariables';
/** The parameter for names that the vendor does not tell. */
export const NAMES = 'variableNames';
export const NAMES_LABEL = 'Variable Names';
/** The method of a node that reads the names. */
export const NAMES_METHOD = 'readVariables';

/** n8n's names of the two modes. */
const AUTOMATIC = 'autoMapInputData';
const EACH = 'defineBelow';

/** What a fresh node has. */
export const UNMAPPED = { mappingMode: AUTOMATIC, value: null };

type Recipients = NonNullable<FormDefinition['recipients']>;

/** The parameter that says for what the names are read, as n8n names it. */
const parameterFor = (o: FormDefinition, { of }: KnownVariables): string => {
  const field = o.fields[of];
  return `${camelCase(of)}${field !== undefined && 'loadOptions' in field ? '.value' : ''}`;
};

const labelOf = ({ called }: Recipients): string => called?.variables ?? 'Template Variables';

const targetLabel = ({ fields }: FormDefinition, { known }: Recipients): string | undefined => known && (fields[known.of]?.label ?? known.of);

/** What has the names, in a sentence: the campaign, unless the operation is not about people. */
export const sourceOf = (o: FormDefinition): string => ((o.recipients?.each && targetLabel(o, o.recipients)) ?? 'Campaign').toLowerCase();

/** Shown in place of the fields while there are none. */
const noneYet = (o: FormDefinition, recipients: Recipients): string => {
  const target = targetLabel(o, recipients);
  const enter = `enter their names in '${NAMES_LABEL}'`;
  return target === undefined ? `Enter the names in '${NAMES_LABEL}' first.` : `None are known: choose a '${target}' that has some, or ${enter}.`;
};

/** Whether a field of the form is replaced by the mapping in the second version. */
export const isMapped = ({ recipients }: FormDefinition, { name, wire }: FormField): boolean =>
  recipients !== undefined && wire === undefined && ['variables', 'variableColumns'].includes(name);

/** What takes the place of a field in the second version. */
export const mappedParameters = (o: FormDefinition, { name }: FormField, show: Show): INodeProperties[] => {
  const { recipients } = o;
  if (!recipients || name !== 'variables') return [];
  const { known } = recipients;
  const label = labelOf(recipients);
  const lower = label.toLowerCase();
  const displayOptions = both({ show }, sinceSecond);
  return [
    // Other fields are there or not by what it says.
    { displayName: label, name, type: 'hidden', default: 'all', displayOptions },
    {
      displayName: NAMES_LABEL,
      name: NAMES,
      type: 'string',
      default: '',
      noDataExpression: true,
      placeholder: 'e.g. firstname, city',
      description: `Names of ${lower}${known ? ` that the ${sourceOf(o)} does not tell` : ', exactly as in the campaign'}, separated by commas. Each becomes a field below. If you enter any, only named fields of the items are mapped automatically; otherwise all are.`,
      displayOptions,
    },
    {
      displayName: label,
      name: MAPPED,
      type: 'resourceMapper',
      noDataExpression: true,
      default: UNMAPPED,
      description: `What the ${lower} are filled with: all other fields of the item under their own names, or a value for each`,
      typeOptions: {
        ...(known && { loadOptionsDependsOn: [parameterFor(o, known)] }),
        resourceMapper: {
          resourceMapperMethod: NAMES_METHOD,
          mode: 'add',
          addAllFields: true,
          multiKeyMatch: false,
          fieldWords: { singular: singular(lower), plural: lower },
          noFieldsError: noneYet(o, recipients),
        },
      },
      displayOptions,
    },
  ];
};

/** Shown only in the first version. */
export const onlyInFirst = (parameter: INodeProperties): INodeProperties => ({
  ...parameter,
  displayOptions: both(parameter.displayOptions ?? {}, inFirst),
});

/** The names that a user entered. */
export const enteredNames = (parameters: INodeParameters): readonly string[] => [...new Set(commaSeparated(String(parameters[NAMES] ?? '')))];

/** The fields that n8n last read, without those that the user removed. */
export const fieldsIn = (parameters: INodeParameters): readonly JsonObject[] => {
  const raw: unknown = parameters[MAPPED];
  const schema = isObject(raw) && Array.isArray(raw.schema) ? (raw.schema as readonly unknown[]) : [];
  return schema.filter((each): each is JsonObject => isObject(each) && each.removed !== true);
};

/** How a node fills in the variables. */
export interface Mapping {
  /** What the form's `variables` would say. */
  readonly variables: 'all' | 'chosen';
  /** The names in the form. */
  readonly wanted: readonly string[];
  /** The values for an item, if the form has them. */
  given(item: number, record: JsonObject): JsonObject | undefined;
}

/** Reads the variables as the node maps them; undefined in its first version, and for an operation without any. */
export const mappingOf = (host: Parameters, { recipients }: FormDefinition): Mapping | undefined => {
  const node = host.getNode();
  if (!recipients || isFirst(node)) return undefined;
  const { parameters } = node;
  const raw: unknown = parameters[MAPPED];
  if (!isObject(raw) || raw.mappingMode !== EACH) {
    const entered = enteredNames(parameters);
    const wanted = [...new Set([...(recipients.known ? fieldsIn(parameters).map(({ id }) => String(id)) : []), ...entered])];
    // Whoever lists names means these.
    if (entered.length === 0) return { variables: 'all', wanted, given: () => undefined };
    return { variables: 'chosen', wanted, given: (_, record) => Object.fromEntries(wanted.flatMap((name) => fieldOf(record, name))) };
  }
  const values = (isObject(raw.value) ? raw.value : {}) as JsonObject;
  const evaluate = (item: number): JsonObject =>
    evaluated(labelOf(recipients), () => host.getNodeParameter(`${MAPPED}.value`, item, {}, { skipValidation: true })) as JsonObject;
  const quickly = isFixed(values) ? () => values : fieldReader(values);
  return { variables: 'chosen', wanted: Object.keys(values), given: (item, record) => quickly?.(record) ?? evaluate(item) };
};

const fieldOf = (record: JsonObject, name: string): [string, JsonObject[string]][] => (Object.hasOwn(record, name) ? [[name, record[name]]] : []);

/** Reads values that are constant or name a field of the item; undefined if any is another expression. Returns undefined for an item that n8n must read. */
const fieldReader = (values: JsonObject): ((record: JsonObject) => JsonObject | undefined) | undefined => {
  const parts = Object.entries(values).map(([name, value]) => ({ name, value, path: pathIn(value) }));
  if (parts.some(({ value, path }) => !path && !isFixed(value))) return undefined;
  return (record) => {
    const read: Record<string, JsonObject[string]> = {};
    for (const { name, value, path } of parts) {
      const found = path ? valueAtPath(record, path) : { value };
      if (!found) return undefined;
      setMember(read, name, found.value as JsonObject[string]);
    }
    return read;
  };
};
