import './environment';
import { NodeHelpers, type INode, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { formOf, inputFrom, operationsOf, type FormDefinition, type FormField } from '../../../engine';
import { propertiesOf } from '../../../nodes/shared/properties';
import { runFieldsOf, TRIGGER_ON, triggerPropertiesOf } from '../../../nodes/shared/triggerProperties';
import { valuesReader } from '../../../nodes/shared/values';
import { vendors } from '../../../vendors';
import { parametersFor } from './parameters';

/** The boxes of optional fields: two in nodes of the first version, and one since. */

/** An operation or a trigger in its vendor's node. */
interface Each {
  readonly form: FormDefinition;
  readonly chosen: INodeParameters;
  readonly properties: INodeProperties[];
  readonly type: string;
  readonly run: readonly FormField[];
}

const all = vendors.flatMap((vendor): [string, Each][] => {
  const properties = propertiesOf(vendor);
  const ofTrigger = triggerPropertiesOf(vendor);
  return [
    ...operationsOf(vendor).map(({ name, resource, key, operation: form }): [string, Each] => [
      `${vendor.id} ${name}`,
      { form, chosen: { resource, operation: key }, properties, type: vendor.id, run: [] },
    ]),
    ...Object.entries(vendor.triggers).map(([name, form]): [string, Each] => [
      `${vendor.id} on ${name}`,
      { form, chosen: { [TRIGGER_ON]: name }, properties: ofTrigger, type: `${vendor.id}Trigger`, run: runFieldsOf(form) },
    ]),
  ];
});

const nodeOf = ({ type }: Each, typeVersion: number, parameters: INodeParameters): INode => ({
  ...{ id: 'n', name: 'Node', type: `n8n-nodes-campaigns.${type}`, typeVersion, position: [0, 0] },
  parameters,
});

/** A node as n8n loads it after its editor saved it. */
const loaded = (each: Each, version: number, given: INodeParameters): INode => {
  const { properties, type } = each;
  const fill = (parameters: INodeParameters, defaults: boolean): INodeParameters =>
    NodeHelpers.getNodeParameters(properties, parameters, defaults, false, nodeOf(each, version, parameters), { name: type, properties } as never)!;
  return nodeOf(each, version, fill(fill({ ...each.chosen, ...given }, false), true));
};

/** The boxes that the editor shows, by name. */
const boxesOf = (each: Each, version: number, given: INodeParameters = {}): INodeProperties[] => {
  const node = loaded(each, version, given);
  const { properties, type } = each;
  const isShown = (property: INodeProperties): boolean =>
    NodeHelpers.displayParameterPath({ parameters: node.parameters } as never, property, 'parameters', node, { name: type, properties } as never);
  return properties.filter((property) => property.type === 'collection' && formOf(each.form).every(({ name }) => name !== property.name) && isShown(property));
};

/** Whether it is only there for a value that an earlier release saved in the box. */
const isFormer = (box: string, { name, displayOptions }: Partial<INodeProperties>): boolean => `/${box}.${name}` in (displayOptions?.show ?? {});

const namesIn = ({ name: box, options = [] }: INodeProperties): string[] =>
  options.flatMap((each) => (isFormer(box, each as INodeProperties) ? [] : [each.name]));
const placed = ({ form, run }: Each, ...places: readonly FormField['place'][]): string[] =>
  [...formOf(form), ...run].filter(({ place }) => places.includes(place)).map(({ name }) => name);

/** What nodes of the first version have where nothing was entered. */
const firstDefaults = ({ form }: Each): INodeParameters =>
  Object.fromEntries(formOf(form).flatMap(({ name, field }) => (Array.isArray(field.firstDefault) ? [[name, field.firstDefault as string[]]] : [])));

/** The input that a node would send. */
const inputOf = (each: Each, version: number, given: INodeParameters): unknown => {
  const node = loaded(each, version, given);
  const source = { getNode: () => node, getNodeParameter: (name: string, _: number, fallback: unknown) => node.parameters[name] ?? fallback };
  return inputFrom(each.form, valuesReader(source, each.form)(0), {});
};

describe.each(all)('%s', (_, each) => {
  const [least, full] = each.form.sampleInputs;

  it('has one box since the second version, with all that is optional by name, and none if nothing is', () => {
    const [box, ...others] = boxesOf(each, 2);
    const optional = placed(each, 'more', 'options');
    expect(others).toEqual([]);
    expect(box?.displayName).toBe(optional.length > 0 ? 'Options' : undefined);
    if (!box) return;
    expect([...namesIn(box)].sort()).toEqual([...optional].sort());
    const labels = (box.options as INodeProperties[]).filter((option) => !isFormer(box.name, option)).map(({ displayName }) => displayName);
    expect(labels).toEqual([...labels].sort((one, other) => one.localeCompare(other)));
  });

  it('has two in the first version, each if it has fields', () => {
    const expected = [
      ['Additional Fields', placed(each, 'more')],
      ['Options', placed(each, 'options')],
    ] as const;
    const boxes = boxesOf(each, 1).map((box) => [box.displayName, [...namesIn(box)].sort()]);
    expect(boxes).toEqual(expected.filter(([, names]) => names.length > 0).map(([title, names]) => [title, [...names].sort()]));
  });

  it.each([
    ['least', least],
    ['full', full],
  ])('means the same wherever its fields were saved: %s', (__, input) => {
    const { additionalFields, ...own } = parametersFor(each.form, input);
    const main = { ...firstDefaults(each), ...own };
    const first = inputOf(each, 1, { ...main, ...(additionalFields && { additionalFields }) });
    expect(inputOf(each, 2, { ...main, ...(additionalFields && { additionalFields }) })).toEqual(first);
    // A form without options for how to run has the one box where the additional fields were.
    const name = boxesOf(each, 2)[0]?.name;
    if (additionalFields && name !== undefined) expect(inputOf(each, 2, { ...main, [name]: additionalFields })).toEqual(first);
  });

  it('shows the other box only while it holds something', () => {
    const { additionalFields } = parametersFor(each.form, full);
    if (!additionalFields || placed(each, 'options').length === 0) return;
    const titles = (given: INodeParameters): string[] => boxesOf(each, 2, given).map(({ displayName }) => displayName);
    expect(titles({ ...parametersFor(each.form, full), additionalFields })).toEqual(['Options', 'Additional Fields']);
    expect(titles({ additionalFields: {} })).toEqual(['Options']);
  });
});
