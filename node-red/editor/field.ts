import type { FormField } from '../../engine';
import { defaultOf, type Typed, type Values } from '../shared/saved';
import { icon, make } from './dom';
import { typedIn } from './choices';
import { groupView } from './group';
import { fits, kindsOf, type Kind } from './kinds';
import { pickerOf, type Ask, type Picker } from './picker';
import type { TypedOption, Widget } from './red';
import { rowsEditor } from './rows';
import { own, text } from './texts';

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
  focus(): void;
}

export interface FieldOptions {
  /** Where its texts stand. */
  readonly path: string;
  readonly typed: Typed;
  /** Looks up what the vendor has to pick from. */
  readonly ask?: Ask;
  /** False where no message comes in that a value could be read from. */
  readonly hasMessage?: boolean;
  /** A column of a group or a row. */
  readonly isColumn?: true;
  /** Somebody has just asked for it. */
  readonly isNew?: boolean;
  readonly onChange: (view: FieldView) => void;
  /** For a field that can be taken away again. */
  readonly onRemove?: () => void;
}

/** What a field has below its typed input: the columns of a group, or the rows of a list. */
interface Below {
  readonly type: string;
  /** How it stands in the typed input, where that is not just a word. */
  readonly kind?: TypedOption;
  readonly element: HTMLElement;
  read(): unknown;
  mark(marked: boolean): void;
}

const labelOf = (path: string, isMust: boolean): HTMLElement => {
  const label = make('label', '', text(`${path}.label`));
  if (isMust) label.append(make('span', 'campaign-must', ' *'));
  const description = text(`${path}.description`);
  if (description) RED.popover.tooltip($(label), description);
  return label;
};

const removeButton = (onRemove: () => void): HTMLElement => {
  const button = make('button', 'red-ui-button red-ui-button-small campaign-remove', icon('remove'));
  button.type = 'button';
  button.title = own('form.remove');
  button.addEventListener('click', onRemove);
  return button;
};

const belowOf = ({ field }: FormField, { path, typed, ask, isNew = false }: FieldOptions, onChange: () => void): Below | undefined => {
  if (field.type === 'rows') {
    const rows = rowsEditor(field, path, Array.isArray(typed.value) ? (typed.value as Values[]) : [], onChange, ask);
    return { type: 'rows', ...rows };
  }
  if (field.type !== 'group') return undefined;
  const saved = typed.type === 'group' ? (typed.value as Values) : {};
  return { type: 'group', ...groupView({ columns: field.columns, path, saved, ...(ask && { ask }), required: field.required === true, isNew, onChange }) };
};

/** The list of the vendor's entries as a kind of the typed input, and the names of what was picked. */
const pickKind = (open: () => void, labels: ReadonlyMap<string, string>): TypedOption => ({
  value: 'pick',
  label: own('form.pick'),
  icon: 'fa fa-list',
  valueLabel: (container, value: string) => {
    const shown = make(
      'span',
      value === '' ? 'campaign-value campaign-value-none' : 'campaign-value',
      value === '' ? own('form.pickOne') : (labels.get(value) ?? value),
    );
    shown.title = value;
    shown.addEventListener('click', open);
    container.append(shown);
  },
  expand: Object.assign(open, { icon: 'fa-search' }),
});

/** What a field holds in place of something of another kind. */
const plainOf = (each: FormField, kinds: readonly Kind[]): Typed => {
  const plain = defaultOf(each);
  return fits(kinds, plain.type) ? plain : { ...plain, type: 'str' };
};

/** Draws a field: a typed input, and below it what belongs to it. */
export const fieldView = (each: FormField, options: FieldOptions): FieldView => {
  const { name, field } = each;
  const { path, ask, isColumn, onChange, onRemove } = options;
  const input = make('input');
  input.type = 'text';
  const placeholder = text(`${path}.placeholder`);
  if (placeholder) input.placeholder = placeholder;
  const problem = make('div', 'campaign-problem');
  const element = make('div', 'form-row campaign-field', labelOf(path, isColumn === true && field.required === true), input, problem);
  if (isColumn) element.dataset.column = name;
  else element.dataset.field = name;
  if (onRemove) element.insertBefore(removeButton(onRemove), problem);

  const widget: Widget = $(input);
  const labels = new Map<string, string>();
  let picker: Picker | undefined;
  if (ask && 'loadOptions' in field) {
    picker = pickerOf(field.loadOptions, ask, (entry) => {
      labels.set(entry.value, entry.label);
      widget.typedInput('value', entry.value);
    });
    element.insertBefore(picker.element, problem);
  }
  const below = belowOf(each, options, () => changed());
  if (below) element.insertBefore(below.element, problem);
  const special = below?.kind ?? (picker && pickKind(() => picker?.toggle(), labels));
  const kinds = kindsOf(each, path, special).filter((kind) => options.hasMessage !== false || kind !== 'msg');
  const typed = fits(kinds, options.typed.type) ? options.typed : plainOf(each, kinds);
  if (typed.label !== undefined) labels.set(String(typed.value), typed.label);

  let ready = false;
  const changed = (): void => {
    const type = widget.typedInput('type');
    if (below) below.element.hidden = type !== below.type;
    if (type !== 'pick') picker?.close();
    if (!ready) return;
    view.touched = true;
    onChange(view);
  };
  const view: FieldView = {
    name,
    element,
    touched: false,
    read() {
      const typed = typedIn(widget);
      if (typed.type === below?.type) return { type: typed.type, value: below.read() };
      const label = typed.type === 'pick' ? labels.get(String(typed.value)) : undefined;
      return { ...typed, ...(label !== undefined && { label }) };
    },
    show(shown) {
      element.hidden = !shown;
    },
    mark(why, said) {
      // The typed input takes its own mark away when its own check, which knows only types, is content.
      element.classList.toggle('campaign-invalid', why !== undefined);
      problem.replaceChildren(...(why && said ? [icon('exclamation-triangle'), ` ${why}`] : []));
      below?.mark(why !== undefined);
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
  if (typed.type !== below?.type) widget.typedInput('value', String(typed.value ?? ''));
  widget.on('change', changed);
  // The widget itself speaks up only when its input is left.
  element.addEventListener('input', changed);
  changed();
  ready = true;
  return view;
};
