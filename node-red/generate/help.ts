import { isOperation, type AnyVendor } from '../../engine';
import { paths } from '../shared/texts';
import { accountForm, accountType, formsOf, isTracked, takesMany, TRIGGER, type Choice, type NodeType } from '../shared/types';
import { escaped, fieldHelp, folded, inCatalogue, properties, property, sentence, type Say } from './helpFields';
import { codes, partsHelp, permissionsOf } from './helpParts';

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

const notes = (say: Say, { topic, choices }: NodeType): string => {
  const texts = [
    escaped(say('help.errors')),
    ...(hasMany(choices) ? [escaped(say('help.many'))] : []),
    ...(choices.some(({ definition }) => isOperation(definition) && isTracked(definition)) ? [escaped(say('help.again'))] : []),
    ...(topic ? [] : [say('help.complete-node')]),
  ];
  return folded(escaped(say('help.errorsTitle')), texts.map((text) => `<p>${text}</p>`).join('\n'));
};

const details = (say: Say, nodeType: NodeType): string =>
  [`<h3>${say('help.details')}</h3>`, `<p>${say(nodeType.verb ? 'help.verb' : 'help.partsFolded')}</p>`, partsHelp(say, nodeType), notes(say, nodeType)].join(
    '\n',
  );

const references = (say: Say, choices: readonly Choice[]): string => {
  const links = [...new Set(choices.map(({ vendor }) => vendor))].map(({ docs, label }) => `<li><a href="${docs}">${escaped(label)}</a></li>`);
  return `<h3>${say('help.references')}</h3>\n<ul>\n${links.join('\n')}\n</ul>`;
};

const script = (type: string, body: string): string => `<script type="text/html" data-help-name="${type}">\n${body}\n</script>\n`;

/** The help of a node: what it does, its inputs and outputs, and the fields of each vendor or operation, folded; and the vendors' own pages. */
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
  return entries.length > 0 ? [folded(escaped(say('help.permissions')), `<ul>\n${entries.join('\n')}\n</ul>`)] : [];
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
