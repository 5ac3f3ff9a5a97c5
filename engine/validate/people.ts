import type { Failure } from '../base/errors';
import type { FileFacts } from './inspect';
import { isObject, type Json, type JsonObject } from '../base/json';
import type { AnyOperation, Recipients } from '../catalogue/operation';
import { isBlank } from '../base/words';

/** Identifies the person of a recipient row, without the message's content. */
const whoIs = ({ id, variables }: Recipients, row: Json): Json => {
  if (!isObject(row)) return row;
  const { [id]: own, ...rest } = row as JsonObject;
  if (own !== undefined) return own;
  const said = typeof variables === 'string' ? [variables] : Object.values(variables.of);
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !said.includes(name)));
};

/** The people an input names individually, each as one value; undefined if it names nobody in particular: a segment, a campaign's audience, a file. */
export const peopleIn = (o: AnyOperation, input: JsonObject): readonly Json[] | undefined => {
  if (o.people) return o.people(input);
  const { recipients } = o;
  if (recipients?.rows !== undefined) {
    const rows = input[recipients.rows];
    if (Array.isArray(rows)) return (rows as readonly Json[]).map((row) => whoIs(recipients, row));
  } else if (recipients && input[recipients.id] !== undefined) return [input[recipients.id]!];
  const lists = (o.batch?.splitBy ?? []).flatMap((name) => (Array.isArray(input[name]) ? [input[name] as readonly Json[]] : []));
  return lists.length > 0 ? lists.flat() : undefined;
};

/** A person's name for messages: the ID, or the first identifying value; undefined if there is none. */
const idOf = (person: Json | undefined): string | undefined => {
  if (!isObject(person)) return isBlank(person) || Array.isArray(person) ? undefined : String(person);
  // The members after the first are details, such as an object's type.
  return idOf(Object.values(person as JsonObject)[0]);
};

/** A person's name in messages. */
export const nameOf = (person: Json): string => idOf(person) ?? JSON.stringify(person);

/** The ID of the one person an input is for, as in the user's data; undefined if there are several or none in particular. */
export const personOf = (o: AnyOperation, input: JsonObject): string | undefined => {
  const { recipients } = o;
  if (recipients && recipients.rows === undefined && input[recipients.id] !== undefined) return idOf(input[recipients.id]);
  let people: readonly Json[] | undefined;
  try {
    people = peopleIn(o, input);
  } catch {
    // A rejected input may not have the shape that the operation expects.
  }
  return people?.length === 1 ? idOf(people[0]) : undefined;
};

/** A failure with the person concerned, if there is exactly one. */
export const concerning = (o: AnyOperation, failure: Failure, input: JsonObject): Failure => {
  const person = failure.person ?? personOf(o, input);
  return person === undefined ? failure : { ...failure, person };
};

const MOST_NAMED = 20;

/** Several people in a sentence. */
export const namePeople = (people: readonly Json[]): string =>
  `${people.slice(0, MOST_NAMED).map(nameOf).join(', ')}${people.length > MOST_NAMED ? ` and ${people.length - MOST_NAMED} more` : ''}`;

/** The list of an input that names its people: the operation's rows, or the list equal to its people. */
const listOf = ({ recipients }: AnyOperation, input: JsonObject, people: readonly Json[]): string | undefined => {
  if (recipients?.rows !== undefined && Array.isArray(input[recipients.rows])) return recipients.rows;
  const text = JSON.stringify(people);
  return Object.keys(input).find((name) => Array.isArray(input[name]) && JSON.stringify(input[name]) === text);
};

/** The input without some of its people; throws an Error if the operation does not say which list they are in. */
export const withoutPeople = (o: AnyOperation, input: JsonObject, people: readonly Json[], isOut: (position: number) => boolean): JsonObject => {
  if (!people.some((_, position) => isOut(position))) return input;
  const list = listOf(o, input, people);
  // Better not to send than to send twice.
  if (list === undefined) throw new Error('The operation names people of whom none can be left out');
  return { ...input, [list]: (input[list] as readonly Json[]).filter((_, position) => !isOut(position)) };
};

/** How many people an input is for; undefined if unknown. */
export const countPeople = (o: AnyOperation, input: JsonObject, facts?: FileFacts): number | undefined => peopleIn(o, input)?.length ?? facts?.rows;

/** What an input refers to besides people: the campaign, the segment, and anything else picked at the vendor. */
export const targetsIn = ({ fields }: AnyOperation, input: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => (input[name] !== undefined && ('loadOptions' in field || field.isTarget) ? [[name, input[name]]] : [])),
  );
