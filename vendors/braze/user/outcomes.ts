import { isObject, promised, type Failure, type Json, type JsonObject, type Parsed, type Reply } from '../../../engine';
import { statusOf } from '../accepted';
import { subjectsOf } from './objects';
import type { Track } from './trackFields';

const wordsOf = (error: Json): string => {
  if (typeof error === 'string') return error;
  const type = isObject(error) ? error.type : undefined;
  return typeof type === 'string' ? type : JSON.stringify(error);
};

/** Where an error lies, as today's answers say it: the array and the position in it. */
const placeOf = (error: Json): string | undefined =>
  isObject(error) && typeof error.input_array === 'string' && typeof error.index === 'number' ? `${error.input_array} ${error.index}` : undefined;

const refused = (errors: readonly Json[]): { readonly failure: Failure } => ({
  failure: {
    code: 'rejected',
    reached: 'yes',
    message: `Braze answered: ${errors.map(wordsOf).join('; ').replace(/\.$/, '')}.`,
    todo: 'Correct what Braze names and send it again for this item; the others of the request were processed.',
    details: { answer: errors },
  },
});

/**
 * "Successful Message with Non-Fatal Errors": what an error does not touch is processed. Today an error says which object it is about; one
 * that is only a text, as in the Appboy document, is a doubt about the whole request.
 */
export const outcomesOf = (reply: Reply, inputs: readonly Track[]): Parsed<JsonObject> => {
  promised(reply.body, 'message');
  const { errors } = reply.body as JsonObject;
  const positions = new Map<string, number>();
  const subjects = inputs.map(subjectsOf);
  const counted = { attributes: 0, events: 0, purchases: 0 };
  for (const [position, each] of subjects.entries()) {
    for (const { list } of each) positions.set(`${list} ${counted[list]++}`, position);
  }
  const wrong = new Map<number, Json[]>();
  const warnings: string[] = [];
  for (const error of Array.isArray(errors) ? (errors as readonly Json[]) : []) {
    const position = positions.get(placeOf(error) ?? '');
    if (position === undefined) warnings.push(`Braze answered: ${wordsOf(error)} It does not say for which item.`);
    else wrong.set(position, [...(wrong.get(position) ?? []), error]);
  }
  const status = statusOf(reply);
  return {
    each: subjects.map(([subject], position) => {
      const found = wrong.get(position);
      return found ? refused(found) : { ...subject?.about, status };
    }),
    ...(warnings.length > 0 && { warnings }),
  };
};
