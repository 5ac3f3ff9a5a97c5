import { h, type JSX } from 'preact';
import type { Counts } from '../api';
import { number } from '../format';
import { toggled } from '../route';

/** A filter that is switched on and off, with how much it finds. */
export interface Chip {
  readonly value: string;
  readonly label: string;
  readonly count?: number;
  readonly isOn: boolean;
  readonly kind?: string;
}

/** A group of filters. What counts nothing is left out, unless it is on. */
export function ChipGroup({
  label,
  chips,
  most = 8,
  onToggle,
}: {
  label: string;
  chips: readonly Chip[];
  most?: number;
  onToggle: (value: string) => void;
}): JSX.Element | null {
  const useful = chips.filter(({ count, isOn }) => isOn || count === undefined || count > 0);
  const listed = useful.filter(({ isOn }, index) => isOn || index < most);
  if (listed.length === 0) return null;
  return h(
    'div',
    { role: 'group', 'aria-label': label, class: 'chips' },
    h('span', { class: 'chips-label', 'aria-hidden': 'true' }, label),
    listed.map(({ value, label: text, count, isOn, kind = '' }) =>
      h(
        'button',
        { key: value, type: 'button', class: `chip ${kind}`, 'aria-pressed': isOn, onClick: () => onToggle(value) },
        text,
        count === undefined ? null : h('span', { class: 'count' }, ` ${number(count)}`),
      ),
    ),
  );
}

/** Makes groups of filters for one parameter of a query each: its values that were counted, and those that are on. */
export const countedChips =
  (query: URLSearchParams, go: (changed: URLSearchParams) => void) =>
  (
    label: string,
    name: string,
    counts: Counts,
    nameOf: (value: string) => string = (value) => value,
    kindOf: (value: string) => string = () => '',
  ): JSX.Element =>
    h(ChipGroup, {
      label,
      chips: [...new Set([...query.getAll(name), ...Object.keys(counts)])].map((value) => ({
        value,
        label: nameOf(value),
        count: counts[value] ?? 0,
        isOn: query.getAll(name).includes(value),
        kind: kindOf(value),
      })),
      onToggle: (value: string) => go(toggled(query, name, value)),
    });
