import { types } from 'catalogue:outline';
import { accountType, choicesIn, chosenIn, type OutlinedChoice, type OutlinedType, type OutlinedVendor } from '../shared/outline';
import type { EditorNode } from './red';

const byName = new Map(types.map((each) => [each.type, each]));
const accounts = new Map(types.flatMap(({ vendor }) => (vendor ? [[accountType(vendor), vendor] as const] : [])));

const known = <T>(found: T | undefined, type: string): T => {
  if (found === undefined) throw new Error(`The catalogue has no '${type}'`);
  return found;
};

export const typeOf = (type: string): OutlinedType => known(byName.get(type), type);

/** The vendor of an account. */
export const vendorOf = (type: string): OutlinedVendor => known(accounts.get(type), type);

/** The operation or trigger that a node stands for. */
export const choiceOf = (nodeType: OutlinedType, { vendor, operation }: Pick<EditorNode, 'vendor' | 'operation'>): OutlinedChoice | undefined =>
  chosenIn(nodeType, choicesIn(nodeType.choices, nodeType.vendor?.id ?? vendor), operation);

/** The vendor that a node or an account of this package belongs to; undefined for all others, and while none is chosen. */
export const vendorIn = (node: EditorNode): OutlinedVendor | undefined => {
  const nodeType = byName.get(node.type);
  return nodeType ? choiceOf(nodeType, node)?.vendor : accounts.get(node.type);
};
