import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { entriesFor, execute, isFailed, operationsOf, type AnyVendor, type Field, type Fields, type JsonObject, type LoadOptions } from '../../engine';
import { hostClock } from './clock';
import { nodeError } from './errors';
import { oncePer } from './oncePer';
import { methodName } from './pickerField';
import { accountOf, portsOf } from './ports';

/** The pickers among fields and their columns; vendors share columns among their operations. */
const pickersIn: (fields: Fields) => readonly LoadOptions[] = oncePer((fields) =>
  Object.values(fields).flatMap((field: Field): readonly LoadOptions[] => {
    if (field.type === 'rows' || field.type === 'group') return pickersIn(field.columns);
    const from = entriesFor(field);
    return from ? [from] : [];
  }),
);

const search = async (host: ILoadOptionsFunctions, vendor: AnyVendor, from: LoadOptions, filter = ''): Promise<INodeListSearchResult> => {
  const call = { vendor, operation: from.operation, inputs: [from.input ?? {}], account: await accountOf(host, vendor) };
  const results = new Map<string, INodeListSearchResult['results'][number]>();
  const wanted = filter.toLowerCase();
  const take = (row: JsonObject) => {
    const value = String(row[from.value] ?? '');
    const label = String(row[from.label] ?? value);
    const about = from.about === undefined ? undefined : row[from.about];
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
    [...new Set(operationsOf(vendor).flatMap(({ operation }) => pickersIn(operation.fields)))].map((from) => [
      methodName(from),
      async function (this: ILoadOptionsFunctions, filter?: string) {
        return await search(this, vendor, from, filter);
      },
    ]),
  );
