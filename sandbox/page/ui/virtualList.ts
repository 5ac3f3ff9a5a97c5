import { h, type ComponentChild, type JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Pages } from '../pages';
import { Empty } from './facts';

/** Rows above and below the visible ones, so that none is missing while somebody scrolls. */
const MARGIN = 8;

interface ListProps<Row> {
  readonly label: string;
  readonly pages: Pages<Row>;
  readonly rowHeight: number;
  readonly draw: (row: Row) => ComponentChild;
  readonly isChosen: (row: Row) => boolean;
  readonly onChoose: (row: Row) => void;
  readonly empty: { readonly title: string; readonly text: string };
  /** Changes when the list is another one, which then starts at its top. */
  readonly listKey: string;
}

/**
 * A list of any length, of which only the visible rows exist. The focus stays on the list itself, and the chosen row is its active descendant: so no update
 * and no scrolling can take the focus away with a row.
 */
export function VirtualList<Row>({ label, pages, rowHeight, draw, isChosen, onChoose, empty, listKey }: ListProps<Row>): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [[from, to], setRange] = useState<readonly [number, number]>([0, 20]);
  const chosen = pages.indexOf(isChosen);
  const last = useRef(0);
  if (chosen >= 0) last.current = chosen;
  /** The row that is to be chosen once it has been read. */
  const wanted = useRef<number>(undefined);
  const total = pages.total ?? 0;

  const measure = (): void => {
    const { scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    const first = Math.max(0, Math.floor(scrollTop / rowHeight) - MARGIN);
    const end = Math.ceil((scrollTop + clientHeight) / rowHeight) + MARGIN;
    setRange((before) => (before[0] === first && before[1] === end ? before : [first, end]));
  };
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [total > 0]);
  useEffect(() => {
    box.current?.scrollTo(0, 0);
    measure();
  }, [listKey]);
  useEffect(() => pages.look(from, Math.min(to, Math.max(0, total - 1))));
  useEffect(() => {
    const row = wanted.current === undefined ? undefined : pages.rowAt(wanted.current);
    if (row === undefined) return;
    wanted.current = undefined;
    onChoose(row);
  });

  const choose = (index: number): void => {
    const at = Math.min(total - 1, Math.max(0, index));
    const element = box.current;
    if (element) {
      const top = at * rowHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight > element.scrollTop + element.clientHeight) element.scrollTop = top + rowHeight - element.clientHeight;
    }
    last.current = at;
    const row = pages.rowAt(at);
    if (row === undefined) wanted.current = at;
    else onChoose(row);
  };
  const press = (event: KeyboardEvent): void => {
    const aPage = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 1);
    const at = last.current;
    const goals: Readonly<Record<string, number>> = {
      ArrowDown: chosen < 0 ? at : at + 1,
      ArrowUp: at - 1,
      PageDown: at + aPage,
      PageUp: at - aPage,
      Home: 0,
      End: total - 1,
      Enter: at,
      ' ': at,
    };
    const goal = goals[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    choose(goal);
  };

  if (pages.total === undefined) return h('div', { class: 'list waiting', 'aria-busy': 'true' }, 'Reading…');
  if (total === 0) return h('div', { class: 'list' }, h(Empty, empty));
  const rows: JSX.Element[] = [];
  for (let index = from; index < Math.min(to, total); index++) {
    const row = pages.rowAt(index);
    const isOn = row !== undefined && isChosen(row);
    rows.push(
      h(
        'div',
        {
          key: index,
          id: `${listKey}-${index}`,
          role: 'option',
          class: `row${isOn ? ' on' : ''}`,
          'aria-selected': isOn,
          'aria-setsize': total,
          'aria-posinset': index + 1,
          style: { top: `${index * rowHeight}px`, height: `${rowHeight}px` },
          onClick: () => choose(index),
        },
        row === undefined ? '…' : draw(row),
      ),
    );
  }
  return h(
    'div',
    {
      ref: box,
      class: 'list',
      role: 'listbox',
      tabIndex: 0,
      'aria-label': label,
      'aria-activedescendant': chosen >= from && chosen < to ? `${listKey}-${chosen}` : undefined,
      onScroll: measure,
      onKeyDown: press,
    },
    h('div', { role: 'presentation', class: 'rows', style: { height: `${total * rowHeight}px` } }, rows),
  );
}
