import { isObject, type CheckContext, type Json, type JsonObject, type Problem } from '../../../engine';
import { isToday } from '../identifiers';
import { readChanges } from './changes';
import { IDENTITIES } from './identity';
import { nestedProblem } from './nested';
import { inside, problemAt, sayPlace, show, type At, type Place } from './places';
import { profileField, profileValue } from './profile';
import { GONE, NEW } from './profileFields';
import { timeToSend } from './times';
import type { Track } from './trackFields';

/** "The maximum number of elements in Custom Attribute Arrays defaults to 25." */
const MOST_IN_ARRAY = 25;
/** "reserved, do not use" (Appboy User Profile Fields). */
const RESERVED = 'foursquare';
/** Members that control how the object is processed; the second exists only today (Braze, "Nested custom attributes"). */
export const HOW: readonly string[] = ['_update_existing_only', '_merge_objects'];

/** An attribute as it is sent; undefined if it is not. Only today's documentation defines the meaning of null. */
const attributeToSend = (name: string, given: Json | undefined, today: boolean): Json | undefined => {
  const field = profileField(name);
  const value = field ? profileValue(field, given) : given;
  return value === null && !today ? undefined : value;
};

/** The attributes from the form, without the user's identity. */
export const attributesFrom = (input: Track, { timeZone, ...context }: CheckContext): JsonObject => {
  const today = isToday(context);
  const given = (input.custom_attributes ?? {}) as JsonObject;
  const names = Object.keys(given);
  // Mostly they are sent as they are; a copy of each, several times an item, took a tenth of the time of ten thousand items.
  if (!input.profile && !input.changes && names.every((name) => given[name] !== undefined && attributeToSend(name, given[name], today) === given[name]))
    return given;
  const object = new Map<string, Json>();
  for (const name of names) {
    const value = attributeToSend(name, given[name], today);
    if (value !== undefined) object.set(name, value);
  }
  for (const [name, value] of Object.entries((input.profile ?? {}) as JsonObject)) {
    if (value !== undefined) object.set(name, profileField(name)?.type === 'dateTime' ? timeToSend(String(value), timeZone) : value);
  }
  // Names are chosen by the user: assigning `__proto__` to an object would not create a member.
  return Object.fromEntries(input.changes ? [...object, ...Object.entries(readChanges(input.changes, timeZone).values)] : object);
};

/** Whether an object has a value under a user-chosen name. */
const isSet = (object: unknown, name: string): boolean => isObject(object) && Object.hasOwn(object, name) && object[name] !== undefined;
/** Warnings about attributes set to null: only today's documentation says that this removes them, so they are not sent for Appboy accounts. */
export const nullWarnings = ({ custom_attributes }: Track, context: CheckContext): readonly string[] => {
  if (isToday(context)) return [];
  const names = Object.entries((custom_attributes ?? {}) as JsonObject).flatMap(([name, value]) => (value === null ? [`'${name}'`] : []));
  return names.length === 0
    ? []
    : [
        `${names.join(', ')} ${names.length === 1 ? 'has' : 'have'} no value (null). The Appboy API version cannot remove attributes, so ${names.length === 1 ? 'it was' : 'they were'} not sent and the user's current value stays; enter a value, or set the account's version to Braze.`,
      ];
};

/** Where a form attribute comes from. */
export const placeOfAttribute = (input: Track, name: string): Place | undefined => {
  const { profile, changes } = input;
  if (isSet(profile, name)) return { label: profileField(name)?.label ?? name, path: `profile.${name}` };
  const row = changes?.findIndex((change) => change.name === name) ?? -1;
  if (row >= 0) return { label: 'Changes', path: `changes[${row}].value` };
  return Object.hasOwn((input.custom_attributes ?? {}) as JsonObject, name)
    ? { label: 'Attributes', path: `custom_attributes.${name}`, member: name }
    : undefined;
};

/** Conflicts between the form's three ways to set attributes. */
export const formProblems = (input: Track, context: CheckContext): readonly Problem[] => {
  const { profile, changes, custom_attributes } = input;
  if (!profile && !changes) return [];
  const problems: Problem[] = changes ? [...readChanges(changes, context.timeZone).problems] : [];
  const custom = (custom_attributes ?? {}) as JsonObject;
  const twice = (name: string, place: Place) => problems.push(problemAt(place, `sets '${name}', which is also set elsewhere`, 'Set each attribute only once.'));
  for (const [name, value] of Object.entries((profile ?? {}) as JsonObject)) {
    if (value === undefined) continue;
    const place = { label: profileField(name)?.label ?? name, path: `profile.${name}` };
    if (Object.hasOwn(custom, name)) twice(name, place);
    if (NEW.has(name) && !isToday(context))
      problems.push(problemAt(place, 'is not a profile field in the Appboy API version', "Remove it, or set the account's version to Braze."));
  }
  for (const [i, { name }] of (changes ?? []).entries()) {
    if (Object.hasOwn(custom, name) || isSet(profile, name)) twice(name, { label: 'Changes', path: `changes[${i}].name` });
  }
  return problems;
};

const isScalar = (value: Json): boolean => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Custom Attribute Data Types (Braze document); nested ones exist only today. */
const customProblem = (value: Json, place: Place, today: boolean): Problem | undefined => {
  if (Array.isArray(value)) {
    const wrong = value.findIndex((entry: Json) => !isScalar(entry) && !(today && isObject(entry)));
    if (wrong < 0) return value.some(isObject) ? nestedProblem(value, place) : undefined;
    return problemAt(
      { ...place, path: `${place.path}[${wrong}]` },
      `is ${show(value[wrong])}, which is not allowed in a list attribute`,
      'Use text, numbers, or true and false.',
    );
  }
  if (!isObject(value)) return undefined;
  const { inc, add, remove, ...others } = value as JsonObject;
  const simple = Object.keys(others).length === 0;
  if (inc !== undefined && simple && !Number.isInteger(inc)) {
    return problemAt(inside(place, 'inc'), `is ${show(inc)}, not a whole number`, 'Enter a whole number: positive to increment, negative to decrement.');
  }
  for (const [name, list] of simple ? Object.entries({ add, remove }) : []) {
    if (list !== undefined && !Array.isArray(list)) return problemAt(inside(place, name), `is ${show(list)}, not a list`, 'Provide a list of entries.');
  }
  if (simple && Object.keys(value).length > 0) return undefined;
  return today
    ? nestedProblem(value as JsonObject, place)
    : problemAt(place, 'is an object, which is not allowed as a custom attribute', 'Use a single value, a list, {"inc": 1}, {"add": []} or {"remove": []}.');
};

/** Problems of one attributes object. The user's identity is checked in `identity.ts`. */
export const attributesProblems = (object: JsonObject, at: At, context: CheckContext): readonly Problem[] => {
  const today = isToday(context);
  const problems: Problem[] = [];
  for (const name of Object.keys(object)) {
    const value = object[name];
    if (value === undefined || IDENTITIES.has(name)) continue;
    if (HOW.includes(name)) {
      if (typeof value !== 'boolean') problems.push(problemAt(at(name), `is ${show(value)}, not true or false`, 'Use true or false.'));
      continue;
    }
    if (name === RESERVED) {
      problems.push(problemAt(at(name), 'is a name reserved by Braze', 'Rename or remove the attribute.'));
      continue;
    }
    const field = profileField(name);
    if (!field || (NEW.has(name) && !today)) {
      // Skips the common case, because there are thousands of values and most are not objects.
      const problem = typeof value === 'object' && value !== null ? customProblem(value, at(name), today) : undefined;
      if (problem) problems.push(problem);
      continue;
    }
    const wrong = value === null && today ? undefined : field.check(value, today);
    if (wrong) problems.push(problemAt(at(name), wrong, field.todo));
  }
  return problems;
};

/** Warnings about one attributes object. */
export const attributesWarnings = (object: JsonObject, at: At, context: CheckContext): readonly string[] => {
  const today = isToday(context);
  const warnings: string[] = [];
  for (const name of Object.keys(object)) {
    const value = object[name];
    if (!today && value === null)
      warnings.push(`${sayPlace(at(name))} is null. The Appboy documentation does not say whether this removes an attribute; check the user's profile.`);
    if (today && GONE.has(name)) warnings.push(`Braze no longer supports the profile field '${name}'.`);
    if (typeof value !== 'object' || value === null || profileField(name)) continue;
    if (today && isObject(value) && '$update' in value && object._merge_objects !== true)
      warnings.push(
        `${sayPlace(at(name))} updates objects of a list without '_merge_objects': Braze replaces each of them, and their other properties are lost. Set '_merge_objects' to true to keep them.`,
      );
    const list = isObject(value) ? (value as JsonObject).add : value;
    // Lists of objects have no maximum.
    if (Array.isArray(list) && list.length > MOST_IN_ARRAY && !list.some(isObject)) {
      warnings.push(
        `${sayPlace(at(name))} has ${list.length} entries; Braze truncates lists to ${MOST_IN_ARRAY} unless the attribute has a higher limit (at most 100).`,
      );
    }
  }
  return warnings;
};

/** Whether a value increments or appends, and so has a further effect when sent twice. */
export const counts = (value: Json | undefined): boolean =>
  isObject(value) && ('inc' in value || '$add' in value || Object.values(value as JsonObject).some(counts));
