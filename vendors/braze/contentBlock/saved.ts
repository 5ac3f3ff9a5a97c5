import { promisedText, type Json, type JsonObject, type Parsed } from '../../../engine';

/** The answer to a create or an update: the identifier, the Liquid tag and the time of creation. */
export const savedBlock = (body: Json): Parsed<JsonObject> => {
  promisedText(body, 'content_block_id');
  promisedText(body, 'liquid_tag');
  const { message: _, ...block } = body as JsonObject;
  return { one: block };
};
