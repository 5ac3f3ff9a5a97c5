import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { formOf, type AnyOperation, type AnyVendor, type Field, type FormField } from '../../engine';
import { callbackProperties } from './callback';
import { OUTPUT_FIELD } from './output';
import { MORE, parameterOf } from './parameter';

/** The collection that says how to run. */
export const OPTIONS = 'options';

type Show = NonNullable<IDisplayOptions['show']>;
type Condition = Show[string];

const showOf = (when: FormField['when'], prefix: (name: string) => string = (name) => name): Show =>
  Object.fromEntries(Object.entries(when ?? {}).map(([name, is]) => [prefix(name), [...is] as Condition]));

const byName = (a: INodeProperties, b: INodeProperties): number => a.displayName.localeCompare(b.displayName);

const collection = (name: string, label: string, placeholder: string, form: readonly FormField[], here: Show): INodeProperties[] => {
  if (form.length === 0) return [];
  const own = new Set(form.map((field) => field.name));
  const options = form.map((field) =>
    // Inside a collection a plain name means a neighbour, and a leading slash the node's own parameters.
    parameterOf(field.name, field.field, field.when && { show: showOf(field.when, (other) => (own.has(other) ? other : `/${other}`)) }),
  );
  return [{ displayName: label, name, type: 'collection', placeholder, default: {}, displayOptions: { show: here }, options: options.sort(byName) }];
};

/**
 * A field that the items may set is asked for only where they do not bring the people: n8n runs no node in which a required parameter is empty, and fills
 * in a number where one is required.
 */
const parametersOf = ({ recipients }: AnyOperation, { name, wire, field, when }: FormField, here: Show): INodeProperties[] => {
  const show = { ...here, ...showOf(when) };
  if (!field.required || wire === undefined || !recipients?.own?.includes(wire)) return [parameterOf(name, field, { show })];
  const { required: _, ...optional } = field;
  return [
    parameterOf(name, optional as Field, { show: { ...show, recipientsFrom: ['items'] } }),
    parameterOf(name, field, { show, hide: { recipientsFrom: ['items'] } }),
  ];
};

/** The parameters of an operation, shown where `here` says. */
export const ofOperation = (o: AnyOperation, here: Show): INodeProperties[] => {
  const form = formOf(o);
  const at = (place: FormField['place']) => form.filter((field) => field.place === place);
  const main = at('main').flatMap((each) => parametersOf(o, each, here));
  if (o.returns === 'file') {
    main.push({
      displayName: 'Put Output File in Field',
      name: OUTPUT_FIELD,
      type: 'string',
      default: 'data',
      required: true,
      hint: 'The name of the output binary field to put the file in',
      displayOptions: { show: { ...here, output: ['file'] } },
    });
  }
  return [
    ...main,
    ...callbackProperties(o, here),
    ...collection(MORE, 'Additional Fields', 'Add Field', at('more'), here),
    ...collection(OPTIONS, 'Options', 'Add Option', at('options'), here),
  ];
};

/** All parameters of a vendor's node, made from its catalogue entry. */
export const propertiesOf = (vendor: AnyVendor): INodeProperties[] => {
  const resources = Object.entries(vendor.resources);
  const [[firstResource = ''] = []] = resources;
  return [
    {
      displayName: 'Resource',
      name: 'resource',
      type: 'options',
      noDataExpression: true,
      default: firstResource,
      options: resources.map(([value, { label }]) => ({ name: label, value })).sort((a, b) => a.name.localeCompare(b.name)),
    },
    ...resources.flatMap(([resource, { operations }]): INodeProperties[] => {
      const all = Object.entries(operations);
      const [[firstOperation = ''] = []] = all;
      return [
        {
          displayName: 'Operation',
          name: 'operation',
          type: 'options',
          noDataExpression: true,
          default: firstOperation,
          displayOptions: { show: { resource: [resource] } },
          options: all
            .map(([value, { label, action, description }]) => ({ name: label, value, action, description }))
            .sort((a, b) => a.name.localeCompare(b.name)),
        },
        ...all.flatMap(([operation, o]) => ofOperation(o, { resource: [resource], operation: [operation] })),
      ];
    }),
  ];
};
