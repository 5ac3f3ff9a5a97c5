/** A refusal in the vendor's form: `{"message": <fatal error message>, "errors": [<minor error message>]}` ("Server Responses"). */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** What exactly is wrong: texts, or objects where the pages show these. The document does not specify the wording of minor messages. */
    readonly errors: readonly (string | object)[] = [],
  ) {
    super(message);
  }
}

/** The document's fatal errors (section "Fatal Errors"), verbatim; `noData` and `tooManyIds` exist only today. */
export const refuse = {
  badRequest: (...errors: string[]) => new Refusal(400, 'Bad Request', errors),
  sendAt: () => new Refusal(400, 'Bad Request', ['Cannot parse send_at datetime']),
  localTimePassed: () => new Refusal(400, 'Bad Request', ["in_local_time is true but time has passed in your company's time zone"]),
  noRecipients: (...errors: string[]) => new Refusal(400, 'No Recipients', errors),
  campaign: () => new Refusal(400, 'Invalid Campaign ID'),
  /** In the words for a campaign: the pages of Canvases have none. */
  canvas: () => new Refusal(400, 'Invalid Canvas ID'),
  /** An endpoint that the account's version of the API does not have. */
  path: () => new Refusal(404, 'Invalid URL'),
  noVariant: (...errors: string[]) => new Refusal(400, 'Message Variant Unspecified', errors),
  variant: (...errors: string[]) => new Refusal(400, 'Invalid Message Variant', errors),
  mismatch: (...errors: string[]) => new Refusal(400, 'Mismatched Message Type', errors),
  extra: (...errors: string[]) => new Refusal(400, 'Invalid Extra Push Payload', errors),
  tooLong: (...errors: string[]) => new Refusal(400, 'Max input length exceeded', errors),
  noMessage: () => new Refusal(400, 'No message to send'),
  slideup: () => new Refusal(400, 'Slideup Message Length Exceeded'),
  applePush: () => new Refusal(400, 'Apple Push Length Exceeded'),
  androidPush: () => new Refusal(400, 'Android Push Length Exceeded'),
  noData: () => new Refusal(400, "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields."),
  tooManyIds: () => new Refusal(400, 'The max number of ids per request was exceeded'),
  unauthorized: () => new Refusal(401, 'Unauthorized', ['Unknown or missing api key']),
  forbidden: (permission: string) => new Refusal(403, 'Access Denied', [`The api key does not have the permission ${permission}`]),
  rateLimited: () => new Refusal(429, 'Rate limited'),
};
