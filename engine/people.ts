import type { FileFacts } from './inspect';
import { isObject, type Json, type JsonObject } from './json';
import type { AnyOperation, Recipients } from './operation';

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
  if (o.people) return o.people(input as never);
  const { recipients } = o;
  if (recipients?.rows !== undefined) {
    const rows = input[recipients.rows];
    if (Array.isArray(rows)) return (rows as readonly Json[]).map((row) => whoIs(recipients, row));
  } else if (recipients && input[recipients.id] !== undefined) return [input[recipients.id]!];
  const lists = (o.batch?.divide ?? []).flatMap((name) => (Array.isArray(input[name]) ? [input[name] as readonly Json[]] : []));
  return lists.length > 0 ? lists.flat() : undefined;
};

/** How many people an input is for; undefined where nobody here can know. */
export const countPeople = (o: AnyOperation, input: JsonObject, facts?: FileFacts): number | undefined => peopleIn(o, input)?.length ?? facts?.rows;

/** What an input is about, apart from people: the campaign, the segment, and whatever else was picked at the vendor. */
export const targetsIn = ({ fields }: AnyOperation, input: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => (input[name] !== undefined && ('loadOptions' in field || field.isTarget) ? [[name, input[name]]] : [])),
  );
