import type { AnyVendor, JsonObject } from '../../engine';
import { formStateOf } from '../shared/formState';
import type { PickAnswer, PickRequest } from '../shared/pickers';
import { migrate } from '../shared/saved';
import { accountForm, accountType, isSecret, openForm, SET } from '../shared/types';
import { find, make } from './dom';
import type { Ask } from './picker';
import type { EditorNode } from './red';
import { editorText } from './texts';

const SELECT = '#node-input-account';

/** Values of the account select that stand for no account. */
const NO_ACCOUNT = ['', '_ADD_'];

const select = (): HTMLSelectElement => find<HTMLSelectElement>(SELECT);

/** The id of the account that is chosen in the open dialog; empty if none is. */
export const chosenAccount = (): string => {
  const { value } = select();
  return NO_ACCOUNT.includes(value) ? '' : value;
};

export const hasAccounts = (vendor: AnyVendor): boolean => {
  let found = false;
  RED.nodes.eachConfig(({ type }) => {
    found ||= type === accountType(vendor);
  });
  return found;
};

/** Offers a vendor's accounts in place of another's. */
export const offerAccounts = (node: EditorNode, vendor: AnyVendor): void => {
  const frame = select().parentElement!;
  const input = make('input');
  input.type = 'text';
  input.id = SELECT.slice(1);
  // Node-RED takes the width over from here.
  input.setAttribute('style', `width: ${frame.style.width || '70%'}`);
  frame.replaceWith(input);
  RED.editor.prepareConfigNodeSelect(node, 'account', accountType(vendor), 'node-input');
  // The account of the vendor before is none of these.
  if (select().selectedIndex < 0) select().value = '_ADD_';
};

/** A new node takes the account where there is only one. */
export const takeOnlyAccount = (): void => {
  const accounts = [...select().options].filter(({ value }) => !NO_ACCOUNT.includes(value));
  if (chosenAccount() !== '' || accounts.length !== 1) return;
  select().value = accounts[0]!.value;
  $(select()).trigger('change');
};

export const onAccountChange = (listener: () => void): void => {
  $(select()).on('change', listener);
};

const valuesOf = (account: EditorNode) => migrate(account as never).values;

/** What is known of an account without its secrets, by wire name: limits may differ from account to account. */
export const credentialIn = (vendor: AnyVendor, id: string): JsonObject => {
  const account = RED.nodes.node(id);
  const { shown, values } = formStateOf(openForm(vendor), account?.type === accountType(vendor) ? valuesOf(account) : {});
  return Object.fromEntries(shown.map(({ name, wire }) => [wire, values[name]])) as JsonObject;
};

/** How the runtime is told to take a secret as it was deployed. */
const DEPLOYED = '__PWRD__';

const failure = (message: string, todo = ''): PickAnswer => ({ ok: false, code: 'unexpected', message, todo });

/** Has the runtime look up what the chosen account has, deployed or not. */
export const askWith =
  (vendor: AnyVendor): Ask =>
  async (source, filter) => {
    const id = chosenAccount();
    if (id === '') return failure(editorText('form.noAccount'), editorText('form.chooseAccount'));
    const account = RED.nodes.node(id);
    // An account that a subflow is given is known only when it runs.
    if (!account) return failure(editorText('form.unknownAccount'), editorText('form.giveId'));
    const secrets = Object.fromEntries(
      accountForm(vendor)
        .filter(isSecret)
        .map(({ name }) => [name, account.credentials?.[name] ?? DEPLOYED]),
    );
    const request: PickRequest = { id, values: valuesOf(account), secrets, source, filter };
    return await new Promise((resolve) => {
      $.ajax({
        url: `${RED.settings.apiRootUrl}${SET}/${accountType(vendor)}/pick`,
        method: 'POST',
        contentType: 'application/json',
        data: JSON.stringify(request),
        success: (answer) => resolve(answer as PickAnswer),
        error: ({ status, statusText }) => resolve(failure(`${editorText('form.unreachable')} (${status} ${statusText})`)),
      });
    });
  };
