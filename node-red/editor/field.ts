import { entriesFor, type FormField } from '../../engine';
import { defaultOf, type Typed, type Values } from '../shared/saved';
import { icon, make } from './dom';
import { typedIn } from './choices';
import type { ColumnOptions, DrawColumn, FieldView } from './fieldTypes';
import { groupView } from './group';
import { fits, kindsOf, type Kind } from './kinds';
import { pickerOf, type Ask, type Picker } from './picker';
import { namesButton, type ReadNames } from './names';
import type { TypedOption, Widget } from './red';
import { hintOf } from './hint';
import { rowsEditor, type RowsEditor } from './rows';
import { catalogueText, editorText } from './texts';

export interface FieldOptions extends ColumnOptions {
  /** Looks up the vendor's entries for a picker. */
  readonly ask?: Ask;
  /** Reads the names with which a list of variables can be filled. */
  readonly readNames?: ReadNames;
  /** False if no message arrives from which a value could be read. */
  readonly hasMessage?: boolean;
  /** Shows the description below the field instead of in a tooltip. */
  readonly hasHint?: boolean;
  /** A column of a group or a row. */
  readonly isColumn?: true;
}

/** What a field shows below its typed input: the columns of a group, or the rows of a list. */
interface Nested {
  readonly type: string;
  /** How it is represented in the typed input, if not by a plain label. */
  readonly kind?: TypedOption;
  readonly element: HTMLElement;
  read(): unknown;
  mark(marked: boolean): void;
}

const labelOf = (path: string, isRequired: boolean, hint: HTMLElement | undefined): HTMLElement => {
  const label = make('label', '', catalogueText(`${path}.label`));
  if (isRequired) label.append(make('span', 'campaign-must', ' *'));
  const description = catalogueText(`${path}.description`);
  if (description && !hint) RED.popover.tooltip($(label), description);
  return label;
};

const removeButton = (onRemove: () => void): HTMLElement => {
  const button = make('button', 'red-ui-button red-ui-button-small campaign-remove', icon('remove'));
  button.type = 'button';
  button.title = editorText('form.remove');
  button.addEventListener('click', onRemove);
  return button;
};

/** A list of variables with the button that fills it. */
const variablesList = (rows: RowsEditor, read: ReadNames): RowsEditor => {
  const { element } = namesButton(read, (names) => {
    const there = new Set(rows.read().map(({ variable }) => String(variable?.value ?? '').trim()));
    const added = names.filter((name) => !there.has(name));
    for (const name of added) rows.add({ variable: { type: 'str', value: name } });
    return added.length;
  });
  return { ...rows, element: make('div', 'campaign-rows-with', element, rows.element) };
};

const nestedOf = ({ field }: FormField, { path, typed, ask, readNames, isNew = false }: FieldOptions, onChange: () => void): Nested | undefined => {
  const drawColumn: DrawColumn = (column, options) => fieldView(column, { ...options, ...(ask && { ask }), isColumn: true });
  if (field.type === 'rows') {
    const saved = Array.isArray(typed.value) ? (typed.value as Values[]) : [];
    const rows = rowsEditor(field, { path, saved, drawColumn, onChange });
    return { type: 'rows', ...(readNames ? variablesList(rows, readNames) : rows) };
  }
  if (field.type !== 'group') return undefined;
  const saved = typed.type === 'group' ? (typed.value as Values) : {};
  return { type: 'group', ...groupView({ columns: field.columns, path, saved, drawColumn, required: field.required === true, isNew, onChange }) };
};

/** The vendor's list as a kind of the typed input, and the names of what was picked. */
const pickKind = (open: () => void, labels: ReadonlyMap<string, string>): TypedOption => ({
  value: 'pick',
  label: editorText('form.pick'),
  icon: 'fa fa-list',
  valueLabel: (container, value: string) => {
    const shown = make(
      'span',
      value === '' ? 'campaign-value campaign-value-none' : 'campaign-value',
      value === '' ? editorText('form.pickOne') : (labels.get(value) ?? value),
    );
    shown.title = value;
    shown.addEventListener('click', open);
    container.append(shown);
  },
  expand: Object.assign(open, { icon: 'fa-search' }),
});

/** A text that is typed, or taken from the vendor's list. */
const suggestKind = (open: () => void): TypedOption => ({
  value: 'str',
  label: editorText('form.text'),
  icon: 'fa fa-font',
  expand: Object.assign(open, { icon: 'fa-search' }),
});

/** What a field holds instead of a value of another kind. */
const plainOf = (each: FormField, kinds: readonly Kind[]): Typed => {
  const plain = defaultOf(each);
  return fits(kinds, plain.type) ? plain : { ...plain, type: 'str' };
};

/** Draws a field: a typed input, and its parts below it. */
export const fieldView = (each: FormField, options: FieldOptions): FieldView => {
  const { name, field } = each;
  const { path, ask, isColumn, onChange, onRemove } = options;
  const input = make('input');
  input.type = 'text';
  const placeholder = catalogueText(`${path}.placeholder`);
  if (placeholder) input.placeholder = placeholder;
  const problem = make('div', 'campaign-problem');
  const hint = options.hasHint ? hintOf(path) : undefined;
  const label = labelOf(path, isColumn === true && field.required === true, hint);
  const element = make('div', 'form-row campaign-field', label, input, problem, ...(hint ? [hint] : []));
  if (isColumn) element.dataset.column = name;
  else element.dataset.field = name;
  if (onRemove) element.insertBefore(removeButton(onRemove), problem);

  const widget: Widget = $(input);
  const labels = new Map<string, string>();
  let picker: Picker | undefined;
  const from = entriesFor(field);
  if (ask && from) {
    picker = pickerOf(from, ask, (entry) => {
      labels.set(entry.value, entry.label);
      widget.typedInput('value', entry.value);
    });
    element.insertBefore(picker.element, problem);
  }
  const nested = nestedOf(each, options, () => changed());
  if (nested) element.insertBefore(nested.element, problem);
  const special = nested?.kind ?? (picker && (field.type === 'text' ? suggestKind : pickKind)(() => picker?.toggle(), labels));
  const kinds = kindsOf(each, path, special, options.typed.value).filter((kind) => options.hasMessage !== false || kind !== 'msg');
  const typed = fits(kinds, options.typed.type) ? options.typed : plainOf(each, kinds);
  if (typed.label !== undefined) labels.set(String(typed.value), typed.label);

  let ready = false;
  const changed = (): void => {
    const type = widget.typedInput('type');
    if (nested) nested.element.hidden = type !== nested.type;
    if (type !== 'pick') picker?.close();
    if (!ready) return;
    view.touched = true;
    onChange();
  };
  const view: FieldView = {
    name,
    element,
    touched: false,
    read() {
      const typed = typedIn(widget);
      if (typed.type === nested?.type) return { type: typed.type, value: nested.read() };
      const label = typed.type === 'pick' ? labels.get(String(typed.value)) : undefined;
      return { ...typed, ...(label !== undefined && { label }) };
    },
    show(shown) {
      element.hidden = !shown;
    },
    mark(why, isExplained) {
      // The typed input removes its own mark when its own check, which only knows types, passes.
      element.classList.toggle('campaign-invalid', why !== undefined);
      problem.replaceChildren(...(why && isExplained ? [icon('exclamation-triangle'), ` ${why}`] : []));
      nested?.mark(why !== undefined);
    },
    focus() {
      const [first] = [...element.querySelectorAll<HTMLElement>('.red-ui-typedInput-input, .red-ui-typedInput-option-trigger')].filter(
        (each) => each.offsetParent !== null,
      );
      first?.focus();
    },
  };

  widget.typedInput({ types: kinds, default: typed.type });
  widget.typedInput('width', `calc(100% - ${onRemove ? 172 : 140}px)`);
  widget.typedInput('type', typed.type);
  if (typed.type !== nested?.type) widget.typedInput('value', String(typed.value ?? ''));
  widget.on('change', changed);
  // The widget itself only fires when its input loses focus.
  element.addEventListener('input', changed);
  changed();
  ready = true;
  return view;
};
