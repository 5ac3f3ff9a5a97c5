import { hasPermissions, permissionsOfOperation, permissionsOfTrigger, type FormField } from '../../engine';
import { paths } from '../shared/texts';
import { choicesIn, nodeForm, TRIGGER, type Choice, type NodeType } from '../shared/types';
import { escaped, fieldHelp, folded, inCatalogue, properties, sentence, type Say } from './helpFields';

/** The title of a part of the help: the vendor in a verb's, unless it has several operations there; otherwise the operation, with its resource if there are several. */
const titleOf = (say: Say, { verb, topic, choices }: NodeType, { vendor, name }: Choice): string => {
  if (verb && choicesIn<Choice>(choices, vendor.id).length === 1) return say(`${paths.vendor(vendor)}.label`);
  const ofResource = (): string => `${say(paths.resource(vendor, name))}: ${say(`${paths.operation(vendor, name)}.label`)}`;
  if (verb) return `${say(`${paths.vendor(vendor)}.label`)}: ${ofResource()}`;
  if (topic) return `${say(`${paths.vendor(vendor)}.label`)}: ${say(`${paths.operation(vendor, name)}.label`)}`;
  return Object.keys(vendor.resources).length > 1 ? ofResource() : say(`${paths.operation(vendor, name)}.label`);
};

export const codes = (names: readonly string[]): string => names.map((name) => `<code>${escaped(name)}</code>`).join(', ');

/** The permissions that the account needs; empty if all operations of the vendor need the same. */
export const permissionsOf = ({ vendor, name }: Choice): readonly string[] => {
  if (!hasPermissions(vendor)) return [];
  return name.startsWith(TRIGGER) ? permissionsOfTrigger(vendor, name.slice(TRIGGER.length)) : permissionsOfOperation(vendor, name);
};

const permissionHelp = (say: Say, choice: Choice): string => {
  const permissions = permissionsOf(choice);
  return permissions.length > 0 ? `<p>${escaped(say('help.permission'))}: ${codes(permissions)}</p>\n` : '';
};

/** The fields as the form shows them: the main ones, and below them the sections that are folded in the form too. */
const fieldsHelp = (say: Say, { vendor, name, definition }: Choice): string => {
  const form = nodeForm(definition).filter(({ field }) => !field.isFormer);
  const of = (place: FormField['place']): string =>
    properties(form.filter((each) => each.place === place).map((each) => fieldHelp(inCatalogue(say), paths.field(vendor, name, each), each)));
  const has = (place: FormField['place']): boolean => form.some((each) => each.place === place);
  return [
    ...(has('main') ? [of('main')] : []),
    ...(['more', 'options'] as const).filter(has).map((place) => folded(escaped(say(`form.${place}`)), of(place))),
  ].join('\n');
};

/** The vendors of a verb, or the operations of a vendor: one is open at a time, and a single one from the start. */
export const partsHelp = (say: Say, nodeType: NodeType): string => {
  const lookUp = inCatalogue(say);
  const { type, choices } = nodeType;
  return choices
    .map((choice) => ({ choice, title: titleOf(lookUp, nodeType, choice) }))
    .sort((one, other) => one.title.localeCompare(other.title))
    .map(({ choice, title }) => {
      const { vendor, name, definition } = choice;
      const about = `<p>${sentence(lookUp(`${paths.operation(vendor, name)}.description`))}</p>`;
      const source = `<p>${escaped(say('help.document'))}: ${escaped(definition.docs)}</p>`;
      const body = `${about}\n${permissionHelp(say, choice)}${fieldsHelp(say, choice)}\n${source}`;
      return folded(escaped(title), body, { group: `${type}-help`, open: choices.length === 1 });
    })
    .join('\n');
};
