import type { INodeProperties } from 'n8n-workflow';
import { savedSlots, type FormField, type Slot } from '../../engine';
import { oncePer } from './oncePer';
import { carrierOf, EXISTS, formerParameter, MORE, OPTIONS, showOf, type Show } from './parameter';

/** Parameters for values that earlier releases saved under another name or in another place, or of fields that are no longer offered. */

/** Where n8n finds the content of a slot. */
const pathOf = ({ name, place }: Slot, box: string): string => (place === 'main' ? `/${name}` : `/${box}.${name}`);

const formerOf = oncePer((each: FormField): readonly Slot[] => (each.field.isFormer ? savedSlots(each) : savedSlots(each).slice(1)));

const formerIn = (each: FormField, place: Slot['place']): readonly Slot[] => {
  const all = formerOf(each);
  // As of most fields.
  return all.length === 0 ? all : all.filter((slot) => slot.place === place);
};

/** The conditions under which a former slot of a field counts; which of the boxes it is in depends on the form and on the node's version. */
export const holding = (each: FormField): Show =>
  Object.fromEntries([MORE, OPTIONS].flatMap((box) => formerOf(each).map((slot) => [pathOf(slot, box), [EXISTS]])));

/** Fields that were among the main ones. */
export const formerMain = (each: FormField, here: Show): INodeProperties[] =>
  formerIn(each, 'main').flatMap((slot) => [
    carrierOf(each.field.label, slot.name, here),
    formerParameter(slot.name, each.field, { ...here, ...showOf(each.when), [pathOf(slot, MORE)]: [EXISTS] }),
  ]);

/**
 * Fields that were among the additional ones: entries of their collection.
 * @param box the name of the collection
 */
export const formerMore = (form: readonly FormField[], box: string): INodeProperties[] =>
  form.flatMap((each) => formerIn(each, 'more').map((slot) => formerParameter(slot.name, each.field, { [pathOf(slot, box)]: [EXISTS] })));
