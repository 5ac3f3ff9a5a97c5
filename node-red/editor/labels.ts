import { operationPath, resourcePath, topicPath, vendorPath, verbPath } from '../shared/paths';
import type { OutlinedChoice, OutlinedType } from '../shared/outline';
import { choiceOf, typeOf, vendorOf } from './outline';
import type { EditorNode } from './red';
import { catalogueText } from './texts';

const titleOf = ({ verb, topic, vendor }: OutlinedType): string =>
  catalogueText(`${verb ? verbPath(verb) : topic ? topicPath(topic) : vendorPath(vendor!)}.label`).toLowerCase();

/** An operation's name; different resources of a vendor may have operations with the same name. */
const operationTitle = ({ vendor, name }: OutlinedChoice): string => {
  const resource = Object.keys(vendor.resources).length > 1 ? ` ${catalogueText(resourcePath(vendor, name))}` : '';
  return `${catalogueText(`${vendorPath(vendor)}.label`)}${resource}: ${catalogueText(`${operationPath(vendor, name)}.label`)}`.toLowerCase();
};

export const paletteLabel = (type: string): string => titleOf(typeOf(type));

export const label = (node: EditorNode): string => {
  if (node.name) return node.name;
  const nodeType = typeOf(node.type);
  const choice = nodeType.vendor && choiceOf(nodeType, node);
  return choice ? operationTitle(choice) : titleOf(nodeType);
};

export const accountLabel = (node: EditorNode): string => node.name || catalogueText(`${vendorPath(vendorOf(node.type))}.label`);
