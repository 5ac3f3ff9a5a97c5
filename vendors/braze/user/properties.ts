import { isObject, sayBytes, utf8Length, type Json, type JsonObject, type Problem } from '../../../engine';
import { inside, problemAt, show, type Place } from './places';

/** Properties Object (Braze document). */
const LONGEST_NAME = 255;
const LONGEST_TEXT = 255;
/** Sizes from today's documentation, which allows lists and objects. */
const MOST_BYTES = { events: 100_000, purchases: 50_000 } as const;
/** Names reserved by today's documentation. */
const RESERVED: readonly string[] = ['event_name', 'time'];

/** The properties with a value; an empty column is not a property. */
export const propertiesToSend = (properties: JsonObject): JsonObject =>
  Object.values(properties).some((value) => value === null)
    ? Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== undefined))
    : properties;

const nameProblem = (name: string, place: Place, today: boolean): Problem | undefined => {
  if (name === '') return problemAt(place, 'has a property without a name', 'Name it or remove it.');
  if (name.length > LONGEST_NAME)
    return problemAt(inside(place, name), `has a name of ${name.length} characters; at most ${LONGEST_NAME} are allowed`, 'Shorten the name.');
  if (name.startsWith('$')) return problemAt(inside(place, name), 'has a name that starts with a dollar sign', 'Rename the property.');
  return today && RESERVED.includes(name)
    ? problemAt(inside(place, name), 'has a name reserved by Braze', 'Rename the property, or send only selected fields of the item.')
    : undefined;
};

const valueProblem = (name: string, value: Json | undefined, place: Place, today: boolean): Problem | undefined => {
  if (typeof value === 'string' && value.length > LONGEST_TEXT)
    return problemAt(inside(place, name), `has ${value.length} characters; at most ${LONGEST_TEXT} are allowed`, `Shorten it to ${LONGEST_TEXT} characters.`);
  return typeof value === 'object' && value !== null && !today
    ? problemAt(inside(place, name), `is ${show(value)}, but a property must be text, a number, a date, or true or false`, 'Use a single value.')
    : undefined;
};

/** Problems of an event's or a purchase's properties. */
export const propertiesProblems = (list: 'events' | 'purchases', properties: Json | undefined, place: Place, today: boolean): readonly Problem[] => {
  if (properties === undefined) return [];
  if (!isObject(properties)) return [problemAt(place, `is ${show(properties)}, not an object`, 'Provide an object with properties by name.')];
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(properties as JsonObject)) {
    const problem = nameProblem(name, place, today) ?? valueProblem(name, value, place, today);
    if (problem) problems.push(problem);
  }
  const bytes = today ? utf8Length(JSON.stringify(properties)) : 0;
  if (bytes > MOST_BYTES[list])
    problems.push(problemAt(place, `has ${sayBytes(bytes)}; at most ${sayBytes(MOST_BYTES[list])} are allowed`, 'Remove what the message does not need.'));
  return problems;
};
