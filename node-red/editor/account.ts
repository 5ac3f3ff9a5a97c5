import { VERSION } from '../shared/migrations';
import type { AccountView } from './accountForm';
import { find } from './dom';
import { drawInto, readyFor } from './loading';
import { vendorOf } from './outline';
import type { EditorNode } from './red';

/** For the red triangle on an account: true, or what is wrong. True as well until it can be told; the account is then validated again. */
export const validateAccount = (node: EditorNode, values: unknown): true | string[] => {
  const ready = readyFor(vendorOf(node.type));
  return ready ? ready.forms.accountProblemsOf(ready.part, node, values) : true;
};

/** The open form, once it is drawn. */
let view: AccountView | undefined;

/** `oneditprepare` of an account */
export const openAccount = (node: EditorNode): void => {
  view = undefined;
  const frame = find('.campaign-account-form');
  drawInto(frame, vendorOf(node.type), ({ forms, part }) => {
    view = forms.drawAccount(frame, part, node);
  });
};

/** `oneditsave` of an account */
export const saveAccount = (node: EditorNode): void => {
  // What was not drawn was not changed, and stays in the form of its version.
  if (view) {
    node.values = view.read();
    node.version = VERSION;
  }
  closeAccount();
};

export const closeAccount = (): void => {
  view = undefined;
};
