import type { Rows } from '../../engine';
import { columnsForm } from '../shared/columns';
import { defaultOf, savedIn, type Values } from '../shared/saved';
import { typedIn } from './choices';
import { columnsView, valuesToSave, type ColumnsOptions } from './columns';
import { make } from './dom';
import { fits, fitsCell, kindsOf } from './kinds';
import type { Widget } from './red';
import { catalogueText, editorText } from './texts';

export interface RowsEditor {
  readonly element: HTMLElement;
  read(): readonly Values[];
  /** Adds a row after the others. */
  add(row: Values): void;
  /** Marks what is invalid by itself. */
  mark(marked: boolean): void;
}

/** One row on the screen. */
type RowView = Pick<RowsEditor, 'mark'> & { readonly element: HTMLElement; read(): Values };

/** Maximum number of cells that fit side by side. */
const MOST_CELLS = 3;

const isNarrow = ({ columns }: Rows): boolean => Object.keys(columns).length <= MOST_CELLS && Object.values(columns).every(fitsCell);

/** One typed input for each column, side by side. */
const cellsView = ({ columns }: Rows, path: string, row: Values, onChange: () => void): RowView => {
  const element = make('div', 'campaign-row');
  const cells = columnsForm(columns).map((column) => {
    const columnPath = `${path}.column.${column.name}`;
    const input = make('input');
    input.type = 'text';
    input.placeholder = catalogueText(`${columnPath}.label`);
    const cell = make('div', 'campaign-cell', input);
    cell.dataset.column = column.name;
    element.append(cell);
    RED.popover.tooltip($(cell), [catalogueText(`${columnPath}.label`), catalogueText(`${columnPath}.description`)].filter((each) => each !== '').join(': '));
    const kinds = kindsOf(column, columnPath);
    const saved = savedIn(row, column);
    const typed = saved && fits(kinds, saved.type) ? saved : defaultOf(column);
    const widget: Widget = $(input);
    widget.typedInput({ types: kinds, default: typed.type });
    widget.typedInput('width', '100%');
    widget.typedInput('type', typed.type);
    widget.typedInput('value', String(typed.value ?? ''));
    widget.on('change', onChange);
    return [column.name, widget] as const;
  });
  return {
    element,
    read: () => valuesToSave(columns, Object.fromEntries(cells.map(([name, cell]) => [name, typedIn(cell)])), true),
    mark: () => undefined,
  };
};

interface RowsOptions extends Pick<ColumnsOptions, 'path' | 'drawColumn' | 'onChange'> {
  readonly saved: readonly Values[];
}

/** An editable list of rows: small ones on a line each, larger ones as small forms. */
export const rowsEditor = (field: Rows, { path, saved, drawColumn, onChange }: RowsOptions): RowsEditor => {
  const list = make('ol', 'campaign-rows');
  const element = make('div', 'campaign-rows-frame', list);
  const views = new WeakMap<HTMLElement, RowView>();
  let ready = false;
  const changed = (): void => {
    if (ready) onChange();
  };
  const viewOf = (row: Values): RowView =>
    isNarrow(field)
      ? cellsView(field, path, row, changed)
      : columnsView({ columns: field.columns, path, saved: row, drawColumn, keepDefaults: true, onChange: changed });
  const rowViews = (): readonly RowView[] =>
    // Rows inside a row have their own containers.
    [...list.children].flatMap((item) => {
      const container = item.querySelector<HTMLElement>('.red-ui-editableList-item-content');
      const view = container && views.get(container);
      return view ? [view] : [];
    });

  const widget = $(list);
  widget.editableList<{ readonly row?: Values }>({
    addItem: (container, _index, data) => {
      const view = viewOf(data.row ?? {});
      views.set(container[0]!, view);
      container.append(view.element);
      changed();
    },
    removeItem: changed,
    sortItems: changed,
    sortable: true,
    removable: true,
    height: 'auto',
    addButton: editorText('form.add'),
  });
  for (const row of saved) widget.editableList('addItem', { row });
  ready = true;

  return {
    element,
    read: () => rowViews().map((row) => row.read()),
    add: (row) => void widget.editableList('addItem', { row }),
    mark: (marked) => rowViews().forEach((row) => row.mark(marked)),
  };
};
