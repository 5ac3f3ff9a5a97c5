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

/** The sections below the main fields, in their order. */
const FOLDED: readonly FormField['place'][] = ['more', 'options'];

/** Draws a form, shows and hides its fields by their conditions, and marks what the engine would reject while the user types. */
export const formView = (
  parent: HTMLElement,
  { form, values, check, ask, readNames, hasMessage = true, hasHints = false, wasFilledIn, onRefresh }: FormOptions,
): FormView => {
  const element = make('div', 'campaign-fields');
  parent.replaceChildren(element);
  const fields = form.filter((each) => !each.field.isFormer || savedIn(values, each) !== undefined);
  const inPlace = (wanted: FormField['place']): readonly DrawnField[] => fields.filter(({ place }) => place === wanted);
  const sections = new Map<FormField['place'], Section>();

  const isWrong = (place: FormField['place'], problems: Problems): boolean => form.some((each) => each.place === place && problems.has(each.name));

  let isDrawn = false;
  const views = new Map<FormField, FieldView>();
  const initial = wasFilledIn ? lackedBy : defaultOf;
  const typedAtFirst = (each: DrawnField): Typed => savedIn(values, each) ?? initial(each);
  /** What a field holds; one of a section that was never unfolded is not drawn. */
  const typedIn = (each: DrawnField): Typed => views.get(each)?.read() ?? typedAtFirst(each);
  const currentValues = (): Values => Object.fromEntries(fields.map((each) => [each.name, typedIn(each)]));
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

  const draw = (each: DrawnField): HTMLElement => {
    const view = fieldView(each, {
      path: each.path,
      typed: typedAtFirst(each),
      ...(ask && { ask }),
      ...(readNames && each.name === 'variableColumns' && each.wire === undefined && { readNames: () => readNames(currentValues()) }),
      hasMessage,
      hasHint: hasHints,
      onChange: refresh,
    });
    views.set(each, view);
    return view.element;
  };
  element.append(...inPlace('main').map(draw));
  for (const place of FOLDED) {
    const inside = inPlace(place);
    if (inside.length === 0) continue;
    const folded = section(editorText(`form.${place}`), (body) => {
      body.append(...inside.map(draw));
      refresh();
    });
    sections.set(place, folded);
    element.append(folded.element);
    if (inside.some((each) => savedIn(values, each) !== undefined)) folded.unfold();
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
      const kept = fields.filter((each) => shown.includes(each)).map((each) => [each, typedIn(each)] as const);
      return Object.fromEntries(kept.filter(([each, typed]) => isKept(each, typed)).map(([{ name }, typed]) => [name, typed]));
    },
  };
};
