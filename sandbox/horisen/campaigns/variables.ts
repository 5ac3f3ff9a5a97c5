import { replaceMarks, type Filled } from '../../server/gaps';
import type { Contact } from '../contacts';
import type { Content } from './campaign';

/** Members with text for people, which may therefore contain `{name}`. */
const TEXTS = ['template', 'webpush_title', 'webpush_body', 'webpush_target_url', 'webpush_icon', 'webpush_image'] as const;
const IS_SERIALISED = (content: Content): boolean => content.sending_type !== 'sms' && content.sending_type !== 'webpush';

/**
 * Replaces `{name}` with the values of `template_vars` (HORISEN Campaign API, 1.4 and 4.2). In a serialized document a value is inside a string, so its
 * quotes are escaped. A name without a value is left unchanged.
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

/** Replaces `@first_name` and the like with a contact's values, or nothing if there is none. Other words, and email addresses, are left unchanged. */
export function fillContact(text: string, contact: Contact, fields: ReadonlySet<string>): Filled {
  return replaceMarks(text, /(?<![\w.])@([a-z][a-z_]*[a-z0-9]*)|\{(\w+)\}/g, ([mark, field, variable]) => {
    // A variable that has stayed since the campaign was cloned.
    if (variable !== undefined) return { text: mark, missing: variable };
    if (field === undefined || !fields.has(field)) return { text: mark };
    const value = contact.values[field] ?? '';
    return value === '' ? { text: '', missing: field } : { text: value };
  });
}
