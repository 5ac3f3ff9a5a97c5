import type { Recurrence } from '../../engine';
import { revalidate } from './revalidate';

/** Thrown by a check that needs what is still being loaded. */
export class NotLoaded extends Error {
  /** @param loaded fulfilled once the check can be made */
  constructor(readonly loaded: Promise<unknown>) {
    super('The check needs what is still being loaded');
    this.name = 'NotLoaded';
  }
}

let known: Recurrence | undefined;
let onTheWay: Promise<void> | undefined;

const load = async (): Promise<void> => {
  try {
    known = (await import('../../ports/recurrence')).recurrence;
  } finally {
    onTheWay = undefined;
  }
  revalidate(({ type }) => type.startsWith('campaign-'));
};

/**
 * Recurrence rules: few forms have one, and the library for them is as large as a vendor's forms, so it is loaded when a check first needs it.
 * @throws NotLoaded until it is there
 */
export const recurrence: Recurrence = {
  next(...asked) {
    if (known) return known.next(...asked);
    onTheWay ??= load();
    throw new NotLoaded(onTheWay);
  },
};
