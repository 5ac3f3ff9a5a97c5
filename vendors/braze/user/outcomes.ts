import { promised, type JsonObject, type Parsed, type Reply } from '../../../engine';
import { statusOf } from '../accepted';
import { layErrors, Places, refusedFor } from '../nonFatal';
import { subjectsOf } from './objects';
import type { Track } from './trackFields';

const TODO = 'Correct what Braze names and send it again for this item; the others of the request were processed.';

/**
 * "Successful Message with Non-Fatal Errors": what an error does not touch is processed. Today an error says which object it is about; one
 * that is only a text, as in the Appboy document, is a doubt about the whole request.
 */
export const outcomesOf = (reply: Reply, inputs: readonly Track[]): Parsed<JsonObject> => {
  promised(reply.body, 'message');
  const subjects = inputs.map(subjectsOf);
  const places = new Places();
  for (const [position, each] of subjects.entries()) for (const { list } of each) places.add(list, position);
  const { wrong, others } = layErrors(reply.body as JsonObject, places);
  const warnings = others.map((words) => `Braze answered: ${words} It does not say for which item.`);
  const status = statusOf(reply);
  return {
    each: subjects.map(([subject], position) => {
      const found = wrong.get(position);
      return found ? refusedFor(found, TODO) : { ...subject?.about, status };
    }),
    ...(warnings.length > 0 && { warnings }),
  };
};
