import type { BrazeState } from '../state';

const EVENTS = 620;
const PRODUCTS = 320;

/** Names of events and products, more than two pages of each. */
export function plantNames({ events, products }: BrazeState): void {
  events.add('Event A');
  for (let index = 1; index <= EVENTS; index++) events.add(`Event ${String(index).padStart(3, '0')}`);
  products.add('Product A');
  for (let index = 1; index <= PRODUCTS; index++) products.add(`Product ${String(index).padStart(3, '0')}`);
}
