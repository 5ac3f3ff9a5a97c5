import { sandboxAccount, type AnyVendor } from '../../engine';
import { vendors } from '../../vendors';
import { formStateOf } from '../shared/formState';
import { accountProblems } from '../shared/problems';
import { defaultOf, fixedType, migrate, TooNew, VERSION, type Typed, type Values } from '../shared/saved';
import { paths } from '../shared/texts';
import { accountForm, accountType, isSecret, openForm, SET } from '../shared/types';
import { find, icon, make } from './dom';
import { hintOf } from './hint';
import { formView, type FormView } from './form';
import type { EditorNode } from './red';
import { catalogueText, editorText } from './texts';

const vendorOf = (type: string): AnyVendor => {
  const found = vendors.find((each) => accountType(each) === type);
  if (!found) throw new Error(`The catalogue has no '${type}'`);
  return found;
};

export const accountLabel = (node: EditorNode): string => node.name || catalogueText(`${paths.vendor(vendorOf(node.type))}.label`);

/** For the red triangle on an account: true, or what is wrong. */
export const validateAccount = (node: EditorNode, values: unknown): true | string[] => {
  try {
    const problems = accountProblems(openForm(vendorOf(node.type)), migrate({ ...node, values }).values);
    return problems.size === 0 ? true : [...problems.values()];
  } catch (error) {
    if (error instanceof TooNew) return [error.message];
    throw error;
  }
};

let view: FormView | undefined;

interface CheckAnswer {
  readonly ok: boolean;
  readonly message: string;
  readonly todo?: string;
}

const secretInput = (name: string): HTMLInputElement => find<HTMLInputElement>(`#node-config-input-${name}`);

/** The button that makes the runtime sign in with the form's values, and the line with the result. */
const checkRow = (node: EditorNode, vendor: AnyVendor): HTMLElement => {
  const button = make('button', 'red-ui-button', icon('plug'), ` ${editorText('form.check')}`);
  button.type = 'button';
  const result = make('div', 'campaign-check');
  const showResult = (kind: 'busy' | 'good' | 'bad', sign: string, ...sentences: readonly string[]): void => {
    result.className = `campaign-check campaign-check-${kind}`;
    result.replaceChildren(icon(sign), ` ${sentences.join(' ')}`);
    button.disabled = kind === 'busy';
  };
  button.addEventListener('click', () => {
    const secrets = Object.fromEntries(
      accountForm(vendor)
        .filter(isSecret)
        .map(({ name }) => [name, secretInput(name).value]),
    );
    showResult('busy', 'spinner fa-spin', editorText('form.checking'));
    $.ajax({
      url: `${RED.settings.apiRootUrl}${SET}/${accountType(vendor)}/check`,
      method: 'POST',
      contentType: 'application/json',
      data: JSON.stringify({ id: node.id, values: view?.read() ?? {}, secrets }),
      success: (answer) => {
        const { ok, message, todo = '' } = answer as CheckAnswer;
        if (ok) showResult('good', 'check-circle', message);
        else showResult('bad', 'exclamation-triangle', message, todo);
      },
      error: ({ status, statusText }) => showResult('bad', 'exclamation-triangle', `${editorText('form.unreachable')} (${status} ${statusText})`),
    });
  });
  return make('div', 'form-row campaign-check-row', button, result);
};

/** The row that Node-RED draws for a secret. */
const secretRow = (name: string): HTMLElement => find(`.campaign-secret[data-field="${name}"]`);

/** Shows the secrets of this kind of account. Node-RED marks empty ones, but does not know that some accounts lack a secret. */
const showSecrets = (vendor: AnyVendor, values: Values): void => {
  const form = accountForm(vendor);
  const { shown } = formStateOf(form, values);
  for (const each of form.filter(isSecret)) {
    const row = secretRow(each.name);
    row.hidden = !shown.includes(each);
    row.classList.toggle('campaign-empty', each.when !== undefined && each.field.required === true && secretInput(each.name).value === '');
  }
};

/** The button that fills in the demo account of a sandbox on this machine. */
const sandboxButton = (node: EditorNode, vendor: AnyVendor): HTMLElement => {
  const button = make('button', 'red-ui-button campaign-sandbox', icon('flask'), ` ${editorText('form.sandbox')}`);
  button.type = 'button';
  button.title = editorText('form.sandboxHelp');
  button.addEventListener('click', () => {
    const account = sandboxAccount(vendor);
    const values: Record<string, Typed> = {};
    for (const each of accountForm(vendor)) {
      const value = account[each.wire!];
      // Node-RED takes its mark off an empty secret once it hears of a change.
      if (isSecret(each))
        $(secretInput(each.name))
          .val(String(value ?? ''))
          .trigger('change');
      else values[each.name] = value === undefined ? defaultOf(each) : { type: fixedType(each.field), value: String(value) };
    }
    draw(node, vendor, values, true);
  });
  return button;
};

/** Draws the account's form with these values. The secrets, which Node-RED draws, keep theirs. */
const draw = (node: EditorNode, vendor: AnyVendor, values: Values, wasFilledIn: boolean): void => {
  const frame = find('.campaign-account-form');
  const form = openForm(vendor);
  for (const each of accountForm(vendor).filter(isSecret)) frame.after(secretRow(each.name));
  view = formView(frame, {
    form,
    values,
    path: (field) => paths.account(vendor, field),
    check: (now) => accountProblems(form, now),
    hasHints: true,
    wasFilledIn,
    onRefresh: (now) => showSecrets(vendor, now),
  });
  // Node-RED draws the secrets; they are moved to their place in the catalogue's order.
  const wholeForm = accountForm(vendor);
  for (const [index, field] of wholeForm.entries()) {
    if (!isSecret(field)) continue;
    const row = secretRow(field.name);
    const label = row.querySelector('span');
    const path = paths.account(vendor, field);
    if (label) label.textContent = catalogueText(`${path}.label`);
    row.querySelector('.campaign-hint')?.remove();
    row.append(...[hintOf(path)].filter((hint) => hint !== undefined));
    const before = wholeForm[index - 1];
    view.element.querySelector(`[data-field="${before?.name ?? ''}"]`)?.after(row);
  }
  view.element.append(checkRow(node, vendor));
  if (vendor.sandbox) view.element.prepend(make('div', 'form-row', sandboxButton(node, vendor)));
  view.refresh();
};

/** `oneditprepare` of an account */
export const openAccount = (node: EditorNode): void => {
  const vendor = vendorOf(node.type);
  const { values } = migrate(node as never) as { readonly values: Values };
  draw(node, vendor, values, Object.keys(values).length > 0);
  for (const each of accountForm(vendor).filter(isSecret)) secretInput(each.name).addEventListener('input', () => view?.refresh());
};

/** `oneditsave` of an account */
export const saveAccount = (node: EditorNode): void => {
  if (view) node.values = view.read();
  node.version = VERSION;
  closeAccount();
};

export const closeAccount = (): void => {
  view = undefined;
};
