import { isOperation, offeredBy, permissionsOfOperation, permissionsOfTrigger, hasPermissions, type AnyVendor, type Field, type FormField } from '../../engine';
import { optionPath, paths } from '../shared/texts';
import { accountForm, accountType, formsOf, isTracked, nodeForm, takesMany, TRIGGER, type Choice, type NodeType } from '../shared/types';

/** Looks up a text below the set's name, in one language. */
export type Say = (path: string) => string;

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const sentence = (text: string): string => `${escaped(text)}${/[.!?]$/.test(text) ? '' : '.'}`;

const KINDS: Readonly<Record<Field['type'], string>> = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  dateTime: 'string',
  json: 'json',
  list: 'array',
  file: 'string | buffer',
  choice: 'string',
  rows: 'array',
  group: 'object',
};

const property = (name: string, kind: string, text: string, optional = false): string =>
  `<dt${optional ? ' class="optional"' : ''}>${escaped(name)} <span class="property-type">${escaped(kind)}</span></dt>\n<dd>${text}</dd>`;

const properties = (entries: readonly string[]): string => `<dl class="message-properties">\n${entries.join('\n')}\n</dl>`;

const optionsOf = (say: Say, path: string, field: Field): string =>
  offeredBy(field).length > 0
    ? `<ul>${offeredBy(field)
        .map(({ value, description }) => {
          const label = escaped(say(`${path}.${optionPath(value)}.label`));
          return `<li>${label}${description === undefined ? '' : `: ${sentence(say(`${path}.${optionPath(value)}.description`))}`}</li>`;
        })
        .join('')}</ul>`
    : '';

const fieldHelp = (say: Say, path: string, { field }: FormField): string =>
  property(say(`${path}.label`), KINDS[field.type], `${sentence(say(`${path}.description`))}${optionsOf(say, path, field)}`, !field.required);

const inCatalogue =
  (say: Say): Say =>
  (path) =>
    say(`catalogue.${path}`);

const fieldsHelp = (say: Say, { vendor, name, definition }: Choice): string => {
  const lookUp = inCatalogue(say);
  return properties(nodeForm(definition).map((each) => fieldHelp(lookUp, paths.field(vendor, name, each), each)));
};

const pollInputs = (say: Say): string =>
  `<h3>${say('help.inputs')}</h3>\n${properties([
    property('topic', 'string', say('help.pollTopic'), true),
    property('requestId', 'string | array', say('help.pollRequest'), true),
  ])}`;

const pollOutputs = (say: Say): string =>
  `<h3>${say('help.outputs')}</h3>\n${properties([
    property('payload', 'object | array', say('help.payloadRows')),
    property('campaign', 'object', say('help.pollCampaign')),
    property('parts', 'object', say('help.parts')),
    property('complete', 'boolean', say('help.complete')),
  ])}\n<p>${escaped(say('help.pollOnce'))}</p>\n<p>${escaped(say('help.pollKept'))}</p>`;

const inputs = (say: Say, nodeType: NodeType): string => {
  if (nodeType.topic) return pollInputs(say);
  const { choices } = nodeType;
  const recipients = choices.map(({ definition }) => definition.recipients).filter((each) => each !== undefined);
  const entries = [
    ...(recipients.length > 0 ? [property('payload', 'array | object', say('help.payloadItems'), true)] : []),
    ...(recipients.some(({ file }) => file)
      ? [property('payload', 'buffer | string', say('help.payloadFile'), true), property('filename', 'string', say('help.filename'), true)]
      : []),
  ];
  return `<h3>${say('help.inputs')}</h3>\n${entries.length > 0 ? `${properties(entries)}\n` : ''}<p>${say('help.fields')}</p>`;
};

/** Whether an operation has an outcome for each entry of a list. */
const hasMany = (choices: readonly Choice[]): boolean =>
  choices.some(({ definition }) => isOperation(definition) && definition.returns === 'object' && takesMany(definition));

const outputs = (say: Say, nodeType: NodeType): string => {
  if (nodeType.topic) return pollOutputs(say);
  const { choices } = nodeType;
  const kinds = new Set(choices.map(({ definition }) => definition.returns));
  const sequences = kinds.has('list') || kinds.has('file');
  return `<h3>${say('help.outputs')}</h3>\n${properties([
    ...(kinds.has('object') ? [property('payload', 'object', say('help.payloadObject'))] : []),
    ...(hasMany(choices) ? [property('payload', 'array', say('help.payloadList'))] : []),
    ...(sequences ? [property('payload', 'object | array', say('help.payloadRows'))] : []),
    ...(kinds.has('file') ? [property('payload', 'buffer | object', say('help.payloadBytes')), property('filename', 'string', say('help.filenameOut'))] : []),
    ...(sequences ? [property('parts', 'object', say('help.parts')), property('complete', 'boolean', say('help.complete'))] : []),
  ])}\n<p>${say('help.same')}</p>`;
};

/** The title of a part of the help: the vendor in a verb's; otherwise the operation, with its resource if there are several. */
const titleOf = (say: Say, { verb, topic }: NodeType, { vendor, name }: Choice): string => {
  if (verb) return say(`${paths.vendor(vendor)}.label`);
  if (topic) return `${say(`${paths.vendor(vendor)}.label`)}: ${say(`${paths.operation(vendor, name)}.label`)}`;
  const label = say(`${paths.operation(vendor, name)}.label`);
  return Object.keys(vendor.resources).length > 1 ? `${say(paths.resource(vendor, name))}: ${label}` : label;
};

const codes = (names: readonly string[]): string => names.map((name) => `<code>${escaped(name)}</code>`).join(', ');

/** The permissions that the account needs; empty if all operations of the vendor need the same. */
const permissionsOf = ({ vendor, name }: Choice): readonly string[] => {
  if (!hasPermissions(vendor)) return [];
  return name.startsWith(TRIGGER) ? permissionsOfTrigger(vendor, name.slice(TRIGGER.length)) : permissionsOfOperation(vendor, name);
};

const permissionHelp = (say: Say, choice: Choice): string => {
  const permissions = permissionsOf(choice);
  return permissions.length > 0 ? `<p>${escaped(say('help.permission'))}: ${codes(permissions)}</p>\n` : '';
};

const details = (say: Say, nodeType: NodeType): string => {
  const { verb, topic, choices } = nodeType;
  const lookUp = inCatalogue(say);
  const parts = choices
    .map((choice) => ({ choice, title: titleOf(lookUp, nodeType, choice) }))
    .sort((one, other) => one.title.localeCompare(other.title))
    .map(
      ({ choice, title }) =>
        `<h4>${escaped(title)}</h4>\n<p>${sentence(lookUp(`${paths.operation(choice.vendor, choice.name)}.description`))}</p>\n${permissionHelp(say, choice)}${fieldsHelp(say, choice)}`,
    );
  return `<h3>${say('help.details')}</h3>\n${verb ? `<p>${say('help.verb')}</p>\n` : ''}${parts.join('\n')}\n<p>${escaped(say('help.errors'))}</p>\n${hasMany(choices) ? `<p>${escaped(say('help.many'))}</p>\n` : ''}${choices.some(({ definition }) => isOperation(definition) && isTracked(definition)) ? `<p>${escaped(say('help.again'))}</p>\n` : ''}${topic ? '' : `<p>${say('help.complete-node')}</p>`}`;
};

const references = (say: Say, choices: readonly Choice[]): string => {
  const vendors = [...new Set(choices.map(({ vendor }) => vendor))];
  return `<h3>${say('help.references')}</h3>\n<ul>\n${vendors
    .map((vendor) => {
      const docs = new Set(choices.filter((each) => each.vendor === vendor).map(({ definition }) => definition.docs));
      return `<li><a href="${vendor.docs}">${escaped(vendor.label)}</a>: ${[...docs].map(escaped).join('; ')}</li>`;
    })
    .join('\n')}\n</ul>`;
};

const script = (type: string, body: string): string => `<script type="text/html" data-help-name="${type}">\n${body}\n</script>\n`;

/** The help of a node: inputs, outputs, each field, and the vendor's own pages. */
export const nodeHelp = (say: Say, nodeType: NodeType): string => {
  const { type, verb, topic, vendor, choices } = nodeType;
  const lookUp = inCatalogue(say);
  const summary = `${topic ? paths.topic(topic) : vendor ? paths.vendor(vendor) : paths.verb(verb!)}.description`;
  return script(
    type,
    [`<p>${sentence(lookUp(summary))}</p>`, inputs(say, nodeType), outputs(say, nodeType), details(say, nodeType), references(say, choices)].join('\n'),
  );
};

/** The minimum permissions of an account, by what it is used for. */
const accountPermissions = (say: Say, vendor: AnyVendor): readonly string[] => {
  const lookUp = inCatalogue(say);
  const entries = formsOf(vendor).flatMap((choice) => {
    const permissions = permissionsOf(choice);
    const trigger = choice.name.startsWith(TRIGGER);
    const label = lookUp(`${paths.operation(vendor, choice.name)}.label`);
    return permissions.length > 0
      ? [`<li>${escaped(trigger ? label : `${lookUp(paths.resource(vendor, choice.name))}: ${label}`)} ${codes(permissions)}</li>`]
      : [];
  });
  return entries.length > 0 ? [`<p>${escaped(say('help.permissions'))}</p>\n<ul>\n${entries.join('\n')}\n</ul>`] : [];
};

/** The help of a vendor's account. */
export const accountHelp = (say: Say, vendor: AnyVendor): string => {
  const lookUp = inCatalogue(say);
  return script(
    accountType(vendor),
    [
      `<p>${say('help.account')}</p>`,
      `<h3>${say('help.details')}</h3>`,
      properties(accountForm(vendor).map((each) => fieldHelp(lookUp, paths.account(vendor, each), each))),
      ...accountPermissions(say, vendor),
      `<p>${say('help.test')}</p>`,
      `<h3>${say('help.references')}</h3>\n<ul><li><a href="${vendor.docs}">${escaped(vendor.label)}</a></li></ul>`,
    ].join('\n'),
  );
};
