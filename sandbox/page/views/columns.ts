import { h, type ComponentChildren, type JSX } from 'preact';

/** A list with its filters, and beside it what is chosen. */
export function Columns({
  filters,
  list,
  below,
  label,
  detail,
}: {
  filters: ComponentChildren;
  list: ComponentChildren;
  below?: ComponentChildren;
  label: string;
  detail: ComponentChildren;
}): JSX.Element {
  return h(
    'div',
    { class: 'view' },
    h('div', { class: 'filters' }, filters),
    h('div', { class: 'pane' }, list, below),
    h('section', { class: 'detail', 'aria-label': label, tabIndex: 0 }, detail),
  );
}

/** On a narrow screen what is chosen is below the list. */
export function showDetail(): void {
  if (matchMedia('(max-width: 900px)').matches) document.querySelector('.detail')?.scrollIntoView({ block: 'start' });
}
