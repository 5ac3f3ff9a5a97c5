import { isObject, type CheckContext, type Json, type JsonObject, type Problem } from '../../../engine';
import { attributesFrom, attributesProblems, attributesWarnings, counts, formProblems, nullWarnings, placeOfAttribute } from './attributes';
import { identityClashes, identityFormProblems, identityFrom, identityProblems, namedBy } from './identity';
import { occurrenceFrom, occurrenceProblems, occurrenceToSend, occurrenceWarnings } from './occurrences';
import { problemAt, show, type At, type Place } from './places';
import { fields, type Track } from './trackFields';

/** The arrays of a request to users/track. */
export const LISTS = ['attributes', 'events', 'purchases'] as const;
export type List = (typeof LISTS)[number];

const LIST_OF = { attributes: 'attributes', event: 'events', purchase: 'purchases' } as const;
const KIND_OF = { attributes: 'attributes', events: 'event', purchases: 'purchase' } as const;

/** One object of a request, and where its members come from. */
interface Tracked {
  readonly list: List;
  readonly object: JsonObject;
  readonly at: At;
}

const isField = (name: string): name is keyof typeof fields => Object.hasOwn(fields, name);

/** The object built from the form, and its two parts. */
const fromForm = (input: Track, kind: keyof typeof LIST_OF, context: CheckContext): Tracked & { readonly identity: JsonObject; readonly said: JsonObject } => {
  const list = LIST_OF[kind];
  const identity = identityFrom(input);
  const said = list === 'attributes' ? attributesFrom(input, context) : occurrenceFrom(input);
  const at: At = (member) => {
    const place = list === 'attributes' ? placeOfAttribute(input, member) : undefined;
    if (place) return place;
    if (Object.hasOwn(identity, member) && member !== 'push_tokens') return { label: fields.user.label, path: 'user' };
    return isField(member) ? { label: fields[member].label, path: member } : { label: fields.user.label, path: 'user' };
  };
  const { _update_existing_only } = input;
  // The identity comes first and must not be overwritten.
  const object = { ...identity, ...said, ...identity, ...(_update_existing_only !== undefined && { _update_existing_only }) };
  return { list, object, at, identity, said };
};

/** The wire objects from the JSON fields. */
const fromJson = (input: Track): Tracked[] =>
  LISTS.flatMap((list) =>
    ((input[list] ?? []) as readonly Json[]).map((entry, i): Tracked => {
      const path = `${list}[${i}]`;
      const { label } = fields[list];
      return { list, object: entry as JsonObject, at: (member) => (member === '' ? { label, path } : { label, path: `${path}.${member}`, member }) };
    }),
  );

/** Made anew each time: kept for a million inputs until these are sent, the objects would take more memory than the inputs. */
const trackedOf = (input: Track, context: CheckContext): readonly Tracked[] =>
  input.kind === 'json' ? fromJson(input) : [fromForm(input, input.kind, context)];

/** The objects of one input as they are sent. */
export const objectsOf = (input: Track, context: CheckContext): readonly { readonly list: List; readonly object: JsonObject }[] =>
  trackedOf(input, context).map(({ list, object }) => ({ list, object: list === 'attributes' ? object : occurrenceToSend(object, context) }));

/** Where the members of each of these objects come from, in the same order. */
export const placesOf = (input: Track, context: CheckContext): readonly At[] => trackedOf(input, context).map(({ at }) => at);

const problemsOf = ({ list, object, at }: Tracked, context: CheckContext): readonly Problem[] => {
  if (!isObject(object)) return [problemAt(at(''), `is ${show(object)}, not an object`, 'Provide a list of objects.')];
  const problems = identityProblems(list, object, at, context);
  return [...problems, ...(list === 'attributes' ? attributesProblems(object, at, context) : occurrenceProblems(list, object, at, context))];
};

const PLACE_OF_JSON: Place = { label: fields.attributes.label, path: 'attributes' };

/** Problems of one input beyond its field table. */
export const inputProblems = (input: Track, context: CheckContext): readonly Problem[] => {
  if (input.kind === 'json') {
    const all = trackedOf(input, context);
    return all.length === 0
      ? [problemAt(PLACE_OF_JSON, 'is empty, and so are the events and purchases', 'Add at least one object to one of the three.')]
      : all.flatMap((each) => problemsOf(each, context));
  }
  const named = identityFormProblems(input, context);
  if (named.length > 0) return named;
  const formed = input.kind === 'attributes' ? formProblems(input, context) : [];
  if (formed.length > 0) return formed;
  const tracked = fromForm(input, input.kind, context);
  const clashes = input.kind === 'attributes' ? identityClashes(tracked.identity, tracked.said, tracked.at) : [];
  return clashes.length > 0 ? clashes : problemsOf(tracked, context);
};

export const inputWarnings = (input: Track, context: CheckContext): readonly string[] => [
  ...nullWarnings(input, context),
  ...trackedOf(input, context).flatMap(({ list, object, at }) =>
    list === 'attributes' ? attributesWarnings(object, at, context) : occurrenceWarnings(object, at, context),
  ),
];

/** Number of objects of each kind in an input. */
export const loadOf = (input: Track): Readonly<Partial<Record<List, number>>> => {
  if (input.kind !== 'json') return { [LIST_OF[input.kind]]: 1 };
  return Object.fromEntries(
    LISTS.flatMap((list) => ((input[list] as readonly Json[] | undefined)?.length ? [[list, (input[list] as readonly Json[]).length]] : [])),
  );
};

export interface Subject {
  readonly list: List;
  readonly about: JsonObject;
}

/** The users of an input's objects, in sending order: for outcomes, and to keep each user's objects in order. */
export const subjectsOf = (input: Track): readonly Subject[] => {
  if (input.kind !== 'json') {
    const { kind, name, product_id } = input;
    return [
      {
        list: LIST_OF[kind],
        about: {
          ...namedBy({ ...tokensOf(input), ...identityFrom(input) }),
          kind,
          ...(name !== undefined && { name }),
          ...(product_id !== undefined && { product_id }),
        },
      },
    ];
  }
  return fromJson(input).map(({ list, object }) => {
    const { name, product_id } = object;
    const what = list === 'events' ? { name } : list === 'purchases' ? { product_id } : {};
    return { list, about: { ...namedBy(object), kind: KIND_OF[list], ...what } };
  });
};

const tokensOf = ({ profile, custom_attributes }: Track): JsonObject => {
  const push_tokens = profile?.push_tokens ?? (custom_attributes as JsonObject | undefined)?.push_tokens;
  return push_tokens === undefined ? {} : { push_tokens: push_tokens as Json };
};

/** Whether an input must not be sent twice: events, purchases and increments count each time. */
export const countsTwice = (input: Track): boolean => {
  if (input.kind === 'json')
    return (
      Boolean((input.events as readonly Json[] | undefined)?.length || (input.purchases as readonly Json[] | undefined)?.length) ||
      ((input.attributes ?? []) as readonly Json[]).some(counts)
    );
  return input.kind !== 'attributes' || counts(input.custom_attributes) || (input.changes ?? []).some(({ action }) => action === 'increment');
};
