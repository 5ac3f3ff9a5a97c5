import { parts } from 'catalogue:parts';
import type { OutlinedVendor } from '../shared/outline';
import type { VendorPart } from '../shared/part';
import { icon, make } from './dom';
import { vendorIn } from './outline';
import { revalidate } from './revalidate';
import { editorText } from './texts';

/*
 * The page needs little of this script before a form opens: names, and what can be chosen. What draws and checks forms, and each vendor's part, are
 * loaded when a node of the vendor first turns up.
 */

type Forms = typeof import('./forms');

/** What draws and checks a vendor's forms. */
export interface Ready {
  readonly forms: Forms;
  readonly part: VendorPart;
}

const ready = new Map<string, Ready>();
const onTheWay = new Map<string, Promise<Ready>>();

const fetched = async ({ id }: OutlinedVendor): Promise<Ready> => {
  const [forms, { part }] = await Promise.all([import('./forms'), parts[id]!()]);
  const all = { forms, part };
  ready.set(id, all);
  revalidate((node) => vendorIn(node)?.id === id);
  return all;
};

/** Loads what is needed for a vendor's forms; its nodes are then validated, because nobody could say before whether they are valid. */
const load = (vendor: OutlinedVendor): Promise<Ready> => {
  const all = onTheWay.get(vendor.id) ?? fetched(vendor);
  onTheWay.set(vendor.id, all);
  // The next one who asks tries again.
  all.catch(() => onTheWay.delete(vendor.id));
  return all;
};

/** What draws and checks a vendor's forms; undefined while it is being loaded, which this begins. */
export const readyFor = (vendor: OutlinedVendor): Ready | undefined => {
  const found = ready.get(vendor.id);
  if (!found) load(vendor).catch(() => undefined);
  return found;
};

/** The form that was last asked for, by the frame that it goes into. */
const wanted = new WeakMap<HTMLElement, object>();

/** Empties a frame, and forgets the form that it waits for. */
export const clear = (frame: HTMLElement): void => {
  wanted.delete(frame);
  frame.replaceChildren();
};

/** Draws a form into a frame: at once if everything is there, and else once it is, unless another one was asked for or the dialog was closed. */
export const drawInto = (frame: HTMLElement, vendor: OutlinedVendor, draw: (all: Ready) => void): void => {
  clear(frame);
  const found = ready.get(vendor.id);
  if (found) return draw(found);
  const own = {};
  wanted.set(frame, own);
  const isWanted = (): boolean => wanted.get(frame) === own && frame.isConnected;
  const note = (sign: string, text: string): void => frame.replaceChildren(make('div', 'campaign-waiting', icon(sign), ` ${text}`));
  note('spinner fa-spin', editorText('form.pickLoading'));
  load(vendor).then(
    (all) => {
      if (isWanted()) draw(all);
    },
    (error: unknown) => {
      if (isWanted()) note('exclamation-triangle', `${editorText('form.notLoaded')} (${String(error)})`);
    },
  );
};
