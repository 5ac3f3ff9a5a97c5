import { offeredBy, type FormField } from '../../engine';
import type { Typed } from '../shared/saved';
import { optionPath } from '../shared/paths';
import { make } from './dom';
import type { TypedOption, Widget } from './red';
import { catalogueText, editorText } from './texts';

/** Options of which several may be selected, shown by name; Node-RED itself would only show their number. */
export const choicesKind = ({ field }: FormField, path: string, saved?: unknown): TypedOption => {
  const labels = new Map(offeredBy(field, saved).map(({ value }) => [value, catalogueText(`${path}.${optionPath(value)}.label`)]));
  return {
    value: 'choices',
    label: editorText('form.choice'),
    icon: 'fa fa-check-square-o',
    multiple: true,
    options: [...labels].map(([value, label]) => ({ value, label })),
    valueLabel: (container, chosen) => {
      const names = [chosen].flat().map((each) => labels.get(typeof each === 'string' ? each : each.value) ?? '');
      const isNone = names.length === 0;
      const shown = make(
        'span',
        isNone ? 'campaign-chosen campaign-value-none' : 'campaign-chosen',
        names.join(', ') || editorText(field.required ? 'form.pickOne' : 'form.none'),
      );
      shown.title = names.join(', ');
      container.append(shown);
    },
  };
};

/** The content of a typed input; several selected options are one comma-separated text. */
export const typedIn = (widget: Widget): Typed => {
  const type = widget.typedInput('type');
  const value = widget.typedInput('value');
  return { type, value: type === 'choices' ? value.split(',').filter((each) => each !== '') : value };
};
