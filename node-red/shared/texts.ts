import { isOperation, optionsIn, REPLAY_SINCE, type AnyVendor, type Field, type FormDefinition, type FormField, type Topic, type Verb } from '../../engine';
import { accountPath, operationPath, optionPath, resourcePath, topicPath, vendorPath, verbPath, wordsPath, type WordsOf } from './paths';
import { accountForm, formsOf, nodeForm, nodeTypes, TRIGGER, type Choice, type NodeType } from './types';

/** English texts of the catalogue by translation path. */
export type Texts = ReadonlyMap<string, string>;

/** A field's own texts, by the end of their path. */
const textsIn = (field: Field): [string, string][] => [
  ['label', field.label],
  ['description', field.description],
  ...(field.placeholder === undefined ? [] : [['placeholder', field.placeholder] as [string, string]]),
  ...optionsIn(field).flatMap(({ value, label, description }): [string, string][] => [
    [`${optionPath(value)}.label`, label],
    ...(description === undefined ? [] : [[`${optionPath(value)}.description`, description] as [string, string]]),
  ]),
  ...('columns' in field
    ? Object.entries(field.columns).flatMap(([name, column]) => textsIn(column).map(([end, text]): [string, string] => [`column.${name}.${end}`, text]))
    : []),
];

const sameTexts = (one: Field, other: Field): boolean => JSON.stringify(textsIn(one)) === JSON.stringify(textsIn(other));

/** Whether the operation or trigger has its own words for a field of the common form. */
const hasOwnWords = (definition: FormDefinition, name: string): boolean => {
  if (!isOperation(definition)) return name === REPLAY_SINCE;
  const { recipients } = definition;
  if (!recipients) return false;
  if (['duplicates', 'items'].includes(name)) return recipients.each !== undefined;
  if (name === 'recipientsFrom') return recipients.each !== undefined || recipients.rows === undefined || recipients.everybody !== undefined;
  return ['userColumn', 'variables', 'variableColumns'].includes(name) && recipients.called !== undefined;
};

const agree = (fields: readonly FormField[], { field }: FormField): boolean => fields.every((other) => sameTexts(other.field, field));

/**
 * Whose words a form field's texts are. A field of the form itself has the same texts everywhere, unless the operation rewords it; a vendor's field has
 * one path as long as all operations with it have the same texts.
 */
export const wordsOf = (vendor: AnyVendor, name: string, each: FormField): WordsOf => {
  const { name: own, wire } = each;
  // A trigger with different texts for a field does not change the path for operations.
  const choices = formsOf(vendor).filter((other) => name.startsWith(TRIGGER) || isOperation(other.definition));
  if (wire !== undefined) {
    const others = choices.flatMap(({ definition }) => nodeForm(definition).filter((other) => other.wire === wire));
    return agree(others, each) ? 'vendor' : 'operation';
  }
  if (!hasOwnWords(choices.find((one) => one.name === name)!.definition, own)) return 'all';
  const others = choices
    .filter(({ definition }) => hasOwnWords(definition, own))
    .flatMap(({ definition }) => nodeForm(definition).filter((other) => other.wire === undefined && other.name === own));
  return agree(others, each) ? 'vendor' : 'operation';
};

const fieldPath = (vendor: AnyVendor, name: string, each: FormField): string => wordsPath(vendor, name, each, wordsOf(vendor, name, each));

export const paths = {
  verb: verbPath,
  topic: topicPath,
  vendor: vendorPath,
  resource: resourcePath,
  operation: operationPath,
  field: fieldPath,
  account: accountPath,
};

/** A node of the palette that serves several vendors. */
interface Named {
  readonly label: string;
  readonly description: string;
  /** What people also call this work: the node is found by these words, those of its vendors, and the names of its operations. */
  readonly words: string;
}

const namesAt = (path: string, { label, description, words }: Named): [string, string][] => [
  [`${path}.label`, label],
  [`${path}.description`, description],
  [`${path}.words`, words],
];

/** What the nodes for everyday work are called and do, whichever vendor does it. */
const VERBS: Readonly<Record<Verb, Named>> = {
  createCampaign: {
    label: 'Create Campaign',
    description: 'Creates a push, in-app, SMS, email or chat campaign from the fields of the form',
    words: 'new, draft, message, newsletter, broadcast, schedule, audience, segment',
  },
  launchCampaign: {
    label: 'Launch Campaign',
    description: 'Launches a campaign that was created before, so that it is sent to its audience',
    words: 'start, send, publish, broadcast, audience',
  },
  triggerBatch: {
    label: 'Trigger Batch',
    description: 'Sends a push, email or other message of a campaign to a list of people, each with their own variables',
    words: 'send, message, transactional, bulk, people, recipients',
  },
  cancelRequest: {
    label: 'Cancel Request',
    description: 'Cancels a batch, a schedule or a campaign before it is sent',
    words: 'stop, abort, undo, revoke, scheduled',
  },
  getReport: {
    label: 'Get Report',
    description: 'Gets the results of a batch or a campaign: what was sent, what failed and why, or figures over time',
    words: 'results, statistics, analytics, figures, delivery, delivered, opened, failed',
  },
  trackUser: {
    label: 'Track User',
    description: 'Records attributes, custom events and purchases of users, with many items per request',
    words: 'attribute, event, purchase, profile, contact, CRM, import, subscription, unsubscribe',
  },
  exportSegment: {
    label: 'Export Segment',
    description: 'Exports all users of a segment or audience, one row each',
    words: 'audience, users, contacts, members, list, download',
  },
};

const definitionTexts = ({ vendor, name, definition }: Choice): [string, string][] => [
  ...(isOperation(definition) && definition.verb ? namesAt(verbPath(definition.verb), VERBS[definition.verb]) : []),
  [`${operationPath(vendor, name)}.label`, definition.label],
  [`${operationPath(vendor, name)}.description`, definition.description],
  ...nodeForm(definition).flatMap((each) => textsIn(each.field).map(([end, text]): [string, string] => [`${fieldPath(vendor, name, each)}.${end}`, text])),
];

/** Names of the polling nodes. */
const TOPICS: Readonly<Record<Topic, Named>> = {
  report: {
    label: 'Report In',
    description: 'Polls for report rows as they become ready and for analytics data points, and sends each one once',
    words: 'poll, watch, results, statistics, analytics, figures, delivery, delivered, failed',
  },
  hits: {
    label: 'Hits In',
    description: 'Polls for user actions, such as hits on messages and unsubscribes, and sends each one once',
    words: 'poll, watch, clicked, opened, unsubscribe, feedback',
  },
  status: {
    label: 'Campaign Status In',
    description: 'Polls for campaigns that are created, change, run or end, and sends each event once',
    words: 'poll, watch, created, launched, finished, state',
  },
};

const topicTexts = ({ topic }: NodeType): [string, string][] => (topic === undefined ? [] : namesAt(topicPath(topic), TOPICS[topic]));

/** All English texts of a catalogue. */
export const textsOf = (vendors: readonly AnyVendor[]): Texts =>
  new Map([
    ...nodeTypes(vendors).flatMap(topicTexts),
    ...vendors.flatMap((vendor): [string, string][] => [
      [`${vendorPath(vendor)}.label`, vendor.label],
      [`${vendorPath(vendor)}.description`, vendor.description],
      ...(vendor.searchWords ? [[`${vendorPath(vendor)}.words`, vendor.searchWords.join(', ')] as [string, string]] : []),
      ...Object.entries(vendor.resources).map(([resource, { label }]): [string, string] => [`${vendorPath(vendor)}.resource.${resource}`, label]),
      ...accountForm(vendor).flatMap((each) => textsIn(each.field).map(([end, text]): [string, string] => [`${accountPath(vendor, each)}.${end}`, text])),
      ...formsOf(vendor).flatMap(definitionTexts),
    ]),
  ]);
