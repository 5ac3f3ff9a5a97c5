import type { Failure } from '../base/errors';
import type { FileFacts } from './inspect';
import { isObject, type Json, type JsonObject } from '../base/json';
import type { AnyOperation, Recipients } from '../catalogue/operation';
import { isBlank } from '../base/words';

/** Who a row of recipients is, without what is said to them. */
const whoIs = ({ id, variables }: Recipients, row: Json): Json => {
  if (!isObject(row)) return row;
  const { [id]: own, ...rest } = row as JsonObject;
  if (own !== undefined) return own;
  const said = typeof variables === 'string' ? [variables] : Object.values(variables.of);
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !said.includes(name)));
};

/**
 * The people whom an input names one by one, each as one value; undefined where it names nobody in particular: a segment, a campaign's audience, a file.
 */
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

/** What a person is called: by the ID, or the first thing that is said of whom it is; undefined where nothing is said. */
const idOf = (person: Json | undefined): string | undefined => {
  if (!isObject(person)) return isBlank(person) || Array.isArray(person) ? undefined : String(person);
  // What comes after it is what is said of the person, such as the kind of an object.
  return idOf(Object.values(person as JsonObject)[0]);
};

/** A person as people name one. */
export const nameOf = (person: Json): string => idOf(person) ?? JSON.stringify(person);

/** The ID of the one person whom an input is for, as the user's own data has it; undefined where there are several, or nobody in particular. */
export const personOf = (o: AnyOperation, input: JsonObject): string | undefined => {
  const { recipients } = o;
  if (recipients && recipients.rows === undefined && input[recipients.id] !== undefined) return idOf(input[recipients.id]);
  let people: readonly Json[] | undefined;
  try {
    people = peopleIn(o, input);
  } catch {
    // An input that was refused need not have the form that the operation reads.
  }
  return people?.length === 1 ? idOf(people[0]) : undefined;
};

/** A failure with the person whom it concerns, where it is one. */
export const concerning = (o: AnyOperation, failure: Failure, input: JsonObject): Failure => {
  const person = failure.person ?? personOf(o, input);
  return person === undefined ? failure : { ...failure, person };
};

const MOST_NAMED = 20;

/** Several people in a sentence. */
export const namePeople = (people: readonly Json[]): string =>
  `${people.slice(0, MOST_NAMED).map(nameOf).join(', ')}${people.length > MOST_NAMED ? ` and ${people.length - MOST_NAMED} more` : ''}`;

/** The list of an input that names its people: the operation's rows, or the one that is the same as who is meant. */
const listOf = ({ recipients }: AnyOperation, input: JsonObject, people: readonly Json[]): string | undefined => {
  if (recipients?.rows !== undefined && Array.isArray(input[recipients.rows])) return recipients.rows;
  const text = JSON.stringify(people);
  return Object.keys(input).find((name) => Array.isArray(input[name]) && JSON.stringify(input[name]) === text);
};

/** The input without some of its people; throws an Error where the operation does not say in which list they are. */
export const withoutPeople = (o: AnyOperation, input: JsonObject, people: readonly Json[], isOut: (position: number) => boolean): JsonObject => {
  if (!people.some((_, position) => isOut(position))) return input;
  const list = listOf(o, input, people);
  // Rather nothing than a second time.
  if (list === undefined) throw new Error('The operation names people of whom none can be left out');
  return { ...input, [list]: (input[list] as readonly Json[]).filter((_, position) => !isOut(position)) };
};

/** How many people an input is for; undefined where nobody here can know. */
export const countPeople = (o: AnyOperation, input: JsonObject, facts?: FileFacts): number | undefined => peopleIn(o, input)?.length ?? facts?.rows;

/** What an input is about, apart from people: the campaign, the segment, and whatever else was picked at the vendor. */
export const targetsIn = ({ fields }: AnyOperation, input: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => (input[name] !== undefined && ('loadOptions' in field || field.isTarget) ? [[name, input[name]]] : [])),
  );
