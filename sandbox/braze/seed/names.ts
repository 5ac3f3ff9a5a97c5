import type { DataType } from '../definitions/dataType';
import type { BrazeState } from '../state';

const EVENTS = 620;
const PRODUCTS = 320;
const ATTRIBUTES = 110;

/** Demo users are only made when somebody looks for them. */
const OF_DEMO_USERS: Readonly<Record<string, DataType>> = {
  eye_color: 'String',
  favorite_foods: 'Array',
  last_purchase_time: 'Time',
  loyalty_points: 'Number',
  member: 'Boolean',
};

/** Names of events, products and custom attributes, more than two pages of each. */
export function plantNames({ attributes, events, products }: BrazeState): void {
  events.add('Event A');
  for (let index = 1; index <= EVENTS; index++) events.add(`Event ${String(index).padStart(3, '0')}`);
  for (const [name, type] of Object.entries(OF_DEMO_USERS)) attributes.set(name, type);
  for (let index = 1; index <= ATTRIBUTES; index++) attributes.set(`attribute_${String(index).padStart(3, '0')}`, 'String');
  products.add('Product A');
  for (let index = 1; index <= PRODUCTS; index++) products.add(`Product ${String(index).padStart(3, '0')}`);
}
