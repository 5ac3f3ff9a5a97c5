import { camelCase } from '../base/names';
import { isOperation, type FormDefinition } from '../catalogue/formDefinition';
import type { FormField } from './formField';
import { filledByItem, recipientFields, replaced } from './recipientFields';
import { runFieldsOf } from './runFields';
import { hasConditions, whenOf } from './shown';

const PLACES: readonly FormField['place'][] = ['main', 'more', 'options'];

/** Fields in display order: what is folded away stands below what is always visible. */
export const foldedLast = (form: readonly FormField[]): readonly FormField[] => PLACES.flatMap((wanted) => form.filter(({ place }) => place === wanted));

const makeForm = (o: FormDefinition): readonly FormField[] => {
  const { recipients } = o;
  const options = isOperation(o) ? runFieldsOf(o) : [];
  const special = new Set(recipients && replaced(recipients));
  const byItem = new Set(recipients && recipients.rows === undefined ? filledByItem(recipients) : []);
  const filters = new Set<string>(isOperation(o) && o.returns === 'file' ? o.filter?.by : []);
  const own = Object.entries(o.fields)
    .filter(([wire]) => !special.has(wire))
    .map(([wire, field]): FormField => {
      const when = {
        ...whenOf(o.fields, field),
        ...(byItem.has(wire) && { recipientsFrom: ['json'] }),
        ...(filters.has(wire) && { output: ['rows'] }),
      };
      return {
        name: camelCase(wire),
        wire,
        field: recipients?.own?.includes(wire) ? { ...field, description: `${field.description}. Leave it empty to use the item's field '${wire}'` } : field,
        place: field.required || field.prominent || byItem.has(wire) ? 'main' : 'more',
        ...(hasConditions(when) && { when }),
      };
    });
  const isFilter = ({ wire = '' }: FormField): boolean => filters.has(wire);
  const main = own.filter((each) => each.place === 'main' && !isFilter(each));
  // Recipients come after the fields they depend on, once it is clear what they are needed for.
  const first = recipients?.rows === undefined ? main.findIndex(({ wire }) => byItem.has(wire ?? '')) : -1;
  const cut = first < 0 ? main.length : first;
  return foldedLast([
    ...main.slice(0, cut),
    ...recipientFields(o),
    ...main.slice(cut),
    // Filters are for rows, so they come after the choice of them.
    ...options.flatMap((each) => (each.name === 'output' ? [each, ...own.filter((one) => one.place === 'main' && isFilter(one))] : [each])),
    ...own.filter(({ place }) => place === 'more'),
  ]);
};

/** The catalogue is constant and forms are requested for every item, so each form is built once. */
const forms = new WeakMap<FormDefinition, readonly FormField[]>();

/** The form of an operation or a trigger, the same in both hosts, in display order. */
export const formOf = (o: FormDefinition): readonly FormField[] => {
  const form = forms.get(o) ?? makeForm(o);
  forms.set(o, form);
  return form;
};
