import { offeredBy, type Field, type FormField } from '../../engine';
import { optionPath } from '../shared/paths';

/** Looks up a text below the set's name, in one language. */
export type Say = (path: string) => string;

export const inCatalogue =
  (say: Say): Say =>
  (path) =>
    say(`catalogue.${path}`);

export const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
export const sentence = (text: string): string => `${escaped(text)}${/[.!?]$/.test(text) ? '' : '.'}`;

const KINDS: Readonly<Record<Field['type'], string>> = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  dateTime: 'string',
  json: 'json',
  list: 'array',
  file: 'string | buffer',
  choice: 'string',
  rows: 'array',
  group: 'object',
};

/** An input, an output or a field. */
export const property = (name: string, kind: string, text: string, optional = false): string =>
  `<dt${optional ? ' class="optional"' : ''}>${escaped(name)} <span class="property-type">${escaped(kind)}</span></dt>\n<dd>${text}</dd>`;

export const properties = (entries: readonly string[]): string => `<dl class="message-properties">\n${entries.join('\n')}\n</dl>`;

const optionsOf = (say: Say, path: string, field: Field): string =>
  offeredBy(field).length > 0
    ? `<ul>${offeredBy(field)
        .map(({ value, description }) => {
          const label = escaped(say(`${path}.${optionPath(value)}.label`));
          return `<li>${label}${description === undefined ? '' : `: ${sentence(say(`${path}.${optionPath(value)}.description`))}`}</li>`;
        })
        .join('')}</ul>`
    : '';

export const fieldHelp = (say: Say, path: string, { field }: FormField): string =>
  property(say(`${path}.label`), KINDS[field.type], `${sentence(say(`${path}.description`))}${optionsOf(say, path, field)}`, !field.required);

/** A part of which only the title is seen until it is clicked; parts of the same group close each other. */
export const folded = (title: string, body: string, { group, open = false }: { readonly group?: string; readonly open?: boolean } = {}): string =>
  `<details class="campaign-help"${group === undefined ? '' : ` name="${group}"`}${open ? ' open' : ''}>\n<summary>${title}</summary>\n${body}\n</details>`;
