import { sandboxAccount, type FormField } from '../../engine';
import { formStateOf } from '../shared/formState';
import { accountType, SET } from '../shared/outline';
import type { DrawnField, VendorPart } from '../shared/part';
import { accountProblems } from '../shared/problems';
import { defaultOf, fixedType, migrate, TooNew, type Typed, type Values } from '../shared/saved';
import { isSecret } from '../shared/secret';
import { find, icon, make } from './dom';
import { formView, type FormView } from './form';
import { hintOf } from './hint';
import type { EditorNode } from './red';
import { catalogueText, editorText } from './texts';

const openForm = ({ account }: VendorPart) => account.filter((field) => !isSecret(field));

/** What is wrong with an account, or true. */
export const accountProblemsOf = (part: VendorPart, node: EditorNode, values: unknown): true | string[] => {
  try {
    const problems = accountProblems(openForm(part), migrate({ ...node, values }).values);
    return problems.size === 0 ? true : [...problems.values()];
  } catch (error) {
    if (error instanceof TooNew) return [error.message];
    throw error;
  }
};

/** The form of an account. */
export interface AccountView {
  /** The values to save. */
  read(): Values;
}

interface CheckAnswer {
  readonly ok: boolean;
  readonly message: string;
  readonly todo?: string;
}

const secretInput = (name: string): HTMLInputElement => find<HTMLInputElement>(`#node-config-input-${name}`);

/** The button that makes the runtime sign in with the form's values, and the line with the result. */
const checkRow = (node: EditorNode, { vendor, account }: VendorPart, read: () => Values): HTMLElement => {
  const button = make('button', 'red-ui-button', icon('plug'), ` ${editorText('form.check')}`);
  button.type = 'button';
  const result = make('div', 'campaign-check');
  const showResult = (kind: 'busy' | 'good' | 'bad', sign: string, ...sentences: readonly string[]): void => {
    result.className = `campaign-check campaign-check-${kind}`;
    result.replaceChildren(icon(sign), ` ${sentences.join(' ')}`);
    button.disabled = kind === 'busy';
  };
  button.addEventListener('click', () => {
    const secrets = Object.fromEntries(account.filter(isSecret).map(({ name }) => [name, secretInput(name).value]));
    showResult('busy', 'spinner fa-spin', editorText('form.checking'));
    $.ajax({
      url: `${RED.settings.apiRootUrl}${SET}/${accountType(vendor)}/check`,
      method: 'POST',
      contentType: 'application/json',
      data: JSON.stringify({ id: node.id, values: read(), secrets }),
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
const showSecrets = (form: readonly FormField[], values: Values): void => {
  const { shown } = formStateOf(form, values);
  for (const each of form.filter(isSecret)) {
    const row = secretRow(each.name);
    row.hidden = !shown.includes(each);
    row.classList.toggle('campaign-empty', each.when !== undefined && each.field.required === true && secretInput(each.name).value === '');
  }
};

/**
 * The button that fills in the demo account of a sandbox on this machine.
 * @param fill draws the form with these values
 */
const sandboxButton = ({ vendor, account: form }: VendorPart, fill: (values: Values) => void): HTMLElement => {
  const button = make('button', 'red-ui-button campaign-sandbox', icon('flask'), ` ${editorText('form.sandbox')}`);
  button.type = 'button';
  button.title = editorText('form.sandboxHelp');
  button.addEventListener('click', () => {
    const account = sandboxAccount(vendor);
    const values: Record<string, Typed> = {};
    for (const each of form) {
      const value = account[each.wire!];
      // Node-RED takes its mark off an empty secret once it hears of a change.
      if (isSecret(each))
        $(secretInput(each.name))
          .val(String(value ?? ''))
          .trigger('change');
      else values[each.name] = value === undefined ? defaultOf(each) : { type: fixedType(each.field), value: String(value) };
    }
    fill(values);
  });
  return button;
};

/** Puts the secrets, which Node-RED draws, in their place in the catalogue's order. */
const placeSecrets = (form: readonly DrawnField[], element: HTMLElement): void => {
  for (const [index, field] of form.entries()) {
    if (!isSecret(field)) continue;
    const row = secretRow(field.name);
    const label = row.querySelector('span');
    if (label) label.textContent = catalogueText(`${field.path}.label`);
    row.querySelector('.campaign-hint')?.remove();
    row.append(...[hintOf(field.path)].filter((hint) => hint !== undefined));
    const before = form[index - 1];
    element.querySelector(`[data-field="${before?.name ?? ''}"]`)?.after(row);
  }
};

/** Draws the form of an account into a frame. The secrets, which Node-RED draws, keep their values. */
export const drawAccount = (frame: HTMLElement, part: VendorPart, node: EditorNode): AccountView => {
  const secrets = part.account.filter(isSecret);
  const draw = (values: Values, wasFilledIn: boolean): FormView => {
    // Before the frame is emptied, for they are in it once they were placed.
    for (const each of secrets) frame.after(secretRow(each.name));
    const form = openForm(part);
    const drawn = formView(frame, {
      form,
      values,
      check: (now) => accountProblems(form, now),
      hasHints: true,
      wasFilledIn,
      onRefresh: (now) => showSecrets(part.account, now),
    });
    placeSecrets(part.account, drawn.element);
    drawn.element.append(checkRow(node, part, drawn.read));
    if (part.vendor.sandbox) {
      const button = sandboxButton(part, (filled) => {
        view = draw(filled, true);
      });
      drawn.element.prepend(make('div', 'form-row', button));
    }
    drawn.refresh();
    return drawn;
  };
  const { values } = migrate(node as never);
  let view = draw(values, Object.keys(values).length > 0);
  for (const each of secrets) secretInput(each.name).addEventListener('input', () => view.refresh());
  return { read: () => view.read() };
};
