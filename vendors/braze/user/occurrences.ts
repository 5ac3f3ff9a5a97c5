import { FORMATS, hasFormat, type CheckContext, type Json, type JsonObject, type Problem } from '../../../engine';
import { isToday } from '../identifiers';
import { isFilled, problemAt, sayPlace, show, type At } from './places';
import { propertiesProblems, propertiesToSend } from './properties';
import { isTime, timeToSend } from './times';
import { fields, type Track } from './trackFields';

/** What events and purchases have in common: each happened at one time. */
type List = 'events' | 'purchases';

/** The event or purchase from the form, without the user's identity. */
export const occurrenceFrom = ({ name, product_id, currency, price, quantity, time, app_id, properties }: Track): JsonObject => ({
  ...(app_id !== undefined && { app_id }),
  ...(name !== undefined && { name }),
  ...(product_id !== undefined && { product_id, currency, price }),
  ...(quantity !== undefined && { quantity }),
  ...(time !== undefined && { time }),
  ...(properties !== undefined && { properties }),
});

/** An event or purchase as it is sent: with a time, and without empty properties. */
export const occurrenceToSend = (object: JsonObject, { now, timeZone }: CheckContext): JsonObject => ({
  ...object,
  time: object.time === undefined || object.time === null ? new Date(now).toISOString() : timeToSend(String(object.time).replace(' ', 'T'), timeZone),
  ...(object.properties && { properties: propertiesToSend(object.properties as JsonObject) }),
});

const { min, max } = fields.quantity.limits;

type Rule = readonly [member: string, fits: (value: Json | undefined) => boolean, form: string, todo: string];

const isShort = (value: Json | undefined): boolean => isFilled(value) && value.length <= fields.product_id.limits.max;

/** Members specific to each kind (Braze document, "Event Object" and "Purchase Object Specification"). */
const own: Readonly<Record<List, readonly Rule[]>> = {
  events: [['name', isFilled, 'a non-empty text', fields.name.todo]],
  purchases: [
    ['product_id', isShort, `a text of 1 to ${fields.product_id.limits.max} characters`, fields.product_id.todo],
    ['currency', (value) => typeof value === 'string' && hasFormat('currency', value), `a ${FORMATS.currency.noun}`, fields.currency.todo],
    ['price', (value) => typeof value === 'number', 'a number', fields.price.todo],
    [
      'quantity',
      (value) => value === undefined || (Number.isInteger(value) && (value as number) >= min && (value as number) <= max),
      `a whole number of ${min} to ${max}`,
      'Split larger quantities into several purchases.',
    ],
  ],
};

const shared: readonly Rule[] = [
  ['time', (value) => value === undefined || value === null || isTime(value), 'a date and time', fields.time.todo],
  ['app_id', (value) => value === undefined || typeof value === 'string', 'a text', 'Copy the app identifier from the Developer Console.'],
  ['_update_existing_only', (value) => value === undefined || typeof value === 'boolean', 'true or false', 'Use true or false.'],
];

/** Problems of one event or purchase object. */
export const occurrenceProblems = (list: List, object: JsonObject, at: At, context: CheckContext): readonly Problem[] => {
  const problems: Problem[] = [];
  for (const [member, fits, form, todo] of [...own[list], ...shared]) {
    const value = object[member];
    if (!fits(value)) problems.push(problemAt(at(member), value === undefined ? 'is empty' : `is ${show(value)}, not ${form}`, todo));
  }
  return [...problems, ...propertiesProblems(list, object.properties, at('properties'), isToday(context))];
};

/** Warnings about one event or purchase object: "timestamps in the future will default to the current time". */
export const occurrenceWarnings = (object: JsonObject, at: At, context: CheckContext): readonly string[] =>
  typeof object.time === 'string' && isToday(context) && Date.parse(object.time) > context.now
    ? [`${sayPlace(at('time'))} is ${object.time}, which is in the future; Braze uses the current time instead.`]
    : [];
