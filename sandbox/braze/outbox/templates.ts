import { isRecord } from '../../server/body';
import { replaceMarks, type Filled } from '../../server/gaps';
import type { Addressee } from './selection';

/**
 * `{{${first_name}}}`, `{{custom_attribute.${x}}}`, `{{api_trigger_properties.${x}}}`, optionally with members and the filter "default". In a Canvas
 * `{{context.${x}}}`, formerly `{{canvas_entry_properties.${x}}}`.
 */
const MARK =
  /\{\{\s*(?:(api_trigger_properties|context|canvas_entry_properties|custom_attribute)\.)?\$\{([^}]*)\}((?:\.\w+)*)\s*(?:\|\s*default:\s*(["'])(.*?)\4\s*)?\}\}/g;

/** Names of the values that came with the request. */
const GIVEN: readonly unknown[] = ['api_trigger_properties', 'context', 'canvas_entry_properties'];

/** Profile values with a different name in templates than in the API. */
const PROFILE_NAMES: Readonly<Record<string, string>> = {
  email_address: 'email',
  phone_number: 'phone',
  city: 'home_city',
  date_of_birth: 'dob',
};

/**
 * Fills a template with a person's values ("Trigger Properties": the values "can then be referenced in your message template under the
 * api_trigger_properties namespace"). Missing values are empty, unless the template has a default.
 */
export function fill(template: string, addressee: Addressee): Filled {
  return replaceMarks(template, MARK, ([, space, name = '', members = '', , fallback]) => {
    const value = members
      .split('.')
      .slice(1)
      .reduce<unknown>((whole, member) => (isRecord(whole) ? whole[member] : undefined), valueOf(addressee, space, name.trim()));
    if (value !== undefined && value !== null && value !== '') return { text: asText(value) };
    return fallback === undefined ? { text: '', missing: (name + members).trim() } : { text: fallback };
  });
}

function valueOf({ person, properties }: Addressee, space: string | undefined, name: string): unknown {
  if (GIVEN.includes(space)) return ownValue(properties, name);
  if (!person) return undefined;
  if (space === 'custom_attribute') return ownValue(person.custom_attributes, name);
  if (name === 'user_id') return person.external_id;
  if (name === 'braze_id') return person.braze_id;
  return ownValue(person.profile, PROFILE_NAMES[name] ?? name);
}

function ownValue(values: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

export function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
