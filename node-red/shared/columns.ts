import { conditionOf, isMet, type Fields, type FormField } from '../../engine';

const forms = new WeakMap<Fields, readonly FormField[]>();

/** The columns of a group or row as a form of their own; a column keeps its wire name. `more`: left out until the user adds it. */
export const columnsForm = (columns: Fields): readonly FormField[] => {
  const known = forms.get(columns);
  if (known) return known;
  const form = Object.entries(columns).map(
    ([name, field]): FormField => ({
      name,
      wire: name,
      field,
      place: field.required || field.prominent ? 'main' : 'more',
      ...(field.dependsOn && { when: conditionOf(columns, field) }),
    }),
  );
  forms.set(columns, form);
  return form;
};

/** The same fields, ordered so that each follows those that decide whether it exists. */
export const inOrder = (form: readonly FormField[]): readonly FormField[] => {
  const byName = new Map(form.map((each) => [each.name, each]));
  const ordered = new Set<FormField>();
  const visit = (each: FormField, under: readonly FormField[]): void => {
    if (ordered.has(each) || under.includes(each)) return;
    for (const name of Object.keys(each.when ?? {})) {
      const other = byName.get(name);
      if (other) visit(other, [...under, each]);
    }
    ordered.add(each);
  };
  form.forEach((each) => visit(each, []));
  return [...ordered];
};

/**
 * Whether a field is asked for.
 * @param decisions the values by which visible fields decide about others
 * @param open fields whose value depends on the message: everything that depends on them may be asked for
 */
export const isAsked = ({ when }: FormField, decisions: { readonly [name: string]: unknown }, open?: ReadonlySet<string>): boolean =>
  isMet(open?.size ? Object.fromEntries(Object.entries(when ?? {}).filter(([name]) => !open.has(name))) : when, (name) => decisions[name]);
