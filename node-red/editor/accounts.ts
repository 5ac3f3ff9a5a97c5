import type { AnyVendor, JsonObject } from '../../engine';
import { formStateOf } from '../shared/formState';
import type { NamesAnswer, NamesRequest, PickAnswer, PickRequest } from '../shared/pickers';
import { migrate } from '../shared/saved';
import { accountForm, accountType, isSecret, openForm, SET } from '../shared/types';
import { find, make } from './dom';
import type { Ask } from './picker';
import type { EditorNode } from './red';
import { editorText } from './texts';

const SELECT = '#node-input-account';

/** Values of the account select that do not stand for an account. */
const NO_ACCOUNT = ['', '_ADD_'];

const select = (): HTMLSelectElement => find<HTMLSelectElement>(SELECT);

/** The ID of the account selected in the open dialog; empty if none is. */
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

/** Offers a vendor's accounts instead of another's. */
export const offerAccounts = (node: EditorNode, vendor: AnyVendor): void => {
  const frame = select().parentElement!;
  const input = make('input');
  input.type = 'text';
  input.id = SELECT.slice(1);
  // From here on, Node-RED controls the width.
  input.setAttribute('style', `width: ${frame.style.width || '70%'}`);
  frame.replaceWith(input);
  RED.editor.prepareConfigNodeSelect(node, 'account', accountType(vendor), 'node-input');
  // The previous vendor's account is not among these.
  if (select().selectedIndex < 0) select().value = '_ADD_';
};

/** A new node uses the only account, if there is just one. */
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

/** An account's fields without its secrets, by wire name: limits may depend on the account. */
export const credentialIn = (vendor: AnyVendor, id: string): JsonObject => {
  const account = RED.nodes.node(id);
  const { shown, values } = formStateOf(openForm(vendor), account?.type === accountType(vendor) ? valuesOf(account) : {});
  return Object.fromEntries(shown.map(({ name, wire }) => [wire, values[name]])) as JsonObject;
};

/** Tells the runtime to use a secret as deployed. */
const DEPLOYED = '__PWRD__';

type Failed = Extract<PickAnswer, { readonly ok: false }>;

const failure = (message: string, todo = ''): Failed => ({ ok: false, code: 'unexpected', message, todo });

/** Asks one of the runtime's routes for an account. */
const post = <T>(vendor: AnyVendor, route: string, request: object): Promise<T | Failed> =>
  new Promise((resolve) => {
    $.ajax({
      url: `${RED.settings.apiRootUrl}${SET}/${accountType(vendor)}/${route}`,
      method: 'POST',
      contentType: 'application/json',
      data: JSON.stringify(request),
      success: (answer) => resolve(answer as T),
      error: ({ status, statusText }) => resolve(failure(`${editorText('form.unreachable')} (${status} ${statusText})`)),
    });
  });

/** The names of the properties that the last message of a node had; none if there was no message since Node-RED started. */
export const lastFields = async (vendor: AnyVendor, node: string): Promise<readonly string[]> => {
  const answer = await post<NamesAnswer>(vendor, 'fields', { id: node });
  return answer.ok ? answer.names : [];
};

/** Makes the runtime ask the vendor with the selected account, deployed or not. */
const withAccount = async <T>(vendor: AnyVendor, route: string, request: object): Promise<T | Failed> => {
  const id = chosenAccount();
  if (id === '') return failure(editorText('form.noAccount'), editorText('form.chooseAccount'));
  const account = RED.nodes.node(id);
  // An account passed to a subflow is known only at run time.
  if (!account) return failure(editorText('form.unknownAccount'), editorText('form.giveId'));
  const secrets = Object.fromEntries(
    accountForm(vendor)
      .filter(isSecret)
      .map(({ name }) => [name, account.credentials?.[name] ?? DEPLOYED]),
  );
  return await post(vendor, route, { id, values: valuesOf(account), secrets, ...request });
};

/** Looks up the entries of a picker. */
export const askWith =
  (vendor: AnyVendor): Ask =>
  (source, filter) =>
    withAccount<PickAnswer>(vendor, 'pick', { source, filter } satisfies Partial<PickRequest>);

/** Reads the names of a campaign's variables. */
export const readNamesWith = (vendor: AnyVendor, operation: string, target: string): Promise<NamesAnswer> =>
  withAccount<NamesAnswer>(vendor, 'names', { operation, target } satisfies Partial<NamesRequest>);
