import { recurrence } from '../../ports/recurrence';
import { camelCase, isOperation, type AnyVendor, type CheckContext } from '../../engine';
import { vendors } from '../../vendors';
import { problemsOf } from '../shared/problems';
import type { NamesAnswer } from '../shared/pickers';
import { isFixed, migrate, TooNew, VERSION, type Values } from '../shared/saved';
import { paths } from '../shared/texts';
import { choicesIn, chosenIn, nodeForm, nodeTypes, type Choice, type NodeType } from '../shared/types';
import { askWith, chosenAccount, credentialIn, hasAccounts, lastFields, offerAccounts, onAccountChange, readNamesWith, takeOnlyAccount } from './accounts';
import { find, make } from './dom';
import { formView, type FormView } from './form';
import { offerFields } from './itemFields';
import type { EditorNode } from './red';
import { catalogueText, editorText } from './texts';

const types = new Map(nodeTypes(vendors).map((each) => [each.type, each]));

const typeOf = (type: string): NodeType => {
  const found = types.get(type);
  if (!found) throw new Error(`The catalogue has no '${type}'`);
  return found;
};

const choiceOf = (nodeType: NodeType, node: Pick<EditorNode, 'vendor' | 'operation'>): Choice | undefined =>
  chosenIn(nodeType, choicesIn<Choice>(nodeType.choices, nodeType.vendor?.id ?? node.vendor), node.operation);

/** @param account the ID of the selected account, or empty */
const contextOf = (vendor: AnyVendor, account: string): CheckContext => ({
  now: Date.now(),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  credential: credentialIn(vendor, account),
  // A check does not sign anything.
  sha256: () => '',
  recurrence,
});

const valuesIn = (node: EditorNode): Values => migrate(node as never).values;

/** A node that is opened and deployed keeps the names of its outputs. */
const outputNamesIn = (node: EditorNode): string => String((migrate(node as never) as { readonly outputNames?: unknown }).outputNames ?? '');

const titleOf = ({ verb, topic, vendor }: NodeType): string =>
  catalogueText(`${verb ? paths.verb(verb) : topic ? paths.topic(topic) : paths.vendor(vendor!)}.label`).toLowerCase();

export const paletteLabel = (type: string): string => titleOf(typeOf(type));

/** An operation's name; different resources of a vendor may have operations with the same name. */
const operationTitle = ({ vendor, name }: Choice): string => {
  const resource = Object.keys(vendor.resources).length > 1 ? ` ${catalogueText(paths.resource(vendor, name))}` : '';
  return `${catalogueText(`${paths.vendor(vendor)}.label`)}${resource}: ${catalogueText(`${paths.operation(vendor, name)}.label`)}`.toLowerCase();
};

export const label = (node: EditorNode): string => {
  if (node.name) return node.name;
  const nodeType = typeOf(node.type);
  const choice = nodeType.vendor && choiceOf(nodeType, node);
  return choice ? operationTitle(choice) : titleOf(nodeType);
};

/** For the red triangle on a node: true, or what is wrong. */
export const validate = (node: EditorNode, values: unknown): true | string[] => {
  const nodeType = typeOf(node.type);
  const choice = choiceOf(nodeType, node);
  if (!choice) return [editorText(nodeType.vendor || (nodeType.topic && node.vendor) ? 'form.noOperation' : 'form.noVendor')];
  try {
    const problems = problemsOf(choice.definition, migrate({ ...node, values }).values, contextOf(choice.vendor, node.account));
    return problems.size === 0 ? true : [...problems.values()];
  } catch (error) {
    if (error instanceof TooNew) return [error.message];
    throw error;
  }
};

/** The open form; Node-RED opens one at a time for each node. */
let view: FormView | undefined;

const refresh = (): void => view?.refresh();

/** Reads the names for the target in a form. */
const readNames = async (vendor: AnyVendor, name: string, of: string, path: string, values: Values): Promise<NamesAnswer> => {
  const typed = values[camelCase(of)];
  const label = catalogueText(`${path}.label`);
  const refused = (why: string, todo: string): NamesAnswer => ({ ok: false, code: 'validation', message: editorText(why, { label }), todo: editorText(todo) });
  if (typed && !isFixed(typed)) return refused('form.namesLater', 'form.addNames');
  const target = String(typed?.value ?? '').trim();
  return target === '' ? refused('form.namesTarget', 'form.chooseTarget') : await readNamesWith(vendor, name, target);
};

/** Offers what the node's last message had. */
const offerLast = async (vendor: AnyVendor, node: EditorNode): Promise<void> => offerFields(await lastFields(vendor, node.id));

const drawForm = (choice: Choice | undefined, values: Values, wasFilledIn: boolean): void => {
  const frame = find('.campaign-form');
  if (!choice) {
    view = undefined;
    frame.replaceChildren();
    return;
  }
  const { vendor, name, definition } = choice;
  const form = nodeForm(definition);
  const known = definition.recipients?.known;
  const target = known && form.find(({ wire }) => wire === known.of);
  view = formView(frame, {
    form,
    values,
    path: (field) => paths.field(vendor, name, field),
    check: (now) => problemsOf(definition, now, contextOf(vendor, chosenAccount())),
    ask: askWith(vendor),
    ...(target?.wire !== undefined && { readNames: (now) => readNames(vendor, name, target.wire!, paths.field(vendor, name, target), now) }),
    hasMessage: isOperation(definition),
    wasFilledIn,
  });
};

/** The closed select shows a single operation: include its resource, because other resources may have one with the same name. */
const showResource = (select: HTMLSelectElement): void => {
  for (const option of select.options) {
    const { parentElement: group, dataset } = option;
    const isAlone = option.selected && group instanceof HTMLOptGroupElement;
    option.textContent = isAlone ? `${group.label}: ${dataset.label}` : dataset.label!;
  }
};

const optionOf = (value: string, shown: string): HTMLOptionElement => {
  const option = make('option', '', shown);
  option.value = value;
  option.dataset.label = shown;
  return option;
};

const byLabel = (one: { readonly label: string }, other: { readonly label: string }): number => one.label.localeCompare(other.label);

const groupOf = (vendor: AnyVendor, choices: readonly Choice[]): HTMLOptGroupElement => {
  const group = make('optgroup');
  group.label = catalogueText(paths.resource(vendor, choices[0]!.name));
  const options = choices.map(({ name }) => ({ name, label: catalogueText(`${paths.operation(vendor, name)}.label`) }));
  group.append(...options.map(({ name, label: shown }) => optionOf(name, shown)));
  return group;
};

/** Offers a vendor's operations by resource, or as a flat list if there is only one resource. */
const fillOperations = (select: HTMLSelectElement, vendor: AnyVendor, choices: readonly Choice[]): void => {
  const groups = Object.keys(vendor.resources)
    .map((resource) => choices.filter(({ name }) => name.startsWith(`${resource}.`)))
    .filter((each) => each.length > 0)
    .map((each) => groupOf(vendor, each));
  select.replaceChildren(...(groups.length === 1 ? [...groups[0]!.children] : groups));
};

/** Makes the form follow the operation selected for a vendor. */
const followOperation = (vendor: AnyVendor, { choices }: NodeType, current: Choice | undefined, values: Values): void => {
  const select = find<HTMLSelectElement>('#node-input-operation');
  fillOperations(select, vendor, choices);
  select.value = current?.name ?? '';
  showResource(select);
  select.addEventListener('change', () => {
    showResource(select);
    const next = choices.find(({ name }) => name === select.value);
    // Values that fit the other operation too, such as a campaign's ID, are kept.
    drawForm(next, { ...values, ...view?.read() }, false);
  });
};

/** A new node defaults to the only vendor with accounts, if there is just one. */
const likelyChoice = (choices: readonly Choice[]): Choice | undefined => {
  const known = choices.filter(({ vendor }) => hasAccounts(vendor));
  return new Set(known.map(({ vendor }) => vendor)).size === 1 ? known[0] : choices[0];
};

/** Offers a vendor's triggers. */
const fillTriggers = (select: HTMLSelectElement, choices: readonly Choice[]): void => {
  const options = choices.map(({ vendor, name }) => ({ name, label: catalogueText(`${paths.operation(vendor, name)}.label`) })).sort(byLabel);
  select.replaceChildren(...options.map(({ name, label: shown }) => optionOf(name, shown)));
};

/** Offers what a vendor has in a node of several vendors; a single choice is not shown. */
const fillChoices = (select: HTMLElement, { topic }: NodeType, choices: readonly Choice[], chosen: Choice): void => {
  // Nothing can be chosen where no vendor has several.
  if (!(select instanceof HTMLSelectElement)) return;
  if (topic) fillTriggers(select, choices);
  else fillOperations(select, chosen.vendor, choices);
  select.value = chosen.name;
  if (!topic) showResource(select);
  select.parentElement!.style.display = choices.length < 2 ? 'none' : '';
};

/**
 * Makes account, operation and form follow the selected vendor. The values for each vendor are kept separately, because the same name may mean
 * something else for another vendor.
 * @returns the initial choice
 */
const followVendor = (node: EditorNode, nodeType: NodeType, current: Choice | undefined, values: Values): Choice | undefined => {
  const { topic } = nodeType;
  const choices: readonly Choice[] = nodeType.choices;
  const select = find<HTMLSelectElement>('#node-input-vendor');
  const operation = find<HTMLInputElement | HTMLSelectElement>('#node-input-operation');
  const ofVendor = (id: string): readonly Choice[] => choicesIn(choices, id);
  select.replaceChildren(
    ...[...new Map(choices.map(({ vendor }) => [vendor.id, vendor.label]))]
      .map(([id, shown]) => ({ id, label: shown }))
      .sort(byLabel)
      .map(({ id, label: shown }) => optionOf(id, shown)),
  );
  const filledIn = new Map<Choice, Values>();
  let chosen = current ?? likelyChoice(choices);
  const choose = (next: Choice): void => {
    chosen = next;
    select.value = next.vendor.id;
    fillChoices(operation, nodeType, ofVendor(next.vendor.id), next);
    operation.value = next.name;
  };
  const switchTo = (next: Choice): void => {
    const before = view?.read() ?? {};
    if (chosen) filledIn.set(chosen, before);
    const isOtherVendor = next.vendor !== chosen?.vendor;
    choose(next);
    if (isOtherVendor) {
      offerAccounts(node, next.vendor);
      onAccountChange(refresh);
      takeOnlyAccount();
    }
    // What two operations of a vendor have in common, such as the people, is kept.
    const common = isOtherVendor || topic ? {} : before;
    drawForm(next, filledIn.get(next) ?? (next === current ? values : common), false);
  };
  if (chosen) choose(chosen);
  // Node-RED has filled the select with the accounts of the first vendor.
  if (chosen && chosen.vendor !== choices[0]!.vendor) offerAccounts(node, chosen.vendor);
  select.addEventListener('change', () => {
    const [next] = ofVendor(select.value);
    if (next) switchTo(next);
  });
  operation.addEventListener('change', () => {
    const next = ofVendor(select.value).find(({ name }) => name === operation.value);
    if (next && next !== chosen) switchTo(next);
  });
  return chosen;
};

/** `oneditprepare`: the frame is on the page, the form goes into it. */
export const open = (node: EditorNode): void => {
  const nodeType = typeOf(node.type);
  const values = valuesIn(node);
  const filled = Object.keys(values).length > 0;
  let current = choiceOf(nodeType, node);
  if (nodeType.vendor) followOperation(nodeType.vendor, nodeType, current, values);
  else if (nodeType.choices.length > 1) current = followVendor(node, nodeType, current, values);
  onAccountChange(refresh);
  if (!filled) takeOnlyAccount();
  drawForm(current, values, filled);
  offerFields([]);
  if (current && isOperation(current.definition)) void offerLast(current.vendor, node);
};

/** `oneditsave` */
export const save = (node: EditorNode): void => {
  node.outputNames = outputNamesIn(node);
  if (view) node.values = view.read();
  node.version = VERSION;
  close();
};

export const close = (): void => {
  view = undefined;
};
