import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { camelCase, isObject, namesOf, presentValue, savedSlot, type AnyVendor, type Field, type Json, type JsonObject, type Slot } from '../../engine';
import { parameterOf } from './parameter';
import { sandboxIn } from './sandbox';

/** Whether a saved value counts as set, so that a value from an earlier release is used otherwise. */
export const isSaid = (raw: unknown): boolean => {
  if (isObject(raw)) return '__rl' in raw ? isSaid(raw.value) : Object.keys(raw).length > 0;
  return raw !== undefined && raw !== null && raw !== '';
};

/** The value of a resource locator; any other value unchanged. */
export const plainOf = (raw: unknown): unknown => (isObject(raw) && '__rl' in raw ? raw.value : raw);

/** Whether a saved value is the one that n8n fills in by default. */
export const isDefault = (name: string, field: Field, raw: unknown, inRow = false): boolean => {
  const { default: start } = parameterOf(name, field, undefined, inRow);
  return JSON.stringify(plainOf(raw)) === JSON.stringify(isObject(start) && 'mode' in start ? start.value : start);
};

/** A field of an account; a protective one counts as present even if its expression returns nothing. */
const storedIn = (data: ICredentialDataDecryptedObject, wire: string, field: Field): Json | undefined => {
  const [today, ...former] = namesOf(camelCase(wire), field).map((name): Slot => ({ name, place: 'main' }));
  const { name } = savedSlot([today!, ...former], {
    has: (slot) => isSaid(data[slot.name]),
    isUntouched: (slot) => isDefault(slot.name, field, data[slot.name]),
  });
  const value = presentValue(field, data[name]) as Json | undefined;
  return field.protects && name in data ? (value ?? '') : value;
};

/** The account stored in n8n, by the vendor's names. */
export const credentialIn = (vendor: AnyVendor, data: ICredentialDataDecryptedObject): JsonObject =>
  sandboxIn(vendor, data) ?? Object.fromEntries(Object.entries(vendor.credential).map(([wire, field]) => [wire, storedIn(data, wire, field)]));
