import { sentence, type Failure, type JsonObject, type SingledOut } from '../../../engine';
import { catalogErrorsOf, itemsNamed } from '../catalog/errors';

const EXISTS = 'item-already-exists';

/**
 * The items that a refusal names. Braze does nothing of a request that it refuses, so the others can be sent again. An item that exists already after a
 * lost answer was created by the first try: the answers of two requests that create the same item cannot be told apart.
 * @param ids of the request's inputs, in order
 * @param field the form's field that holds them
 */
export const itemsAtFault = (
  failure: Failure,
  ids: readonly string[],
  again: boolean,
  field: string,
  done: (position: number) => JsonObject,
): ReadonlyMap<number, SingledOut<JsonObject>> => {
  const errors = catalogErrorsOf(failure);
  return new Map(
    ids.flatMap((id, position): (readonly [number, SingledOut<JsonObject>])[] => {
      const own = errors.filter((error) => itemsNamed(error).includes(id));
      if (own.length === 0) return [];
      if (again && own.every((error) => error.id === EXISTS)) {
        const warning =
          'The first answer from Braze was lost, and the repeated request was rejected because an item exists already. This is assumed to be because the first request succeeded.';
        return [[position, { one: done(position), warning }]];
      }
      return [[position, { failure: { ...failure, field, message: sentence(`The catalog item '${id}' was rejected. ${failure.message}`) } }]];
    }),
  );
};
