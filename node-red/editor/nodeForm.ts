import { camelCase, type CheckContext } from '../../engine';
import { TRIGGER, type OutlinedChoice } from '../shared/outline';
import type { DrawnField, DrawnForm, VendorPart } from '../shared/part';
import type { NamesAnswer } from '../shared/pickers';
import { problemsIn, type Problems } from '../shared/problems';
import { isFixed, migrate, TooNew, type Values } from '../shared/saved';
import { chosenAccount } from './accounts';
import { formView, type FormView } from './form';
import { offerFields } from './itemFields';
import { NotLoaded, recurrence } from './recurring';
import type { EditorNode } from './red';
import { catalogueText, editorText } from './texts';
import { askWith, credentialIn, lastFields, readNamesWith } from './vendorCalls';

/** @param account the ID of the selected account, or empty */
const contextOf = (part: VendorPart, account: string): CheckContext => ({
  now: Date.now(),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  credential: credentialIn(part, account),
  // A check does not sign anything.
  sha256: () => '',
  recurrence,
});

const problemsOf = (part: VendorPart, { form, definition }: DrawnForm, values: Values, account: string): Problems =>
  problemsIn(form, definition, values, contextOf(part, account));

/** What is wrong with a node, or true. */
export const nodeProblems = (part: VendorPart, { name }: OutlinedChoice, node: EditorNode, values: unknown): true | string[] => {
  try {
    const problems = problemsOf(part, part.formOf(name), migrate({ ...node, values }).values, node.account);
    return problems.size === 0 ? true : [...problems.values()];
  } catch (error) {
    if (error instanceof TooNew) return [error.message];
    // The node is validated again once it is there.
    if (error instanceof NotLoaded) return true;
    throw error;
  }
};

/** Reads the names for the target in a form. */
const readNames = async (part: VendorPart, name: string, { wire, path }: DrawnField, values: Values): Promise<NamesAnswer> => {
  const typed = values[camelCase(wire!)];
  const label = catalogueText(`${path}.label`);
  const refused = (why: string, todo: string): NamesAnswer => ({ ok: false, code: 'validation', message: editorText(why, { label }), todo: editorText(todo) });
  if (typed && !isFixed(typed)) return refused('form.namesLater', 'form.addNames');
  const target = String(typed?.value ?? '').trim();
  return target === '' ? refused('form.namesTarget', 'form.chooseTarget') : await readNamesWith(part, name, target);
};

/** Offers what the node's last message had. */
const offerLast = async (part: VendorPart, node: EditorNode): Promise<void> => offerFields(await lastFields(part.vendor, node.id));

export interface NodeFormOptions {
  readonly node: EditorNode;
  readonly values: Values;
  readonly wasFilledIn: boolean;
}

/** Draws the form of a node into a frame. */
export const drawNode = (frame: HTMLElement, part: VendorPart, { name }: OutlinedChoice, { node, values, wasFilledIn }: NodeFormOptions): FormView => {
  const drawn = part.formOf(name);
  const target = drawn.form.find(({ wire }) => wire !== undefined && wire === drawn.target);
  const hasMessage = !name.startsWith(TRIGGER);
  const view: FormView = formView(frame, {
    form: drawn.form,
    values,
    check: (now) => {
      try {
        return problemsOf(part, drawn, now, chosenAccount());
      } catch (error) {
        if (!(error instanceof NotLoaded)) throw error;
        void error.loaded.then(() => view.refresh());
        return new Map();
      }
    },
    ask: askWith(part),
    ...(target && { readNames: (now) => readNames(part, name, target, now) }),
    hasMessage,
    wasFilledIn,
  });
  offerFields([]);
  if (hasMessage) void offerLast(part, node);
  return view;
};
