import type { IDisplayOptions, INode, INodeProperties } from 'n8n-workflow';
import { filledByItem, maySend, sentence, type AnyOperation, type Field, type FormDefinition, type FormField, type FormValues } from '../../engine';
import { both, inFirst, isFirst, sinceSecond } from './versions';

/**
 * The node as a tool of an AI agent. n8n makes the tool out of the node itself, and asks the model only for what `$fromAI()` in a parameter asks for. A
 * tool has no input items, so the model fills in what would otherwise come from them. Targets, choices and safeguards stay with whoever builds the
 * workflow.
 */

const IN_TOOL: IDisplayOptions = { show: { '@tool': [true] } };

/** Not shown in a tool. */
export const NOT_IN_TOOL: IDisplayOptions = { hide: { '@tool': [true] } };

/** How many people an agent may reach with one call, unless the workflow says otherwise. */
const MOST_BY_AGENT = 100;

type Asked = 'string' | 'number' | 'json';

/** The types in which n8n asks a model; anything else stays with the user. A switch does too, since many of them protect. */
const ASKED: Partial<Record<Field['type'], Asked>> = { text: 'string', dateTime: 'string', number: 'number', json: 'json', list: 'json' };

/** A text in an expression; n8n would take two closing braces for the end of it. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&').replace(/\}(?=\})/g, '} ')}'`;

/** A value for the field as the operation's samples have it, lists with one entry. */
const exampleOf = ({ sampleInputs: [least, full] }: FormDefinition, wire: string): string => {
  const value = full[wire] ?? least[wire];
  if (value === undefined) return '';
  return `. Example: ${JSON.stringify(Array.isArray(value) ? value.slice(0, 1) : value)}`;
};

const isFilledIn = ({ recipients }: FormDefinition, wire: string): boolean =>
  recipients !== undefined && recipients.rows === undefined && filledByItem(recipients).includes(wire);

/** The expression with which the model is asked for a field; undefined if it is not. */
const askedFor = (o: FormDefinition, { name, wire, field, place }: FormField): string | undefined => {
  const type = ASKED[field.type];
  const isEmpty = !('default' in field) || JSON.stringify(field.default) === '[]';
  if (wire === undefined || type === undefined || place !== 'main' || !isEmpty) return undefined;
  if (field.protects || field.isTarget || 'loadOptions' in field || ('options' in field && field.options)) return undefined;
  const isPart = isFilledIn(o, wire);
  // What people will read is asked for where it is in view, because some channel chosen needs it.
  const isText = field.type === 'text' && field.prose !== undefined;
  if (!field.required && !isPart && !isText) return undefined;
  const description = `${field.label}: ${field.description}${type === 'json' ? exampleOf(o, wire) : ''}`;
  // n8n takes no empty object from a model, but an empty text.
  if (type === 'json' && !field.required)
    return `={{ $fromAI(${quoted(name)}, ${quoted(`${description}. As JSON text, empty if there are none`)}, 'string', '') }}`;
  if (isText && !field.required) return `={{ $fromAI(${quoted(name)}, ${quoted(description)}, 'string', '') }}`;
  return `={{ $fromAI(${quoted(name)}, ${quoted(description)}, '${type}') }}`;
};

/** The sources of recipients that a tool has. */
const withoutItems = (parameter: INodeProperties): INodeProperties => ({
  ...parameter,
  default: 'json',
  options: (parameter.options ?? []).filter((each) => 'value' in each && each.value !== 'items' && each.value !== 'file'),
});

const inToolOf = (o: FormDefinition, each: FormField, parameter: INodeProperties): INodeProperties | undefined => {
  if (each.name === 'recipientsFrom' && each.wire === undefined) return withoutItems(parameter);
  const asked = askedFor(o, each);
  if (asked === undefined) return undefined;
  const isPicked = parameter.type === 'resourceLocator';
  return { ...parameter, default: isPicked ? { __rl: true, mode: 'id', value: asked } : each.field.type === 'list' ? [asked] : asked };
};

/** A parameter and what takes its place in a tool. Tools of the node's first version keep what they have. */
const beside = (parameter: INodeProperties, inTool: INodeProperties): INodeProperties[] => {
  const displayed = parameter.displayOptions ?? {};
  return [
    { ...parameter, displayOptions: both(displayed, NOT_IN_TOOL) },
    { ...parameter, displayOptions: both(both(displayed, IN_TOOL), inFirst) },
    { ...inTool, displayOptions: both(both(displayed, IN_TOOL), sinceSecond) },
  ];
};

/** A field's parameter, followed by those for tools if they differ. */
export const withTool = (o: FormDefinition, each: FormField, parameter: INodeProperties): INodeProperties[] => {
  const inTool = inToolOf(o, each, parameter);
  return inTool ? beside(parameter, inTool) : [parameter];
};

/** The box with the run options; a tool that reaches people by name has a brake. */
export const optionsWithTool = (o: AnyOperation, options: INodeProperties): INodeProperties[] =>
  maySend(o) && o.recipients ? beside(options, { ...options, default: { stopAbove: MOST_BY_AGENT } }) : [options];

/**
 * The brake of a tool whose box does not have it: n8n fills in a box's default only as a whole, so it is gone where a workflow was written by hand, or its
 * operation was changed and changed back. Whoever wants to reach more says so with a higher number.
 */
export const brakeInTool = ({ type, ...node }: INode, o: AnyOperation, { recipientsFrom }: FormValues): number | undefined =>
  type.endsWith('Tool') && !isFirst(node) && maySend(o) && o.recipients && recipientsFrom === 'json' ? MOST_BY_AGENT : undefined;

/** What calling it means, in a model's terms. */
const effectOf = (o: AnyOperation): string => {
  if (maySend(o)) {
    return 'It can reach real people and cannot be undone: call it once for each request of the user, and do not repeat it if the outcome is unknown.';
  }
  return o.retry === 'safe' ? 'It only reads.' : 'It changes data at the vendor and reaches nobody.';
};

/** What the model is told about the tool; whoever builds the workflow may change it. */
export const toolDescription = (vendor: string, o: AnyOperation, here: IDisplayOptions): INodeProperties => ({
  displayName: 'Description',
  name: 'toolDescription',
  type: 'string',
  required: true,
  typeOptions: { rows: 3 },
  default: `${o.action} in ${vendor}. ${sentence(o.description)} ${effectOf(o)}`,
  description: 'What the model is told about this tool: what it does, and when to use it',
  displayOptions: both(here, IN_TOOL),
});
