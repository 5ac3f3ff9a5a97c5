import { h, type ComponentChild, type JSX } from 'preact';

/** Names with values; those without a value are left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ComponentChild])[] }): JSX.Element {
  return h(
    'dl',
    { class: 'facts' },
    facts
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([name, value]) => h('div', { key: name }, h('dt', null, name), h('dd', null, value))),
  );
}

/** A table of two columns. */
export function Pairs({ title, pairs }: { title: string; pairs: readonly (readonly [name: string, value: ComponentChild])[] }): JSX.Element | null {
  if (pairs.length === 0) return null;
  return h(
    'section',
    { class: 'pairs' },
    h('h3', null, title),
    h(
      'table',
      null,
      h(
        'tbody',
        null,
        pairs.map(([name, value]) => h('tr', { key: name }, h('th', { scope: 'row' }, name), h('td', null, value))),
      ),
    ),
  );
}

/** What is shown where there is nothing. */
export const Empty = ({ title, text }: { title: string; text: string }): JSX.Element =>
  h('div', { class: 'empty' }, h('b', null, title), h('span', null, text));
