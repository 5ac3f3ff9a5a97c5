import { operationPath, resourcePath } from '../shared/paths';
import { choicesIn, type OutlinedChoice, type OutlinedType, type OutlinedVendor } from '../shared/outline';
import { migrate, VERSION, type Values } from '../shared/migrations';
import { hasAccounts, offerAccounts, onAccountChange, takeOnlyAccount } from './accounts';
import { find, make } from './dom';
import type { FormView } from './form';
import { clear, drawInto, readyFor } from './loading';
import { choiceOf, typeOf } from './outline';
import type { EditorNode } from './red';
import { catalogueText, editorText } from './texts';

/** A node that is opened and deployed keeps the names of its outputs. */
const outputNamesIn = (node: EditorNode): string => String((migrate(node as never) as { readonly outputNames?: unknown }).outputNames ?? '');

/** A new node defaults to the only vendor with accounts, if there is just one. */
const likelyChoice = (choices: readonly OutlinedChoice[]): OutlinedChoice | undefined => {
  const known = choices.filter(({ vendor }) => hasAccounts(vendor));
  return new Set(known.map(({ vendor }) => vendor.id)).size === 1 ? known[0] : choices[0];
};

/** For the red triangle on a node: true, or what is wrong. True as well until it can be told; the node is then validated again. */
export const validate = (node: EditorNode, values: unknown): true | string[] => {
  const nodeType = typeOf(node.type);
  const choice = choiceOf(nodeType, node);
  if (!choice) {
    // Somebody has just added it, and will open it next.
    const likely = likelyChoice(nodeType.choices);
    if (likely) readyFor(likely.vendor);
    return [editorText(nodeType.vendor || (nodeType.topic && node.vendor) ? 'form.noOperation' : 'form.noVendor')];
  }
  const ready = readyFor(choice.vendor);
  return ready ? ready.forms.nodeProblems(ready.part, choice, node, values) : true;
};

/** The open form, once it is drawn; Node-RED opens one at a time for each node. */
let view: FormView | undefined;

const refresh = (): void => view?.refresh();

const drawForm = (node: EditorNode, choice: OutlinedChoice | undefined, values: Values, wasFilledIn: boolean): void => {
  const frame = find('.campaign-form');
  view = undefined;
  if (!choice) return clear(frame);
  drawInto(frame, choice.vendor, ({ forms, part }) => {
    view = forms.drawNode(frame, part, choice, { node, values, wasFilledIn });
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

const groupOf = (vendor: OutlinedVendor, choices: readonly OutlinedChoice[]): HTMLOptGroupElement => {
  const group = make('optgroup');
  group.label = catalogueText(resourcePath(vendor, choices[0]!.name));
  const options = choices.map(({ name }) => ({ name, label: catalogueText(`${operationPath(vendor, name)}.label`) }));
  group.append(...options.map(({ name, label: shown }) => optionOf(name, shown)));
  return group;
};

/** Offers a vendor's operations by resource, or as a flat list if there is only one resource. */
const fillOperations = (select: HTMLSelectElement, vendor: OutlinedVendor, choices: readonly OutlinedChoice[]): void => {
  const groups = Object.keys(vendor.resources)
    .map((resource) => choices.filter(({ name }) => name.startsWith(`${resource}.`)))
    .filter((each) => each.length > 0)
    .map((each) => groupOf(vendor, each));
  select.replaceChildren(...(groups.length === 1 ? [...groups[0]!.children] : groups));
};

/** Makes the form follow the operation selected for a vendor. */
const followOperation = (node: EditorNode, vendor: OutlinedVendor, { choices }: OutlinedType, current: OutlinedChoice | undefined, values: Values): void => {
  const select = find<HTMLSelectElement>('#node-input-operation');
  fillOperations(select, vendor, choices);
  select.value = current?.name ?? '';
  showResource(select);
  select.addEventListener('change', () => {
    showResource(select);
    const next = choices.find(({ name }) => name === select.value);
    // Values that fit the other operation too, such as a campaign's ID, are kept.
    drawForm(node, next, { ...values, ...view?.read() }, false);
  });
};

/** Offers a vendor's triggers. */
const fillTriggers = (select: HTMLSelectElement, choices: readonly OutlinedChoice[]): void => {
  const options = choices.map(({ vendor, name }) => ({ name, label: catalogueText(`${operationPath(vendor, name)}.label`) })).sort(byLabel);
  select.replaceChildren(...options.map(({ name, label: shown }) => optionOf(name, shown)));
};

/** Offers what a vendor has in a node of several vendors; a single choice is not shown. */
const fillChoices = (select: HTMLElement, { topic }: OutlinedType, choices: readonly OutlinedChoice[], chosen: OutlinedChoice): void => {
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
const followVendor = (node: EditorNode, nodeType: OutlinedType, current: OutlinedChoice | undefined, values: Values): OutlinedChoice | undefined => {
  const { topic, choices } = nodeType;
  const select = find<HTMLSelectElement>('#node-input-vendor');
  const operation = find<HTMLInputElement | HTMLSelectElement>('#node-input-operation');
  const ofVendor = (id: string): readonly OutlinedChoice[] => choicesIn(choices, id);
  select.replaceChildren(
    ...[...new Map(choices.map(({ vendor }) => [vendor.id, vendor.label]))]
      .map(([id, shown]) => ({ id, label: shown }))
      .sort(byLabel)
      .map(({ id, label: shown }) => optionOf(id, shown)),
  );
  const filledIn = new Map<OutlinedChoice, Values>();
  let chosen = current ?? likelyChoice(choices);
  const choose = (next: OutlinedChoice): void => {
    chosen = next;
    select.value = next.vendor.id;
    fillChoices(operation, nodeType, ofVendor(next.vendor.id), next);
    operation.value = next.name;
  };
  const switchTo = (next: OutlinedChoice): void => {
    const before = view?.read() ?? {};
    if (chosen) filledIn.set(chosen, before);
    const isOtherVendor = next.vendor.id !== chosen?.vendor.id;
    choose(next);
    if (isOtherVendor) {
      offerAccounts(node, next.vendor);
      onAccountChange(refresh);
      takeOnlyAccount();
    }
    // What two operations of a vendor have in common, such as the people, is kept.
    const common = isOtherVendor || topic ? {} : before;
    drawForm(node, next, filledIn.get(next) ?? (next === current ? values : common), false);
  };
  if (chosen) choose(chosen);
  // Node-RED has filled the select with the accounts of the first vendor.
  if (chosen && chosen.vendor.id !== choices[0]!.vendor.id) offerAccounts(node, chosen.vendor);
  // Any of them may be chosen next.
  select.addEventListener('focus', () => choices.forEach(({ vendor }) => readyFor(vendor)));
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
  const { values } = migrate(node as never);
  const filled = Object.keys(values).length > 0;
  let current = choiceOf(nodeType, node);
  if (nodeType.vendor) followOperation(node, nodeType.vendor, nodeType, current, values);
  else if (nodeType.choices.length > 1) current = followVendor(node, nodeType, current, values);
  onAccountChange(refresh);
  if (!filled) takeOnlyAccount();
  drawForm(node, current, values, filled);
};

/** `oneditsave` */
export const save = (node: EditorNode): void => {
  // What was not drawn was not changed, and stays in the form of its version.
  if (view) {
    node.outputNames = outputNamesIn(node);
    node.values = view.read();
    node.version = VERSION;
  }
  close();
};

export const close = (): void => {
  view = undefined;
};
