import { promised, sentence, type Failure, type JsonObject, type Parsed, type Reply } from '../../../engine';
import { statusOf } from '../accepted';
import { blamed, layErrors, Places, refusedFor } from '../nonFatal';
import { subjectsOf, type Subject } from './objects';
import type { Track } from './trackFields';

const TODO = 'Fix what Braze reports and send this item again; the others in the request were processed.';

/** The positions of the inputs' objects in the lists of their request. */
const placesOf = (subjects: readonly (readonly Subject[])[]): Places => {
  const places = new Places();
  for (const [position, own] of subjects.entries()) for (const { list } of own) places.add(list, position);
  return places;
};

/** Assigns a refusal of the whole request to the items that it names. */
export const blameOf = (failure: Failure, inputs: readonly Track[]): Parsed<JsonObject> | undefined =>
  blamed(failure, inputs.length, placesOf(inputs.map(subjectsOf)));

/**
 * "Successful Message with Non-Fatal Errors": objects without an error are processed. Today an error states which object it concerns; one that is only
 * text, as in the Appboy document, becomes a warning about the whole request.
 */
export const outcomesOf = (reply: Reply, inputs: readonly Track[]): Parsed<JsonObject> => {
  promised(reply.body, 'message');
  const subjects = inputs.map(subjectsOf);
  const { wrong, others } = layErrors(reply.body, placesOf(subjects));
  const warnings = others.map((words) => `${sentence(`Braze answered: ${words}`)} It does not say which item this concerns.`);
  const status = statusOf(reply);
  return {
    each: subjects.map(([subject], position) => {
      const found = wrong.get(position);
      return found ? refusedFor(found, TODO) : { ...subject?.about, status };
    }),
    ...(warnings.length > 0 && { warnings }),
  };
};
