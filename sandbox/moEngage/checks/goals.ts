import { isRecord } from '../../server/body';
import { refuse } from '../refusals';
import { choiceIn, isGiven, isText, listIn, noOthers, objectIn, textIn, type Members } from './members';

const MOST_GOALS = 5;

type Kind = 'text' | 'texts' | 'number' | 'pair' | 'none';

/** Filters of an event attribute, with the kind of value each takes (MoEngage Push API, "conversionGoals"). */
const STRING_FILTERS: Readonly<Record<string, Kind>> = {
  is: 'text',
  'is not': 'text',
  contains: 'text',
  'does not contain': 'text',
  'starts with': 'text',
  'does not start with': 'text',
  'ends with': 'text',
  'does not end with': 'text',
  'in the following': 'texts',
  'not in the following': 'texts',
  exists: 'none',
  'does not exist': 'none',
};
const NUMBER_FILTERS: Readonly<Record<string, Kind>> = {
  'is equal to': 'number',
  'is not equal to': 'number',
  'is between': 'pair',
  'is not between': 'pair',
  'is greater than': 'number',
  'is less than': 'number',
  exists: 'none',
  'does not exist': 'none',
};

const VALUES: Readonly<Record<Kind, readonly [test: (value: unknown) => boolean, what: string]>> = {
  text: [isText, 'a string'],
  texts: [(value) => Array.isArray(value) && value.length > 0 && value.every(isText), 'a list of strings'],
  number: [(value) => typeof value === 'number' && Number.isFinite(value), 'a number'],
  pair: [(value) => typeof value === 'string' && /^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/.test(value), "two numbers as '899,999'"],
  none: [(value) => !isGiven(value), 'left out'],
};

/** "conversionGoals": at most five, each with an event and optionally one filter on its attributes. */
export function checkGoals(body: Members): void {
  const goals = listIn(body, 'conversionGoals');
  if (goals.length > MOST_GOALS) throw refuse.value(`conversionGoals must have at most ${MOST_GOALS}`);
  goals.forEach((goal, i) => {
    const prefix = `conversionGoals[${i}].`;
    if (!isRecord(goal)) throw refuse.parse(`${prefix.slice(0, -1)} must be an object`);
    noOthers(goal, ['name', 'eventName', 'attrs'], prefix);
    textIn(goal, 'name', prefix);
    textIn(goal, 'eventName', prefix);
    if (isGiven(goal.attrs)) checkFilter(objectIn(goal, 'attrs', prefix), `${prefix}attrs.`);
  });
}

function checkFilter(attrs: Members, prefix: string): void {
  noOthers(attrs, ['name', 'filter', 'value', 'type'], prefix);
  textIn(attrs, 'name', prefix);
  const type = choiceIn(attrs, 'type', ['string', 'numeric'], prefix);
  const filters = type === 'string' ? STRING_FILTERS : NUMBER_FILTERS;
  const filter = choiceIn(attrs, 'filter', Object.keys(filters), prefix);
  const [test, what] = VALUES[filters[filter] as Kind];
  if (!test(attrs.value)) throw refuse.value(`${prefix}value must be ${what} with '${filter}'`);
}
