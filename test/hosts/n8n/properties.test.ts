import './environment';
import { NodeHelpers, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { formOf, operationsOf, type Fields } from '../../../engine';
import { BryjApi } from '../../../credentials/BryjApi.credentials';
import { Bryj } from '../../../nodes/Bryj/Bryj.node';
import { propertiesOf } from '../../../nodes/shared/properties';
import { triggerPropertiesOf } from '../../../nodes/shared/triggerProperties';
import { vendors } from '../../../vendors';
import { braze } from '../../../vendors/braze';
import { bryj } from '../../../vendors/bryj';

const { description } = new Bryj();

/** The parameters that the editor shows for these values. */
const shownFor = (values: INodeParameters): INodeProperties[] => {
  const all = NodeHelpers.getNodeParameters(description.properties, values, true, false, null, description)!;
  const node = { typeVersion: 1 };
  return description.properties.filter((property) => NodeHelpers.displayParameter(all, property, node, description, all));
};

describe('the form of the node', () => {
  it.each(operationsOf(bryj).map(({ resource, key, operation }) => [`${resource}.${key}`, resource, key, operation] as const))(
    '%s can be chosen, and shows each field once',
    (_, resource, key, operation) => {
      const choice = description.properties.find(({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource?.includes(resource));
      expect(choice?.options).toContainEqual({ name: operation.label, value: key, action: operation.action, description: operation.description });
      const shown = shownFor({ resource, operation: key });
      const names = shown.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      const inCollections = shown.flatMap(({ type, options = [] }) => (type === 'collection' ? options.map(({ name }) => name) : []));
      const visible = formOf(operation).filter(({ when }) => !when);
      expect([...names, ...inCollections]).toEqual(expect.arrayContaining(visible.map(({ name }) => name)));
    },
  );

  it('shows a field only beside the values that ask for it', () => {
    const names = (values: INodeParameters) => shownFor({ resource: 'batch', operation: 'trigger', ...values }).map(({ name }) => name);
    expect(names({ recipientsFrom: 'items' })).toEqual(expect.arrayContaining(['userColumn', 'variables']));
    expect(names({ recipientsFrom: 'items' })).not.toContain('variableColumns');
    expect(names({ recipientsFrom: 'items', variables: 'chosen' })).toContain('variableColumns');
    expect(names({ recipientsFrom: 'file' })).toContain('file');
    expect(names({ recipientsFrom: 'file' })).not.toContain('userColumn');
    expect(names({ operation: 'getReport', output: 'file' })).toContain('outputField');
    expect(names({ operation: 'getReport', output: 'rows' })).not.toContain('outputField');
  });

  it("uses n8n's own words for files and lists", () => {
    const named = (name: string) => description.properties.filter((property) => property.name === name);
    expect(named('file').map(({ displayName, default: start }) => [displayName, start])).toEqual([['Input Data Field Name', 'data']]);
    expect(named('returnAll').every((property) => property.description === 'Whether to return all results or only up to a given limit')).toBe(true);
    expect(named('limit').every((property) => property.description === 'Max number of results to return' && property.default === 50)).toBe(true);
  });

  it('can be used as a tool of an agent', () => {
    expect(description.usableAsTool).toBe(true);
  });
});

describe('the form of the account', () => {
  const { properties } = new BryjApi();
  const named = (name: string) => properties.find((property) => property.name === name);

  it('has the fields of the catalogue, the secret one hidden', () => {
    expect(properties.map(({ name }) => name)).toEqual(['use', 'sandboxUrl', 'email', 'password', 'baseUrl', 'sessionToken']);
    expect(named('password')?.typeOptions?.password).toBe(true);
    expect(named('baseUrl')?.default).toBe('https://core.bryj.ai');
  });

  it('keeps the token where n8n renews it and never shows it', () => {
    expect(named('sessionToken')).toMatchObject({ type: 'hidden', default: '', typeOptions: { expirable: true, password: true } });
  });
});

describe('fields that take the name of an item field', () => {
  const withRecipients = vendors.filter((vendor) => operationsOf(vendor).some(({ operation }) => operation.recipients));
  const inAll = (properties: readonly INodeProperties[]): readonly INodeProperties[] =>
    properties.flatMap((each) => [
      each,
      ...inAll((each.options ?? []).flatMap((option) => ('values' in option ? option.values : 'displayName' in option ? [option] : []))),
    ]);

  it.each(withRecipients.map((vendor) => [vendor.id, vendor] as const))('get the name where such a field is dropped on them: %s', (_, vendor) => {
    const named = inAll(propertiesOf(vendor)).filter(({ description: text = '' }) => /^Name of the item field(?! that contains the file)/.test(text));
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter(({ requiresDataPath }) => requiresDataPath !== 'single').map(({ displayName }) => displayName)).toEqual([]);
  });
});

describe('a choice that is always visible', () => {
  /** The editor marks a choice as wrong whose value it does not offer. */
  const isMarked = ({ type, default: value, options = [] }: INodeProperties): boolean =>
    type === 'options' && !options.some((option) => 'value' in option && option.value === value);

  it.each(vendors.map((vendor) => [vendor.id, vendor] as const))('offers what it starts with, unless it must be made: %s', (_, vendor) => {
    const marked = propertiesOf(vendor).filter((each) => isMarked(each) && !each.required);
    expect(marked.map(({ displayName, displayOptions }) => [displayName, displayOptions?.show?.operation])).toEqual([]);
  });
});

describe('the parameters of a vendor', () => {
  const forms = vendors.flatMap((vendor) => [
    [vendor.id, () => propertiesOf(vendor)] as const,
    ...(Object.keys(vendor.triggers).length > 0 ? [[`${vendor.id}, trigger`, () => triggerPropertiesOf(vendor)] as const] : []),
  ]);

  it.each(forms)('are not changed by what n8n does to those of another node: %s', (_, made) => {
    const before = JSON.stringify(made());
    const properties = made();
    const more: INodeProperties = { displayName: 'More', name: 'more', type: 'string', default: '' };
    // n8n's injectCustomApiCallOptions, and applySpecialNodeParameters of its loader.
    for (const { name, options } of properties) if (['resource', 'operation'].includes(name)) options!.push({ name: 'Custom API Call', value: 'custom' });
    for (const each of properties) if (each.name === 'options') each.options = [more, ...(each.options ?? [])];
    properties.unshift(more);
    expect(JSON.stringify(made())).toBe(before);
  });

  it('are made once for columns that several operations have', () => {
    const columnsIn = (fields: Fields): readonly Fields[] =>
      Object.values(fields).flatMap((field) =>
        field.type === 'rows' ? [field.columns, ...columnsIn(field.columns)] : 'columns' in field ? columnsIn(field.columns) : [],
      );
    const all = operationsOf(braze).flatMap(({ operation }) => columnsIn(operation.fields));
    const rowsIn = (properties: readonly object[]): readonly object[] =>
      properties.flatMap((each) => [
        ...('values' in each ? [each.values as object] : []),
        ...['values', 'options'].flatMap((name) => (name in each ? rowsIn((each as Record<string, readonly object[]>)[name]!) : [])),
      ]);
    const rows = rowsIn(propertiesOf(braze));
    expect(new Set(all).size).toBeLessThan(all.length);
    // Besides these, forms have rows of their own, for the variables of people.
    const own = operationsOf(braze).flatMap(({ operation }) => formOf(operation).filter(({ wire, field }) => wire === undefined && field.type === 'rows'));
    expect(new Set(rows).size).toBeLessThanOrEqual(new Set(all).size + own.length);
  });
});
