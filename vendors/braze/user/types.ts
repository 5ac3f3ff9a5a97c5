import { isObject, type CheckContext, type Comparison, type Doubt, type Json, type JsonObject } from '../../../engine';
import { HOW } from './attributes';
import { IDENTITIES } from './identity';
import { objectsOf, placesOf } from './objects';
import { sayPlace, show } from './places';
import { profileField } from './profile';
import { isTime } from './times';
import type { fields, Track } from './trackFields';

/** What a custom attribute can hold. */
type Type = 'text' | 'number' | 'boolean' | 'time' | 'list' | 'object' | 'objects';

/**
 * Braze's names of data types. Its page of the endpoint has only `Number`; the others are those of the dashboard, which also has longer ones, such as
 * "Number (automatically detected)". A name that is none of these is never contradicted.
 */
const TYPES: readonly (readonly [name: RegExp, type: Type])[] = [
  [/^(?:object array|array of objects|nested object array)\b/i, 'objects'],
  [/^(?:object|nested object)\b/i, 'object'],
  [/^(?:array|list)\b/i, 'list'],
  [/^(?:number|integer|float)\b/i, 'number'],
  [/^(?:string|text)\b/i, 'text'],
  [/^(?:boolean|bool)\b/i, 'boolean'],
  [/^(?:time|date|datetime)\b/i, 'time'],
];

const typeCalled = (name: string): Type | undefined => TYPES.find(([pattern]) => pattern.test(name.trim()))?.[1];

const NOUNS: Readonly<Record<Type, string>> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  time: 'a date and time',
  list: 'a list',
  object: 'an object',
  objects: 'a list of objects',
};

/** What the members of an object say that it does to an attribute, if it is not the value itself. */
const CHANGES: readonly (readonly [members: readonly string[], type: Type])[] = [
  [['inc'], 'number'],
  [['add', 'remove'], 'list'],
  [['$time'], 'time'],
  [['$add', '$update', '$remove'], 'objects'],
];

/** "12" would be a year in ISO 8601. */
const STARTS_WITH_DAY = /^\d{4}-\d\d-\d\d/;

/** The types of attributes that a value suits, what it is first; none for no value. */
const typesOf = (value: Json | undefined): readonly Type[] => {
  if (value === undefined || value === null) return [];
  if (typeof value === 'number') return ['number'];
  if (typeof value === 'boolean') return ['boolean'];
  // Braze recognizes dates in texts.
  if (typeof value === 'string') return STARTS_WITH_DAY.test(value) && isTime(value) ? ['time', 'text'] : ['text'];
  if (Array.isArray(value)) return value.length === 0 ? ['list', 'objects'] : value.some(isObject) ? ['objects', 'list'] : ['list'];
  const members = Object.keys(value);
  const change = members.length > 0 ? CHANGES.find(([names]) => members.every((member) => names.includes(member))) : undefined;
  return change ? [change[1]] : ['object'];
};

const isCustom = (name: string): boolean => !IDENTITIES.has(name) && !HOW.includes(name) && !profileField(name);

/** Every custom attribute that an input sets. */
const customIn = (input: Track, context: CheckContext) =>
  objectsOf(input, context).flatMap(({ list, object }, i) =>
    list === 'attributes'
      ? Object.keys(object)
          .filter(isCustom)
          .map((name) => ({ name, value: object[name], place: () => placesOf(input, context)[i]!(name) }))
      : [],
  );

const doubtsIn = (input: Track, known: ReadonlyMap<string, JsonObject>, context: CheckContext): readonly Doubt[] =>
  customIn(input, context).flatMap(({ name, value, place }) => {
    const called = known.get(name)?.data_type;
    const type = typeof called === 'string' ? typeCalled(called) : undefined;
    if (type === undefined) return [];
    const suited = typesOf(value);
    const [found] = suited;
    if (found === undefined || suited.includes(type)) return [];
    return [
      {
        about: `${name} ${found}`,
        what: `${sayPlace(place())} (${place().path}) is ${NOUNS[found]}, such as ${show(value)}, but Braze has '${name}' as ${String(called)}`,
        todo: `Send ${NOUNS[type]}, or change the attribute's data type in Braze.`,
      },
    ];
  });

/** Warns if a value is of another data type than its attribute has at Braze. */
export const dataTypes: Comparison<typeof fields> = {
  what: 'The data types of the attributes',
  operation: 'attribute.getMany',
  input: ({ check_types }) => (check_types === true ? {} : undefined),
  names: (input, context) => customIn(input, context).flatMap(({ name, value }) => (value === null || value === undefined ? [] : [name])),
  nameOf: ({ name }) => name,
  doubts: doubtsIn,
};
