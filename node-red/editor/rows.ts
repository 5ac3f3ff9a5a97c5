import type { Field, Rows } from '../../engine';
import { fixedType, type Typed, type Values } from '../shared/saved';
import { make } from './dom';
import { LATER } from './field';
import type { TypedOption, Widget } from './red';
import { own, text } from './texts';

export interface RowsEditor {
  readonly element: HTMLElement;
  read(): readonly Values[];
}

/** What a list inside a list is written as. */
const cellType = (field: Field): string => (fixedType(field) === 'rows' ? 'json' : fixedType(field));

const cellTypes = (field: Field, path: string): readonly (string | TypedOption)[] =>
  'options' in field
    ? [
        { value: 'choice', label: own('form.choice'), options: field.options.map(({ value }) => ({ value, label: text(`${path}.option.${value}.label`) })) },
        ...LATER,
      ]
    : [cellType(field), ...LATER];

/** An editable list of small rows, one typed input for each column. */
export const rowsEditor = ({ columns }: Rows, path: string, saved: readonly Values[], onChange: () => void): RowsEditor => {
  const list = make('ol', 'campaign-rows');
  const element = make('div', 'campaign-rows-frame', list);
  const inputs = new WeakMap<HTMLElement, ReadonlyMap<string, Widget>>();
  let ready = false;
  const changed = (): void => {
    if (ready) onChange();
  };

  const draw = (container: HTMLElement, row: Values): void => {
    const cells = new Map<string, Widget>();
    const frame = make('div', 'campaign-row');
    container.append(frame);
    for (const [name, column] of Object.entries(columns)) {
      const below = `${path}.column.${name}`;
      const input = make('input');
      input.type = 'text';
      input.placeholder = text(`${below}.label`);
      const cell = make('div', 'campaign-cell', input);
      frame.append(cell);
      RED.popover.tooltip($(cell), text(`${below}.description`));
      const typed: Typed = row[name] ?? { type: 'options' in column ? 'choice' : cellType(column), value: '' };
      const widget = $(input);
      widget.typedInput({ types: cellTypes(column, below), default: typed.type });
      widget.typedInput('width', '100%');
      widget.typedInput('type', typed.type);
      widget.typedInput('value', String(typed.value ?? ''));
      widget.on('change', changed);
      cells.set(name, widget);
    }
    inputs.set(container, cells);
  };

  const widget = $(list);
  widget.editableList<{ readonly row?: Values }>({
    addItem: (container, _index, data) => {
      draw(container[0]!, data.row ?? {});
      changed();
    },
    removeItem: changed,
    sortItems: changed,
    sortable: true,
    removable: true,
    height: 'auto',
    addButton: own('form.add'),
  });
  for (const row of saved) widget.editableList('addItem', { row });
  ready = true;

  return {
    element,
    read() {
      const rows: Values[] = [];
      element.querySelectorAll<HTMLElement>('.red-ui-editableList-item-content').forEach((container) => {
        const cells = inputs.get(container);
        if (!cells) return;
        const row = [...cells].map(([name, cell]): [string, Typed] => [name, { type: cell.typedInput('type'), value: cell.typedInput('value') }]);
        rows.push(Object.fromEntries(row.filter(([, { value }]) => value !== '')));
      });
      return rows;
    },
  };
};
