import { isObject, isoWithOffset, readDate, readSwitch, type Json } from '../../../engine';

/** A cell's value, or what it is instead ("is no number") and what the user can do. */
type Read = { readonly value: Json } | { readonly is: string; readonly todo: string };

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

const json = (cell: string): Json | undefined => {
  try {
    return JSON.parse(cell) as Json;
  } catch {
    return undefined;
  }
};

const isPlace = (value: Json | undefined): boolean => {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [longitude, latitude] = value as readonly Json[];
  return typeof longitude === 'number' && typeof latitude === 'number' && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
};

/** By type of the field. */
const READERS: Readonly<Record<string, (cell: string, timeZone: string) => Read>> = {
  number: (cell) =>
    NUMBER.test(cell) && Number.isFinite(Number(cell))
      ? { value: Number(cell) }
      : { is: 'is no number', todo: 'Enter a number such as 1234.5, with a point and nothing between the digits.' },
  boolean(cell) {
    const value = readSwitch(cell);
    return value === undefined ? { is: 'is neither true nor false', todo: 'Enter true or false.' } : { value };
  },
  time: (cell, timeZone) =>
    readDate(cell, timeZone)
      ? { value: isoWithOffset(cell, timeZone) }
      : { is: 'is no valid date and time', todo: 'Enter an ISO 8601 date, such as 2026-05-10T13:00:00+02:00.' },
  object(cell) {
    const value = json(cell);
    return isObject(value) ? { value: value as Json } : { is: 'is no JSON object', todo: 'Enter an object such as {"street": "Broadway"}.' };
  },
  array(cell) {
    const value = json(cell);
    return Array.isArray(value) ? { value } : { is: 'is no JSON list', todo: 'Enter a list such as ["red", "blue"].' };
  },
  geo(cell) {
    const value = json(cell);
    return value !== undefined && isPlace(value) ? { value } : { is: 'is no place', todo: 'Enter longitude and latitude as [-73.99, 40.75].' };
  },
};

/** Reads a cell that has a value as a catalog's type wants it; text of a field whose type is not known stays text. */
export const readCell = (cell: string, type: string, timeZone: string): Read =>
  Object.hasOwn(READERS, type) ? READERS[type]!(cell.trim(), timeZone) : { value: cell };
