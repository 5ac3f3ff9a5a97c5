import type { ILoadOptionsFunctions, INodeParameters, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import { camelCase, CampaignError, knownNames, operationCalled, visible, type AnyOperation, type AnyVendor } from '../../engine';
import { hostClock } from './clock';
import { isExpression } from './evaluate';
import { enteredNames, fieldsIn, NAMES_LABEL, NAMES_METHOD } from './mapper';
import { accountOf, portsOf } from './ports';
import { isSaid, plainOf } from './saved';

/** What the vendor said, and what the user is told about it. n8n shows no error of this method, but it shows a notice. */
interface Answer {
  readonly names?: readonly string[];
  readonly notice: string;
}

/** A notice is HTML. */
const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

const listed = (names: readonly string[]): string => names.map((name) => `'${visible(name)}'`).join(', ');

const NOT_KNOWN = `Enter the names in '${NAMES_LABEL}', or leave it to the fields of the items.`;

const ask = async (host: ILoadOptionsFunctions, vendor: AnyVendor, operation: string, o: AnyOperation, parameters: INodeParameters): Promise<Answer> => {
  const known = o.recipients?.known;
  if (!known) return { names: [], notice: `${vendor.label} does not tell which names a campaign needs: enter them in '${NAMES_LABEL}', then refresh this list.` };
  const target = plainOf(parameters[camelCase(known.of)]);
  const label = o.fields[known.of]?.label ?? known.of;
  if (isExpression(target)) return { names: [], notice: `'${label}' is an expression, so its names are not known here. ${NOT_KNOWN}` };
  if (!isSaid(target)) return { names: [], notice: `Choose '${label}' first: the names come from it. If it is only known when the workflow runs: ${NOT_KNOWN}` };
  try {
    const names = await knownNames({ vendor, operation, target: String(target), account: await accountOf(host, vendor) }, portsOf(host, vendor, hostClock));
    return { names, notice: names.length > 0 ? '' : `The texts of '${label}' name none. ${NOT_KNOWN}` };
  } catch (error) {
    const { message, todo } = error instanceof CampaignError ? error : { message: error instanceof Error ? error.message : String(error), todo: '' };
    return { notice: `The names could not be read. ${message} ${todo}`.trim() };
  }
};

const fieldOf = (o: AnyOperation, name: string): ResourceMapperField => ({
  id: name,
  displayName: name,
  required: o.recipients?.needsEach === true,
  defaultMatch: false,
  canBeUsedToMatch: false,
  display: true,
  type: 'string',
});

const read = async (host: ILoadOptionsFunctions, vendor: AnyVendor): Promise<ResourceMapperFields> => {
  const { parameters } = host.getNode();
  const called = operationCalled(vendor, `${String(parameters.resource)}.${String(parameters.operation)}`);
  if (!called) return { fields: [] };
  const { name, found: o } = called;
  const { names, notice } = await ask(host, vendor, name, o, parameters);
  // Fields that n8n does not get again would lose what was mapped to them.
  const before = names ? [] : fieldsIn(parameters).map(({ id }) => String(id));
  const all = [...new Set([...(names ?? before), ...enteredNames(parameters)])];
  const said = notice !== '' ? notice : `Fields of the items with these names are filled in: ${listed(all)}.`;
  return { fields: all.map((each) => fieldOf(o, each)), emptyFieldsNotice: escaped(said) };
};

/** The method of a vendor's node that reads the names of a campaign's variables. */
export const resourceMappingOf = (vendor: AnyVendor): { [method: string]: (this: ILoadOptionsFunctions) => Promise<ResourceMapperFields> } => ({
  async [NAMES_METHOD](this: ILoadOptionsFunctions) {
    return await read(this, vendor);
  },
});
