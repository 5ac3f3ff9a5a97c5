import { entriesFor, offeredBy, type Field, type FormField } from '../../engine';
import { defaultOf, fixedType } from '../shared/saved';
import { choicesKind } from './choices';
import { fieldsLike } from './itemFields';
import type { TypedOption } from './red';
import { optionPath } from '../shared/paths';
import { catalogueText, editorText } from './texts';

/** Types whose value is only known when a message arrives. */
const LATER = ['msg', 'flow', 'global', 'env', 'jsonata'] as const;

export type Kind = string | TypedOption;

/** Whether there is no initial value. */
const isBlank = (each: FormField): boolean => defaultOf(each).value === '';

/** Stands for an omitted value or a pending choice, where the widget would otherwise select one itself or show nothing. */
const absentOption = ({ field }: FormField): { readonly value: string; readonly label: string } => ({
  value: '',
  label: editorText(field.required ? 'form.pickOne' : 'form.none'),
});

const choiceKind = (each: FormField, path: string, saved: unknown): TypedOption => ({
  value: 'choice',
  label: editorText('form.choice'),
  icon: 'fa fa-list-ul',
  options: [
    ...(isBlank(each) ? [absentOption(each)] : []),
    ...offeredBy(each.field, saved).map(({ value }) => ({ value, label: catalogueText(`${path}.${optionPath(value)}.label`) })),
  ],
});

const booleanKind = (each: FormField): Kind =>
  isBlank(each)
    ? {
        value: 'bool',
        label: editorText('form.boolean'),
        icon: 'fa fa-toggle-on',
        options: [absentOption(each), ...['true', 'false'].map((value) => ({ value, label: value }))],
      }
    : 'bool';

/** The name of a property, with those of the last message to choose from. */
const propertyKind = (): TypedOption => ({
  value: 'str',
  label: editorText('form.property'),
  icon: 'fa fa-tag',
  autoComplete: (typed, done) => done(fieldsLike(typed)),
});

/**
 * The ways in which a field can be filled, the plain one first.
 * @param special the plain way of a group, or of a field for which the vendor has entries, if these can be looked up
 * @param saved the value that the node has
 */
export const kindsOf = (each: FormField, path: string, special?: TypedOption, saved?: unknown): readonly Kind[] => {
  const { field } = each;
  switch (fixedType(field)) {
    case 'choice':
      return [choiceKind(each, path, saved), ...LATER];
    case 'choices':
      return [choicesKind(each, path, saved), 'json', ...LATER];
    case 'pick':
      return [...(special ? [special] : []), { value: 'str', label: editorText('form.id'), icon: 'fa fa-tag' }, ...LATER];
    case 'rows':
      return [{ value: 'rows', label: editorText('form.list'), icon: 'fa fa-list', hasValue: false }, 'json', ...LATER];
    case 'group':
      return [...(special ? [special] : []), 'json', ...LATER];
    case 'bool':
      return [booleanKind(each), ...LATER];
    case 'num':
    case 'json':
      return [fixedType(field), ...LATER];
    default:
      if (field.type === 'text' && field.isItemField) return [propertyKind(), ...LATER];
      if (field.type === 'file') return [{ value: 'str', label: editorText('form.path'), icon: 'fa fa-file-o' }, ...LATER];
      return field.type === 'list' ? ['str', 'json', ...LATER] : [special ?? 'str', ...LATER];
  }
};

const nameOf = (kind: Kind): string => (typeof kind === 'string' ? kind : kind.value);

/** Whether a field can show a saved value; another operation's field may have the same name and be of a different kind. */
export const fits = (kinds: readonly Kind[], type: string): boolean => kinds.some((kind) => nameOf(kind) === type);

/** Whether a field of this kind is short enough for a cell next to others. */
export const fitsCell = (field: Field): boolean =>
  field.dependsOn === undefined && field.type !== 'group' && field.type !== 'rows' && field.type !== 'file' && entriesFor(field) === undefined;
