import { h, type ComponentChildren, type JSX } from 'preact';
import { useRef } from 'preact/hooks';

/** How far an arrow key moves. */
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Controls that are one stop of the Tab key together; arrow keys move among them. */
export function Toolbar({
  label,
  role = 'toolbar',
  className,
  children,
}: {
  label: string;
  role?: string;
  className?: string;
  children?: ComponentChildren;
}): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  const buttons = (): HTMLButtonElement[] => [...(element.current?.querySelectorAll('button') ?? [])];
  const move = (event: KeyboardEvent): void => {
    const all = buttons();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const step = STEPS[event.key];
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? all.length - 1 : step === undefined ? -1 : (at + step + all.length) % all.length;
    if (at < 0 || next < 0) return;
    event.preventDefault();
    all[next]?.focus();
  };
  /** The one that the Tab key comes to is the last that had the focus, or the first. */
  const settle = (): void => {
    const all = buttons();
    const active = all.find((button) => button === document.activeElement) ?? all.find((button) => button.tabIndex === 0) ?? all[0];
    for (const button of all) button.tabIndex = button === active ? 0 : -1;
  };
  return h(
    'div',
    {
      ref: (node: HTMLDivElement | null) => ((element.current = node), settle()),
      role,
      'aria-label': label,
      class: className,
      onKeyDown: move,
      onFocusIn: settle,
    },
    children,
  );
}
