import type { Values } from '../shared/saved';
import { columnsView, type ColumnsOptions, type ColumnsView } from './columns';
import { make } from './dom';
import type { TypedOption } from './red';
import { catalogueText, editorText } from './texts';

export interface GroupOptions extends Omit<ColumnsOptions, 'keepDefaults'> {
  readonly required: boolean;
  /** The user has just added it. */
  readonly isNew: boolean;
}

/** The columns of one nested object, collapsed while it is empty. */
export interface GroupView {
  /** The kind of typed input that says which columns are filled, and expands or collapses them. */
  readonly kind: TypedOption;
  readonly element: HTMLElement;
  read(): Values;
  mark(marked: boolean): void;
}

export const groupView = ({ columns, path, saved, drawColumn, required, isNew, onChange }: GroupOptions): GroupView => {
  let view: ColumnsView | undefined;
  const body = make('div', 'campaign-group-body');
  const element = make('div', 'campaign-group', body);
  const summary = make('span', 'campaign-value');
  summary.setAttribute('role', 'button');
  const read = (): Values => view?.read() ?? saved;

  const updateSummary = (): void => {
    const names = Object.keys(read());
    const labels = names.map((name) => catalogueText(`${path}.column.${name}.label`) || name);
    summary.textContent = names.length > 0 ? labels.join(', ') : editorText('form.none');
    summary.classList.toggle('campaign-value-none', names.length === 0);
    summary.setAttribute('aria-expanded', String(!body.hidden));
  };
  const changed = (): void => {
    updateSummary();
    onChange();
  };
  const setOpen = (open: boolean): void => {
    // A form may have many groups; widgets of collapsed ones are not created.
    if (open && !view) {
      view = columnsView({ columns, path, saved, drawColumn, keepDefaults: required, onChange: changed });
      body.append(view.element);
    }
    body.hidden = !open;
    updateSummary();
  };
  const toggle = (): void => setOpen(Boolean(body.hidden));
  setOpen(required || isNew || Object.keys(saved).length > 0);
  summary.addEventListener('click', toggle);

  return {
    kind: {
      value: 'group',
      label: editorText('form.fields'),
      icon: 'fa fa-list-alt',
      valueLabel: (container) => void container.append(summary),
      expand: Object.assign(toggle, { icon: 'fa-angle-down' }),
    },
    element,
    read,
    mark: (marked) => view?.mark(marked),
  };
};
