import type { FormField } from '../../engine';
import { formStateOf } from '../shared/formState';
import type { DrawnField } from '../shared/part';
import type { Problems } from '../shared/problems';
import type { NamesAnswer } from '../shared/pickers';
import { defaultOf, isKept, lackedBy, savedIn, type Typed, type Values } from '../shared/saved';
import { make } from './dom';
import { fieldView } from './field';
import type { FieldView } from './fieldTypes';
import type { Ask } from './picker';
import { section, type Section } from './section';
import { editorText } from './texts';

export interface FormOptions {
  readonly form: readonly DrawnField[];
  readonly values: Values;
  readonly check: (values: Values) => Problems;
  /** Looks up the vendor's entries; absent if nothing can be picked. */
  readonly ask?: Ask;
  /** Reads the names of the variables that a form with these values sends; absent if the vendor does not tell them. */
  readonly readNames?: (values: Values) => Promise<NamesAnswer>;
  /** False if no message arrives from which a value could be read. */
  readonly hasMessage?: boolean;
  /** Show the fields' descriptions below them: a form that is filled in once, with what must be looked up elsewhere. */
  readonly hasHints?: boolean;
  /** The form was filled in before: problems are shown even if nothing has been changed yet, and what it lacks has the default of then. */
  readonly wasFilledIn: boolean;
  /** Called after every refresh of the form. */
  readonly onRefresh?: (values: Values) => void;
}

export interface FormView {
  readonly element: HTMLElement;
  /** The values to save: the visible fields, and those additional ones that have a value. */
  read(): Values;
  /** Updates what is shown and what is wrong. */
  refresh(): void;
}

/** Draws a form, shows and hides its fields by their conditions, and marks what the engine would reject while the user types. */
export const formView = (
  parent: HTMLElement,
  { form, values, check, ask, readNames, hasMessage = true, hasHints = false, wasFilledIn, onRefresh }: FormOptions,
): FormView => {
  const element = make('div', 'campaign-fields');
  parent.replaceChildren(element);
  const sections = new Map<FormField['place'], Section>();
  const bodyFor = ({ place }: FormField): HTMLElement => {
    if (place === 'main') return element;
    const known = sections.get(place);
    if (known) return known.body;
    const isUsed = form.some((each) => each.place === place && savedIn(values, each) !== undefined);
    const created = section(editorText(`form.${place}`), isUsed);
    sections.set(place, created);
    element.append(created.element);
    return created.body;
  };

  const isWrong = (place: FormField['place'], problems: Problems): boolean => form.some((each) => each.place === place && problems.has(each.name));

  let isDrawn = false;
  const views = new Map<FormField, FieldView>();
  const currentValues = (): Values => Object.fromEntries([...views].map(([{ name }, view]) => [name, view.read()]));
  const refresh = (): void => {
    if (!isDrawn) return;
    const current = currentValues();
    const { shown } = formStateOf(form, current);
    const problems = check(current);
    for (const [each, view] of views) {
      view.show(shown.includes(each));
      view.mark(problems.get(each.name), wasFilledIn || view.touched);
    }
    for (const [place, { element: frame, mark }] of sections) {
      frame.hidden = !shown.some((each) => each.place === place);
      mark(isWrong(place, problems));
    }
    onRefresh?.(current);
  };

  const initial = wasFilledIn ? lackedBy : defaultOf;
  for (const each of form.filter((one) => !one.field.isFormer || savedIn(values, one) !== undefined)) {
    const view = fieldView(each, {
      path: each.path,
      typed: savedIn(values, each) ?? initial(each),
      ...(ask && { ask }),
      ...(readNames && each.name === 'variableColumns' && each.wire === undefined && { readNames: () => readNames(currentValues()) }),
      hasMessage,
      hasHint: hasHints,
      onChange: refresh,
    });
    views.set(each, view);
    bodyFor(each).append(view.element);
  }
  isDrawn = true;
  refresh();
  if (wasFilledIn) {
    const problems = check(currentValues());
    for (const [place, { unfold }] of sections) if (isWrong(place, problems)) unfold();
  }

  return {
    element,
    refresh,
    read() {
      const { shown } = formStateOf(form, currentValues());
      const entries = shown.flatMap((each): [string, Typed][] => {
        const typed = views.get(each)?.read();
        return typed && isKept(each, typed) ? [[each.name, typed]] : [];
      });
      return Object.fromEntries(entries);
    },
  };
};
