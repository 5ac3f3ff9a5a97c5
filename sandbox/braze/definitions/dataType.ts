import { isRecord } from '../../server/body';

/** What a custom attribute holds. Only `Number` is in an example; the other names are those of the dashboard. */
export type DataType = 'String' | 'Number' | 'Boolean' | 'Time' | 'Array' | 'Object' | 'Object Array';

const DATE_TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?$/;
const CHANGES_OF_LISTS = ['add', 'remove'];
const CHANGES_OF_OBJECTS = ['$add', '$update', '$remove'];

/** Records a custom attribute with the type of its first value, which stays; removing a value records nothing. */
export function define(attributes: Map<string, DataType>, name: string, value: unknown): void {
  if (value !== null && value !== undefined && !attributes.has(name)) attributes.set(name, typeOf(value));
}

function typeOf(value: unknown): DataType {
  if (Array.isArray(value)) return value.some(isRecord) ? 'Object Array' : 'Array';
  if (isRecord(value)) return typeOfObject(Object.keys(value));
  if (typeof value === 'number') return 'Number';
  if (typeof value === 'boolean') return 'Boolean';
  return DATE_TIME.test(String(value)) ? 'Time' : 'String';
}

function typeOfObject(names: readonly string[]): DataType {
  if (names.length === 0) return 'Object';
  if (names.every((name) => name === 'inc')) return 'Number';
  if (names.every((name) => name === '$time')) return 'Time';
  if (names.every((name) => CHANGES_OF_LISTS.includes(name))) return 'Array';
  return names.every((name) => CHANGES_OF_OBJECTS.includes(name)) ? 'Object Array' : 'Object';
}
