import type { Fields, FormField } from '../../engine';
import { columnsForm } from '../shared/columns';
import { formStateOf } from '../shared/formState';
import { wrongColumns } from '../shared/problems';
import { defaultOf, savedIn, type Typed, type Values } from '../shared/saved';
import { make } from './dom';
import type { DrawColumn, FieldView } from './fieldTypes';
import { catalogueText, editorText } from './texts';

/** A group or row with at most this many columns shows all of them; in a longer one, optional columns are added individually. */
const MOST_AT_ONCE = 4;

export interface ColumnsOptions {
  readonly columns: Fields;
  /** Path of the texts of the group or list. */
  readonly path: string;
  readonly saved: Values;
  readonly drawColumn: DrawColumn;
  /** Keep it even if it only contains defaults, because the user added it. */
  readonly keepDefaults: boolean;
  readonly onChange: () => void;
}

/** The columns of a group or a row, stacked vertically. */
export interface ColumnsView {
  readonly element: HTMLElement;
  read(): Values;
  /** Marks the columns that are invalid by themselves. */
  mark(marked: boolean): void;
}

const isBlank = ({ value }: Typed): boolean => value === '' || (typeof value === 'object' && value !== null && Object.keys(value as object).length === 0);

const isSame = (one: Typed, other: Typed): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A flag that a user adds is meant to be on. */
const valueWhenAdded = (each: FormField): Typed => {
  const typed = defaultOf(each);
  return typed.type === 'bool' && typed.value === '' ? { type: 'bool', value: 'true' } : typed;
};

/** The values worth saving in the visible columns. */
export const valuesToSave = (columns: Fields, typed: Values, keepDefaults: boolean): Values => {
  const { shown } = formStateOf(columnsForm(columns), typed, () => undefined);
  const filled = shown.flatMap((each): [FormField, Typed][] => {
    const value = typed[each.name];
    return value && !isBlank(value) ? [[each, value]] : [];
  });
  const isUsed = keepDefaults || filled.some(([each, value]) => each.place === 'more' || !isSame(value, defaultOf(each)));
  return isUsed ? Object.fromEntries(filled.map(([{ name }, value]) => [name, value])) : {};
};

export const columnsView = ({ columns, path, saved, drawColumn, keepDefaults, onChange }: ColumnsOptions): ColumnsView => {
  const form = columnsForm(columns);
  const isShort = form.length <= MOST_AT_ONCE;
  const isAlwaysShown = ({ place, field }: FormField): boolean => (isShort || place === 'main') && !field.isFormer;
  const adder = make('select', 'campaign-add');
  const element = make('div', 'campaign-columns', adder);
  const views = new Map<FormField, FieldView>();

  const currentValues = (): Values => Object.fromEntries([...views].map(([{ name }, view]) => [name, view.read()]));
  const pathOf = ({ name }: FormField): string => `${path}.column.${name}`;

  const fillAdder = (shown: readonly FormField[]): void => {
    const first = make('option', '', editorText('form.addField'));
    first.value = '';
    const options = shown
      .filter((each) => !views.has(each) && !each.field.isFormer)
      .map((each) => ({ name: each.name, label: catalogueText(`${pathOf(each)}.label`), description: catalogueText(`${pathOf(each)}.description`) }))
      .sort((one, other) => one.label.localeCompare(other.label))
      .map(({ name, label, description }) => {
        const option = make('option', '', label);
        option.value = name;
        option.title = description;
        return option;
      });
    adder.replaceChildren(first, ...options);
    adder.hidden = options.length === 0;
  };
  const refresh = (): void => {
    const { shown } = formStateOf(form, currentValues(), () => undefined);
    for (const [each, view] of views) view.show(shown.includes(each));
    fillAdder(shown);
  };
  const changed = (): void => {
    refresh();
    onChange();
  };
  const draw = (each: FormField, typed: Typed, isNew = false): FieldView => {
    const view = drawColumn(each, {
      path: pathOf(each),
      typed,
      isNew,
      onChange: changed,
      ...(!isAlwaysShown(each) && {
        onRemove: () => {
          views.delete(each);
          view.element.remove();
          changed();
        },
      }),
    });
    views.set(each, view);
    const next = form.slice(form.indexOf(each) + 1).find((other) => other !== each && views.has(other));
    element.insertBefore(view.element, next ? views.get(next)!.element : adder);
    return view;
  };

  for (const each of form) {
    const typed = savedIn(saved, each);
    if (isAlwaysShown(each) || typed) draw(each, typed ?? defaultOf(each));
  }
  refresh();
  adder.addEventListener('change', (event) => {
    // Not a value of the form, which reports its own changes.
    event.stopPropagation();
    const chosen = form.find(({ name }) => name === adder.value);
    if (!chosen) return;
    const view = draw(chosen, valueWhenAdded(chosen), true);
    changed();
    view.focus();
  });

  return {
    element,
    read: () => valuesToSave(columns, currentValues(), keepDefaults),
    mark(marked) {
      const wrong = marked ? wrongColumns(columns, currentValues()) : new Set<string>();
      for (const [{ name }, view] of views) view.mark(wrong.has(name) ? '' : undefined, false);
    },
  };
};
