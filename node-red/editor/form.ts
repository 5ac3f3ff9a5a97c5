import type { FormField } from '../../engine';
import { formStateOf } from '../shared/formState';
import type { Problems } from '../shared/problems';
import { defaultOf, isKept, savedIn, type Typed, type Values } from '../shared/saved';
import { make } from './dom';
import { fieldView } from './field';
import type { FieldView } from './fieldTypes';
import type { Ask } from './picker';
import { section, type Section } from './section';
import { editorText } from './texts';

export interface FormOptions {
  readonly form: readonly FormField[];
  readonly values: Values;
  /** Where a field's texts stand. */
  readonly path: (field: FormField) => string;
  readonly check: (values: Values) => Problems;
  /** Looks up what the vendor has to pick from; absent where nothing can be picked. */
  readonly ask?: Ask;
  /** False where no message comes in that a value could be read from. */
  readonly hasMessage?: boolean;
  /** Say what is wrong also where nothing was changed yet: the form was filled in before. */
  readonly showAllProblems: boolean;
  /** Told whenever the form was looked at anew. */
  readonly onRefresh?: (values: Values) => void;
}

export interface FormView {
  readonly element: HTMLElement;
  /** What is to be saved: the fields in sight, and of the additional ones those with a value. */
  read(): Values;
  /** Looks again at what is shown and what is wrong. */
  refresh(): void;
}

/** Draws a form, shows and hides its fields as their conditions say, and marks what the engine would refuse as one types. */
export const formView = (parent: HTMLElement, { form, values, path, check, ask, hasMessage = true, showAllProblems, onRefresh }: FormOptions): FormView => {
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
      view.mark(problems.get(each.name), showAllProblems || view.touched);
    }
    for (const [place, { element: frame, mark }] of sections) {
      frame.hidden = !shown.some((each) => each.place === place);
      mark(isWrong(place, problems));
    }
    onRefresh?.(current);
  };

  for (const each of form) {
    const view = fieldView(each, { path: path(each), typed: savedIn(values, each) ?? defaultOf(each), ...(ask && { ask }), hasMessage, onChange: refresh });
    views.set(each, view);
    bodyFor(each).append(view.element);
  }
  isDrawn = true;
  refresh();
  if (showAllProblems) {
    const problems = check(currentValues());
    for (const [place, { unfold }] of sections) if (isWrong(place, problems)) unfold();
  }

  return {
    element,
    refresh,
    read() {
      const { shown } = formStateOf(form, currentValues());
      const entries = shown.flatMap((each): [string, Typed][] => {
        const typed = views.get(each)!.read();
        return isKept(each, typed) ? [[each.name, typed]] : [];
      });
      return Object.fromEntries(entries);
    },
  };
};
