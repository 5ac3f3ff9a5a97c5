import { operationsOf, type CheckContext } from '../../engine';
import { vendors } from '../../vendors';
import { problemsOf } from '../shared/problems';
import { migrate, TooNew, VERSION, type Values } from '../shared/saved';
import { paths } from '../shared/texts';
import { accountType, nodeForm, nodeTypes, type Choice, type NodeType } from '../shared/types';
import { find, make } from './dom';
import { formView, type FormView } from './form';
import type { EditorNode } from './red';
import { own, text } from './texts';

const types = new Map(nodeTypes(vendors).map((each) => [each.type, each]));

const typeOf = (type: string): NodeType => {
  const found = types.get(type);
  if (!found) throw new Error(`The catalogue has no '${type}'`);
  return found;
};

const choiceOf = ({ choices, vendor }: NodeType, node: Pick<EditorNode, 'vendor' | 'operation'>): Choice | undefined =>
  choices.find((each) => (vendor ? each.name === node.operation : each.vendor.id === node.vendor));

const context = (): CheckContext => ({ now: Date.now(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });

const valuesIn = (node: EditorNode): Values => migrate(node as never).values;

const titleOf = ({ verb, vendor }: NodeType): string => (verb ? text(`${paths.verb(verb)}.label`) : text(`${paths.vendor(vendor!)}.label`)).toLowerCase();

export const paletteLabel = (type: string): string => titleOf(typeOf(type));

export const label = (node: EditorNode): string => {
  if (node.name) return node.name;
  const nodeType = typeOf(node.type);
  const choice = nodeType.vendor && choiceOf(nodeType, node);
  return choice ? `${titleOf(nodeType)}: ${text(`${paths.operation(choice.vendor, choice.name)}.label`).toLowerCase()}` : titleOf(nodeType);
};

/** For the red triangle on a node: true, or what is wrong. */
export const validate = (node: EditorNode, values: unknown): true | string[] => {
  const choice = choiceOf(typeOf(node.type), node);
  if (!choice) return [own('form.operation')];
  try {
    const problems = problemsOf(choice.operation, migrate({ ...node, values }).values, context());
    return problems.size === 0 ? true : [...problems.values()];
  } catch (error) {
    if (error instanceof TooNew) return [error.message];
    throw error;
  }
};

/** The form that is open; Node-RED opens one at a time for each node. */
let view: FormView | undefined;

const drawForm = (choice: Choice | undefined, values: Values, sayAll: boolean): void => {
  const frame = find('.campaign-form');
  if (!choice) {
    view = undefined;
    frame.replaceChildren();
    return;
  }
  const { vendor, name, operation } = choice;
  view = formView(frame, {
    form: nodeForm(operation),
    values,
    path: (field) => paths.field(vendor, name, field),
    check: (now) => problemsOf(operation, now, context()),
    sayAll,
  });
};

const fill = (select: HTMLSelectElement, options: readonly (readonly [string, string])[], value: string): void => {
  select.replaceChildren(
    ...options.map(([id, shown]) => {
      const option = make('option', '', shown);
      option.value = id;
      return option;
    }),
  );
  select.value = value;
};

/** Offers the accounts of another vendor. */
const offerAccounts = (node: EditorNode, choice: Choice): void => {
  const input = make('input');
  input.type = 'text';
  input.id = 'node-input-account';
  find('#node-input-account').parentElement!.replaceWith(input);
  RED.editor.prepareConfigNodeSelect(node, 'account', accountType(choice.vendor), 'node-input');
};

/** Values of the account select that stand for no account. */
const NO_ACCOUNT = ['', '_ADD_'];

/** A new node takes the account where there is only one. */
const takeOnlyAccount = (node: EditorNode): void => {
  const select = find<HTMLSelectElement>('#node-input-account');
  const accounts = [...select.options].filter(({ value }) => !NO_ACCOUNT.includes(value));
  if (node.account || accounts.length !== 1) return;
  select.value = accounts[0]!.value;
  $(select).trigger('change');
};

/** `oneditprepare`: the frame is on the page, the form goes into it. */
export const open = (node: EditorNode): void => {
  const nodeType = typeOf(node.type);
  const values = valuesIn(node);
  const filled = Object.keys(values).length > 0;
  const current = choiceOf(nodeType, node);
  if (nodeType.vendor) {
    const select = find<HTMLSelectElement>('#node-input-operation');
    const options = operationsOf(nodeType.vendor).map(({ name, resource }) => {
      const group = Object.keys(nodeType.vendor!.resources).length > 1 ? `${text(`${paths.vendor(nodeType.vendor!)}.resource.${resource}`)}: ` : '';
      return [name, `${group}${text(`${paths.operation(nodeType.vendor!, name)}.label`)}`] as const;
    });
    fill(select, options, current?.name ?? '');
    select.addEventListener('change', () => {
      const next = nodeType.choices.find(({ name }) => name === select.value);
      // What fits the other operation too, such as a campaign's id, stays.
      drawForm(next, { ...values, ...view?.read() }, false);
    });
  } else if (new Set(nodeType.choices.map(({ vendor }) => vendor)).size > 1) {
    const select = find<HTMLSelectElement>('#node-input-vendor');
    fill(
      select,
      nodeType.choices.map(({ vendor }) => [vendor.id, vendor.label] as const),
      current?.vendor.id ?? '',
    );
    if (current && current !== nodeType.choices[0]) offerAccounts(node, current);
    select.addEventListener('change', () => {
      const next = nodeType.choices.find(({ vendor }) => vendor.id === select.value);
      find<HTMLInputElement>('#node-input-operation').value = next?.name ?? '';
      if (next) offerAccounts(node, next);
      drawForm(next, { ...values, ...view?.read() }, false);
    });
  }
  if (!filled) takeOnlyAccount(node);
  drawForm(current, values, filled);
};

/** `oneditsave` */
export const save = (node: EditorNode): void => {
  if (view) node.values = view.read();
  node.version = VERSION;
  close();
};

export const close = (): void => {
  view = undefined;
};
