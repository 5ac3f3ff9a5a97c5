import type { INodeProperties } from 'n8n-workflow';
import { savedSlots, type FormField, type Slot } from '../../engine';
import { carrierOf, EXISTS, formerParameter, MORE, OPTIONS, showOf, type Show } from './parameter';

/** Parameters for values that earlier releases saved under another name or in another place, or of fields that are no longer offered. */

/** Where n8n finds the content of a slot. */
const pathOf = ({ name, place }: Slot, box: string): string => (place === 'main' ? `/${name}` : `/${box}.${name}`);

/** Whether there is anything of a field to look for, which there is not for most. */
const isEarlier = ({ field }: FormField): boolean => field.was !== undefined || field.wasIn !== undefined || field.isFormer === true;

const formerOf = (each: FormField): readonly Slot[] => (each.field.isFormer ? savedSlots(each) : savedSlots(each).slice(1));

const formerIn = (each: FormField, place: Slot['place']): readonly Slot[] => formerOf(each).filter((slot) => slot.place === place);

/** The conditions under which a former slot of a field counts; which of the boxes it is in depends on the form and on the node's version. */
export const holding = (each: FormField): Show =>
  isEarlier(each) ? Object.fromEntries([MORE, OPTIONS].flatMap((box) => formerOf(each).map((slot) => [pathOf(slot, box), [EXISTS]]))) : {};

/** Fields that were among the main ones. */
export const formerMain = (form: readonly FormField[], here: Show): INodeProperties[] =>
  form
    .filter(isEarlier)
    .flatMap((each) =>
      formerIn(each, 'main').flatMap((slot) => [
        carrierOf(each.field.label, slot.name, here),
        formerParameter(slot.name, each.field, { ...here, ...showOf(each.when), [pathOf(slot, MORE)]: [EXISTS] }),
      ]),
    );

/**
 * Fields that were among the additional ones: entries of their collection.
 * @param box the name of the collection
 */
export const formerMore = (form: readonly FormField[], box: string): INodeProperties[] =>
  form.filter(isEarlier).flatMap((each) => formerIn(each, 'more').map((slot) => formerParameter(slot.name, each.field, { [pathOf(slot, box)]: [EXISTS] })));
