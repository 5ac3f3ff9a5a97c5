import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { asFirst, formOf, isOperation, operationsOf, type AnyVendor, type Field, type FormDefinition, type FormField } from '../../engine';
import { callbackProperties } from './callback';
import { collectionsFor } from './collections';
import { OUTPUT_FIELD } from './output';
import { formerMain, holding } from './former';
import { isMapped, mappedParameters, onlyInFirst } from './mapper';
import { carrierOf, parameterOf, showOf, type Show } from './parameter';
import { toolDescription, withTool } from './tool';
import { both, inFirst, isNever, sinceSecond } from './versions';

/** A field as nodes of each version have it, if its default has changed. */
const inVersions = (field: Field, displayed: IDisplayOptions): readonly { readonly field: Field; readonly displayed: IDisplayOptions }[] =>
  field.firstDefault === undefined
    ? [{ field, displayed }]
    : [
        { field, displayed: both(displayed, sinceSecond) },
        { field: asFirst(field), displayed: both(displayed, inFirst) },
      ];

/**
 * A field that items may set is asked for only if they do not provide the recipients: n8n does not run a node with an empty required parameter, and
 * fills in a number if one is required.
 */
const parametersOf = (o: FormDefinition, each: FormField, here: Show): INodeProperties[] => {
  const { recipients } = o;
  const { name, wire, field, when } = each;
  const show = { ...here, ...showOf(when) };
  // A value from an earlier release is shown instead.
  const hide = holding(each);
  const hasFormer = Object.keys(hide).length > 0;
  const displayed: IDisplayOptions = { show, ...(hasFormer && { hide }) };
  if (isMapped(o, each)) return [onlyInFirst(parameterOf(name, field, displayed)), ...mappedParameters(o, each, show)];
  if (!field.required || wire === undefined || !recipients?.own?.includes(wire)) {
    const parameters = inVersions(field, displayed).flatMap((version) => withTool(o, each, parameterOf(name, version.field, version.displayed)));
    return [...(hasFormer ? [carrierOf(field.label, name, show)] : []), ...parameters.filter(({ displayOptions }) => !isNever(displayOptions ?? {}))];
  }
  return [
    parameterOf(name, { ...field, required: false }, { ...displayed, show: { ...show, recipientsFrom: ['items'] } }),
    ...withTool(o, each, parameterOf(name, field, { show, hide: { recipientsFrom: ['items'], ...hide } })),
  ];
};

/**
 * The parameters of an operation or a trigger, shown under the conditions in `here`.
 * @param run fields for how to run that are not part of its form
 */
export const parametersFor = (o: FormDefinition, here: Show, run: readonly FormField[] = []): INodeProperties[] => {
  const form = formOf(o);
  const main = [
    ...formerMain(form, here),
    ...form.filter(({ place, field }) => place === 'main' && !field.isFormer).flatMap((each) => parametersOf(o, each, here)),
  ];
  if (isOperation(o) && o.returns === 'file') {
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
  return [...main, ...(isOperation(o) ? callbackProperties(o, here) : []), ...collectionsFor(o, [...form, ...run], here)];
};

/** What an operation or trigger is called where it is selected. */
interface Choosable {
  readonly label: string;
  readonly action: string;
  readonly description: string;
}

/** A choice from an earlier release is shown where it was saved, but not offered elsewhere. */
const whereSaved = (parameter: string, value: string): Pick<INodePropertyOptions, 'displayOptions'> => ({
  displayOptions: { show: { [parameter]: [value] } },
});

/** An option under its current name or that of an earlier release. */
export const entryOf = (parameter: string, value: string, { label, action, description }: Choosable, isFormer = false): INodePropertyOptions => ({
  name: label,
  value,
  action,
  description,
  ...(isFormer && whereSaved(parameter, value)),
});

type Named = ReturnType<typeof operationsOf>[number];

/** The current names of resource and operation, then those of earlier releases. */
const callsOf = ({ resource, key, operation: { was = [] } }: Named): readonly (readonly [resource: string, operation: string])[] => [
  [resource, key],
  ...was.map((name) => name.split('.') as [string, string]),
];

const hereOf = (each: Named): Show => {
  const calls = callsOf(each);
  return { resource: [...new Set(calls.map(([resource]) => resource))], operation: [...new Set(calls.map(([, key]) => key))] };
};

/** The current and former operations by resource, current resources first. */
const entriesOf = (vendor: AnyVendor, operations: readonly Named[]): ReadonlyMap<string, INodePropertyOptions[]> => {
  const entries = new Map(Object.keys(vendor.resources).map((resource): [string, INodePropertyOptions[]] => [resource, []]));
  for (const each of operations) {
    callsOf(each).forEach(([resource, key], i) => {
      const among = entries.get(resource) ?? [];
      among.push(entryOf('operation', key, each.operation, i > 0));
      entries.set(resource, among);
    });
  }
  return entries;
};

/** The parameter that selects among a resource's current and former operations. */
const operationParameters = (vendor: AnyVendor, resource: string, entries: INodePropertyOptions[]): INodeProperties[] => {
  const [first = ''] = Object.keys(vendor.resources[resource]?.operations ?? {});
  const before = vendor.firstVersion?.[resource];
  const here: IDisplayOptions = { show: { resource: [resource] } };
  const parameter: INodeProperties = {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    default: first,
    displayOptions: here,
    options: entries,
  };
  if (before === undefined) return [parameter];
  return [
    { ...parameter, displayOptions: both(here, sinceSecond) },
    { ...parameter, default: before, displayOptions: both(here, inFirst) },
  ];
};

/** All parameters of a vendor's node, generated from its catalogue entry. */
export const propertiesOf = (vendor: AnyVendor): INodeProperties[] => {
  const resources = Object.entries(vendor.resources);
  const [[firstResource = ''] = []] = resources;
  const operations = operationsOf(vendor);
  const gone = new Map(
    operations.flatMap((each) =>
      callsOf(each).flatMap(([resource]): [string, string][] => (resource in vendor.resources ? [] : [[resource, vendor.resources[each.resource]!.label]])),
    ),
  );
  return [
    {
      displayName: 'Resource',
      name: 'resource',
      type: 'options',
      noDataExpression: true,
      default: firstResource,
      options: [
        ...resources.map(([value, { label }]) => ({ name: label, value })),
        ...[...gone].map(([value, label]) => ({ name: label, value, ...whereSaved('resource', value) })),
      ],
    },
    ...[...entriesOf(vendor, operations)].flatMap(([resource, entries]) => operationParameters(vendor, resource, entries)),
    ...operations.map((each) => toolDescription(vendor.label, each.operation, { show: hereOf(each) })),
    ...operations.flatMap((each) => parametersFor(each.operation, hereOf(each))),
  ];
};
