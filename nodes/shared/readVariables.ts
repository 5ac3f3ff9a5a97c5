import type { ILoadOptionsFunctions, INodeParameters, ResourceMapperField, ResourceMapperFields } from 'n8n-workflow';
import { camelCase, CampaignError, knownNames, operationCalled, visible, type AnyOperation, type AnyVendor } from '../../engine';
import { hostClock } from './clock';
import { isExpression } from './evaluate';
import { enteredNames, fieldsIn, NAMES_LABEL, NAMES_METHOD, sourceOf } from './mapper';
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

/** How it works without the names. */
const OTHERWISE = `enter the names in '${NAMES_LABEL}', or leave it to the fields of the items`;

const ask = async (host: ILoadOptionsFunctions, vendor: AnyVendor, operation: string, o: AnyOperation, parameters: INodeParameters): Promise<Answer> => {
  const known = o.recipients?.known;
  if (!known) {
    const isEntered = enteredNames(parameters).length > 0;
    return {
      names: [],
      notice: isEntered ? '' : `${vendor.label} does not tell the names: enter them in '${NAMES_LABEL}', or leave it to the fields of the items.`,
    };
  }
  const target = plainOf(parameters[camelCase(known.of)]);
  const label = o.fields[known.of]?.label ?? known.of;
  if (isExpression(target)) return { notice: `'${label}' is an expression, so its names are not known here: ${OTHERWISE}.` };
  if (!isSaid(target)) return { notice: `Choose '${label}' first: the names come from it. If it is only known when the workflow runs, ${OTHERWISE}.` };
  try {
    const names = await knownNames({ vendor, operation, target: String(target), account: await accountOf(host, vendor) }, portsOf(host, vendor, hostClock));
    return {
      names,
      notice: names.length > 0 ? '' : o.recipients?.each ? `'${label}' has none: ${OTHERWISE}.` : `The texts of '${label}' name none: ${OTHERWISE}.`,
    };
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
  const entered = enteredNames(parameters).length > 0;
  const mapped = entered
    ? `Only fields of the items with these names are sent: ${listed(all)}.`
    : `The ${sourceOf(o)} has ${listed(all)}. Fields of the items with these names fill them in; the other fields are sent, too.`;
  const said = notice !== '' || all.length === 0 ? notice : mapped;
  return { fields: all.map((each) => fieldOf(o, each)), emptyFieldsNotice: escaped(said) };
};

/** The method of a vendor's node that reads the names of a campaign's variables. */
export const resourceMappingOf = (vendor: AnyVendor): { [method: string]: (this: ILoadOptionsFunctions) => Promise<ResourceMapperFields> } => ({
  async [NAMES_METHOD](this: ILoadOptionsFunctions) {
    return await read(this, vendor);
  },
});
