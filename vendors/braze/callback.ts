import { promised, type Field, type Json, type JsonObject, type Parsed, type Problem } from '../../engine';

/** "you may optionally provide a callback_endpoint to be notified when the export is ready". */
export const callbackEndpoint = {
  type: 'text',
  label: 'Callback Endpoint',
  description: 'Address that Braze calls when the export is ready',
  placeholder: 'https://example.com/braze-export',
  todo: 'Give a whole address that Braze can reach, such as https://example.com/braze-export.',
} as const satisfies Field;

/** What is wrong with an address that Braze is to call. */
export const callbackProblems = (address: string | undefined): readonly Problem[] =>
  address === undefined || /^https?:\/\/[^\s]+$/.test(address)
    ? []
    : [
        {
          field: 'callback_endpoint',
          message: `'${callbackEndpoint.label}' (callback_endpoint) is '${address}', which is no web address.`,
          todo: callbackEndpoint.todo,
        },
      ];

/** "The body of the post will be "success":true." What says something else is no success, although the document knows no such call. */
export const readCall = <O>(body: Json, read: (said: JsonObject) => Parsed<O>): Parsed<O> => {
  if (promised(body, 'success') === true) return read(body as JsonObject);
  return {
    each: [
      {
        failure: {
          code: 'rejected',
          reached: 'yes',
          message: 'Braze called to say that the export has ended without success.',
          todo: 'Start the export again; if it fails again, ask for a smaller part.',
          details: { answer: body },
        },
      },
    ],
  };
};
