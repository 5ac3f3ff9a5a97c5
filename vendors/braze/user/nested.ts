import { isObject, sayBytes, utf8Length, type Json, type JsonObject, type Problem } from '../../../engine';
import { inside, isFilled, problemAt, show, type Place } from './places';

/** "Objects have a maximum size of 100 KB", which also applies to lists of objects (Braze, "Nested custom attributes" and "Array of objects"). */
const MOST_BYTES = 100_000;
/** "Key names and string values have a size limit of 255 characters." */
const LONGEST = 255;
/** A time inside an object: {"$time": "2026-01-15"}. */
const TIME = '$time';

const at = ({ label, path }: Place, index: number): Place => ({ label, path: `${path}[${index}]` });

const keyProblem = (key: string, place: Place): Problem | undefined => {
  const where = inside(place, key);
  if (key === '') return problemAt(place, 'has a property without a name', 'Name it or remove it.');
  if (key.length > LONGEST) return problemAt(where, `has a name of ${key.length} characters; at most ${LONGEST} are allowed`, 'Shorten the name.');
  if (/\s/.test(key))
    return problemAt(where, 'has a space in its name, which Braze does not allow in an object', `Rename it, such as '${key.trim().replace(/\s+/g, '_')}'.`);
  return /[.$]/.test(key)
    ? problemAt(
        where,
        'has a period or a dollar sign in its name, which Braze does not allow in an object',
        `Rename it, such as '${key.replace(/[.$]+/g, '_')}'.`,
      )
    : undefined;
};

/** Problems of a value inside an object, at any depth. */
const valueProblem = (value: Json | undefined, place: Place): Problem | undefined => {
  if (typeof value === 'string' && value.length > LONGEST)
    return problemAt(place, `has ${value.length} characters; in an object at most ${LONGEST} are allowed`, `Shorten it to ${LONGEST} characters.`);
  if (Array.isArray(value)) return firstOf(value.map((each: Json, i) => () => valueProblem(each, at(place, i))));
  return isObject(value) ? objectProblem(value as JsonObject, place) : undefined;
};

/** The first problem found. */
const firstOf = (looks: readonly (() => Problem | undefined)[]): Problem | undefined => {
  for (const look of looks) {
    const problem = look();
    if (problem) return problem;
  }
  return undefined;
};

const objectProblem = (object: JsonObject, place: Place): Problem | undefined => {
  const names = Object.keys(object);
  if (names.length === 1 && names[0] === TIME) return undefined;
  return firstOf(names.map((name) => () => keyProblem(name, place) ?? valueProblem(object[name], inside(place, name))));
};

/** Members of `$update` and `$remove` entries that select objects of the list. */
const NAMING = ['$identifier_key', '$identifier_value'] as const;
const CHANGES: Readonly<Record<string, readonly string[]>> = { $add: [], $update: [...NAMING, '$new_object'], $remove: NAMING };

const entryProblem = (entry: Json, members: readonly string[], place: Place): Problem | undefined => {
  if (!isObject(entry)) return problemAt(place, `is ${show(entry)}, not an object`, 'Provide an object.');
  const object = entry as JsonObject;
  if (members.length === 0) return objectProblem(object, place);
  const missing = members.find((member) => object[member] === undefined || object[member] === null);
  if (missing !== undefined) return problemAt(inside(place, missing), 'is empty', `Enter ${members.join(', ')}.`);
  if (!isFilled(object.$identifier_key))
    return problemAt(inside(place, '$identifier_key'), 'is not the name of a property', 'Enter the property that identifies the object, such as id.');
  const { $new_object: put } = object;
  if (put === undefined) return undefined;
  return isObject(put)
    ? objectProblem(put as JsonObject, inside(place, '$new_object'))
    : problemAt(inside(place, '$new_object'), `is ${show(put)}, not an object`, 'Provide an object.');
};

const changeProblem = (change: JsonObject, place: Place): Problem | undefined =>
  firstOf(
    Object.entries(change).map(([name, entries]) => () => {
      const members = Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined;
      const where = inside(place, name);
      if (!members) return problemAt(where, 'cannot be combined with a change of the list', `Use ${Object.keys(CHANGES).join(', ')} only.`);
      if (!Array.isArray(entries)) return problemAt(where, `is ${show(entries)}, not a list`, 'Provide a list of objects.');
      return firstOf(entries.map((entry: Json, i) => () => entryProblem(entry, members, at(where, i))));
    }),
  );

/** Problems of an object, or a list with objects, as a custom attribute in today's API. Braze silently drops the whole attribute if there is any. */
export const nestedProblem = (value: JsonObject | readonly Json[], place: Place): Problem | undefined => {
  const bytes = utf8Length(JSON.stringify(value));
  if (bytes > MOST_BYTES)
    return problemAt(place, `has ${sayBytes(bytes)}; at most ${sayBytes(MOST_BYTES)} are allowed`, 'Remove what no message or segment needs.');
  if (Array.isArray(value)) return valueProblem(value, place);
  const object = value as JsonObject;
  return Object.keys(object).some((name) => Object.hasOwn(CHANGES, name)) ? changeProblem(object, place) : objectProblem(object, place);
};
