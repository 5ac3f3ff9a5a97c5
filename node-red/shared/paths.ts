import type { AnyVendor, FormField, Topic } from '../../engine';
import { TRIGGER, type OutlinedType } from './outline';

/*
 * Where a text of the catalogue stands in the translations.
 */

type Called = Pick<AnyVendor, 'id'>;

export const verbPath = (verb: string): string => `verb.${verb}`;
export const topicPath = (topic: Topic): string => `topic.${topic}`;
export const vendorPath = ({ id }: Called): string => `vendor.${id}`;
export const operationPath = (vendor: Called, name: string): string => `${vendorPath(vendor)}.operation.${name}`;

/** Path of the name of an operation's resource. */
export const resourcePath = (vendor: Called, operation: string): string => `${vendorPath(vendor)}.resource.${operation.split('.')[0]}`;

export const accountPath = (vendor: Called, { name }: Pick<FormField, 'name'>): string => `${vendorPath(vendor)}.account.${name}`;

/** Path of an option's texts below its field's; dots and colons separate paths, but occur in values such as URLs. */
export const optionPath = (value: string): string => `option.${value.replace(/[.:]/g, '_') || '_'}`;

/** Whose words a field's texts are: those of all forms, of all forms of the vendor, or of one operation alone. */
export type WordsOf = 'all' | 'vendor' | 'operation';

/** Path of a form field's texts. */
export const wordsPath = (vendor: Called, operation: string, { name, wire }: Pick<FormField, 'name' | 'wire'>, of: WordsOf): string => {
  const end = `${wire === undefined ? 'form' : 'field'}.${name}`;
  if (of === 'all') return end;
  return `${of === 'vendor' ? vendorPath(vendor) : operationPath(vendor, operation)}.${end}`;
};

/** Paths of the texts by which a node is found: its own names, its vendors and their channels, and what its operations are called. */
export const searchPaths = ({ verb, topic, choices }: OutlinedType): readonly string[] => {
  const own = verb ? verbPath(verb) : topic ? topicPath(topic) : undefined;
  return [
    ...new Set([
      ...(own === undefined ? [] : [`${own}.label`, `${own}.words`]),
      ...choices.flatMap(({ vendor, name }) => [
        `${vendorPath(vendor)}.label`,
        `${vendorPath(vendor)}.words`,
        ...(name.startsWith(TRIGGER) ? [] : [resourcePath(vendor, name)]),
        `${operationPath(vendor, name)}.label`,
      ]),
    ]),
  ];
};
