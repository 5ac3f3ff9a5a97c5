import type { AnyVendor } from '../../engine';
import { accountType } from '../shared/outline';
import { find, make } from './dom';
import type { EditorNode } from './red';

type Called = Pick<AnyVendor, 'id'>;

const SELECT = '#node-input-account';

/** Values of the account select that do not stand for an account. */
const NO_ACCOUNT = ['', '_ADD_'];

const select = (): HTMLSelectElement => find<HTMLSelectElement>(SELECT);

/** The ID of the account selected in the open dialog; empty if none is. */
export const chosenAccount = (): string => {
  const { value } = select();
  return NO_ACCOUNT.includes(value) ? '' : value;
};

export const hasAccounts = (vendor: Called): boolean => {
  let found = false;
  RED.nodes.eachConfig(({ type }) => {
    found ||= type === accountType(vendor);
  });
  return found;
};

/** Offers a vendor's accounts instead of another's. */
export const offerAccounts = (node: EditorNode, vendor: Called): void => {
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
