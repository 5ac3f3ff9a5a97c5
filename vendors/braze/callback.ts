import { promised, type Field, type Json, type JsonObject, type Parsed } from '../../engine';

/** "you may optionally provide a callback_endpoint to be notified when the export is ready". */
export const callbackEndpoint = {
  type: 'text',
  label: 'Callback Endpoint',
  description: 'URL that Braze calls when the export is ready',
  placeholder: 'https://example.com/braze-export',
  limits: { format: 'url' },
  todo: 'Enter a full URL that Braze can reach, such as https://example.com/braze-export.',
} as const satisfies Field;

/** "The body of the post will be "success":true." Anything else is not a success, although the document describes no such call. */
export const readCall = <O>(body: Json, read: (said: JsonObject) => Parsed<O>): Parsed<O> => {
  if (promised(body, 'success') === true) return read(body as JsonObject);
  return {
    each: [
      {
        failure: {
          code: 'rejected',
          reached: 'yes',
          message: 'Braze called back to report that the export failed.',
          todo: 'Start the export again. If it fails again, export a smaller part.',
          details: { answer: body },
        },
      },
    ],
  };
};
