import { h, type JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** Letters in quick succession are one search. */
const PAUSE_MS = 150;

/** A search box whose text is used a moment after it was typed. */
export function Search({ label, value, onSearch }: { label: string; value: string; onSearch: (text: string) => void }): JSX.Element {
  const [text, setText] = useState(value);
  const timer = useRef<number>(undefined);
  const sent = useRef(value);
  useEffect(() => {
    // Changed from elsewhere, such as by a link to a person.
    if (value !== sent.current) setText((sent.current = value));
  }, [value]);
  const type = (next: string): void => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => onSearch((sent.current = next.trim())), PAUSE_MS);
  };
  return h('input', {
    type: 'search',
    class: 'search',
    placeholder: label,
    'aria-label': label,
    value: text,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => type(currentTarget.value),
  });
}
