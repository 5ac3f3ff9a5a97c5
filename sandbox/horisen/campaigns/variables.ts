import type { Contact } from '../contacts';
import type { Content } from './campaign';

/** Members whose text people see, and which may therefore hold `{name}`. */
const TEXTS = ['template', 'webpush_title', 'webpush_body', 'webpush_target_url', 'webpush_icon', 'webpush_image'] as const;
const IS_SERIALISED = (content: Content): boolean => content.sending_type !== 'sms' && content.sending_type !== 'webpush';

/**
 * Puts the values of `template_vars` in the place of `{name}` (HORISEN Campaign API, 1.4 and 4.2). In a serialised document a value stands
 * inside a string, so that its quotes are escaped. A name that is not given stays as it is.
 */
export function fillVariables<C extends Content>(content: C, variables: Readonly<Record<string, string>>): C {
  const escape = IS_SERIALISED(content) ? (value: string): string => JSON.stringify(value).slice(1, -1) : (value: string): string => value;
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (mark, name: string) => (Object.hasOwn(variables, name) ? escape(variables[name] as string) : mark));
  const filled = Object.fromEntries(TEXTS.flatMap((name) => (typeof content[name] === 'string' ? [[name, fill(content[name])]] : [])));
  return { ...content, ...filled };
}

/** Names of the variables in a campaign's texts. */
export function variablesIn(content: Content): string[] {
  const names = TEXTS.flatMap((name) => [...(content[name] ?? '').matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string));
  return [...new Set(names)];
}

/** Puts a contact's values in the place of `@first_name` and the like; nothing where the contact has none. Other words, and e-mail addresses, stay as they are. */
export function fillContact(text: string, contact: Contact, fields: ReadonlySet<string>): string {
  return text.replace(/(?<![\w.])@([a-z][a-z_]*[a-z0-9]*)/g, (mark, name: string) => (fields.has(name) ? (contact.values[name] ?? '') : mark));
}
