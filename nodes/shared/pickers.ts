import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { execute, isFailed, operationsOf, type AnyVendor, type Field, type Fields, type JsonObject } from '../../engine';
import { hostClock } from './clock';
import { nodeError } from './errors';
import { methodName, type Picked } from './pickerField';
import { accountOf, portsOf } from './ports';

const pickersIn = (fields: Fields): Picked[] =>
  Object.values(fields).flatMap((field: Field): Picked[] => {
    if (field.type === 'choice') return 'loadOptions' in field ? [field] : [];
    return field.type === 'rows' || field.type === 'group' ? pickersIn(field.columns) : [];
  });

const search = async (host: ILoadOptionsFunctions, vendor: AnyVendor, { loadOptions }: Picked, filter = ''): Promise<INodeListSearchResult> => {
  const call = { vendor, operation: loadOptions.operation, inputs: [loadOptions.input ?? {}], account: await accountOf(host, vendor) };
  const results = new Map<string, INodeListSearchResult['results'][number]>();
  const wanted = filter.toLowerCase();
  const take = (row: JsonObject) => {
    const value = String(row[loadOptions.value] ?? '');
    const label = String(row[loadOptions.label] ?? value);
    const about = loadOptions.about === undefined ? undefined : row[loadOptions.about];
    const name = about === undefined || about === null || about === '' ? label : `${label} (${String(about)})`;
    if (value !== '' && !results.has(value) && `${name} ${value}`.toLowerCase().includes(wanted)) results.set(value, { name, value });
  };
  for await (const outcome of execute(call, portsOf(host, vendor, hostClock))) {
    if (isFailed(outcome)) throw nodeError(host.getNode(), outcome.error, 0, 1);
    if (outcome.output.kind === 'object') take(outcome.output.json);
    else for await (const rows of outcome.output.rows()) rows.forEach(take);
  }
  return { results: [...results.values()] };
};

/** The methods behind the pickers of a vendor's node. */
export const listSearchOf = (vendor: AnyVendor): { [method: string]: (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult> } =>
  Object.fromEntries(
    operationsOf(vendor)
      .flatMap(({ operation }) => pickersIn(operation.fields))
      .map((field) => [
        methodName(field),
        async function (this: ILoadOptionsFunctions, filter?: string) {
          return await search(this, vendor, field, filter);
        },
      ]),
  );
