import type { Field, FormField } from '../../engine';
import { fixedType, type Typed } from '../shared/saved';
import { icon, make } from './dom';
import type { TypedOption, Widget } from './red';
import { rowsEditor, type RowsEditor } from './rows';
import { own, text } from './texts';

/** Types whose value is known only when a message comes. */
export const LATER = ['msg', 'flow', 'global', 'env', 'jsonata'] as const;

const choiceType = (field: Field, path: string): TypedOption => ({
  value: 'choice',
  label: own('form.choice'),
  icon: 'fa fa-list-ul',
  options: 'options' in field ? field.options.map(({ value }) => ({ value, label: text(`${path}.option.${value}.label`) })) : [],
});

/** The ways in which a field can be filled, the plain one first. */
export const typesOf = (field: Field, path: string): readonly (string | TypedOption)[] => {
  switch (fixedType(field)) {
    case 'choice':
      return [choiceType(field, path), ...LATER];
    case 'rows':
      return [{ value: 'rows', label: own('form.list'), icon: 'fa fa-list', hasValue: false }, 'json', ...LATER];
    case 'num':
    case 'bool':
    case 'json':
      return [fixedType(field), ...LATER];
    default:
      if (field.type === 'file') return [{ value: 'str', label: own('form.path'), icon: 'fa fa-file-o' }, ...LATER];
      return field.type === 'list' ? ['str', 'json', ...LATER] : ['str', ...LATER];
  }
};

/** One field of a form on the screen. */
export interface FieldView {
  readonly name: string;
  readonly element: HTMLElement;
  /** Whether the user has changed it since the form was opened. */
  touched: boolean;
  read(): Typed;
  show(shown: boolean): void;
  /** Marks it red, and says why below it where `said`. */
  mark(problem: string | undefined, said: boolean): void;
}

export interface FieldOptions {
  /** Where its texts stand. */
  readonly path: string;
  readonly typed: Typed;
  readonly onChange: (view: FieldView) => void;
}

const labelOf = (path: string): HTMLElement => {
  const label = make('label', '', text(`${path}.label`));
  const description = text(`${path}.description`);
  if (description) RED.popover.tooltip($(label), description);
  return label;
};

/** Draws a field: a typed input, and below it a list where the field is one. */
export const fieldView = ({ name, field }: FormField, { path, typed, onChange }: FieldOptions): FieldView => {
  const input = make('input');
  input.type = 'text';
  const placeholder = text(`${path}.placeholder`);
  if (placeholder) input.placeholder = placeholder;
  const problem = make('div', 'campaign-problem');
  const element = make('div', 'form-row campaign-field', labelOf(path), input, problem);
  element.dataset.field = name;

  let rows: RowsEditor | undefined;
  let ready = false;
  const changed = (): void => {
    if (rows) rows.element.hidden = widget.typedInput('type') !== 'rows';
    if (!ready) return;
    view.touched = true;
    onChange(view);
  };
  const widget: Widget = $(input);
  const view: FieldView = {
    name,
    element,
    touched: false,
    read() {
      const type = widget.typedInput('type');
      return type === 'rows' && rows ? { type, value: rows.read() } : { type, value: widget.typedInput('value') };
    },
    show(shown) {
      element.hidden = !shown;
    },
    mark(why, said) {
      // The typed input takes its own mark away when its own check, which knows only types, is content.
      element.classList.toggle('campaign-invalid', why !== undefined);
      problem.replaceChildren(...(why !== undefined && said ? [icon('exclamation-triangle'), ` ${why}`] : []));
    },
  };

  widget.typedInput({ types: typesOf(field, path), default: typed.type });
  widget.typedInput('width', 'calc(100% - 140px)');
  if (field.type === 'rows') {
    rows = rowsEditor(field, path, Array.isArray(typed.value) ? typed.value : [], changed);
    element.insertBefore(rows.element, problem);
  }
  widget.typedInput('type', typed.type);
  if (typed.type !== 'rows') widget.typedInput('value', String(typed.value ?? ''));
  widget.on('change', changed);
  // The widget itself speaks up only when its input is left.
  element.addEventListener('input', changed);
  changed();
  ready = true;
  return view;
};
