/**
 * A refusal in the vendor's form: `{"status", "success": false, "error_message"}`. The document's `status` is a text and not always the HTTP status; if
 * the document shows none, the body has none.
 */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly status = 400,
    /** The member `status` of the body. */
    readonly shown?: string,
  ) {
    super(message);
  }

  get body(): object {
    return { ...(this.shown !== undefined && { status: this.shown }), success: false, error_message: this.message };
  }
}

/**
 * The document's errors, verbatim as far as it states them ("Send a batch of transactional messages", "Retrieve a sending report", "Cancel a batch",
 * "Retrieve hits for a campaign"). Those after `invalid` have no text in the document.
 */
export const refuse = {
  unknownCampaign: (id: string) => new Refusal(`Unknown campaign with identifier ${id}`, 400, '400'),
  campaignNotReady: (id: string, index: number) => new Refusal(`Campaign with identifier ${id} at index ${index} not ready`, 400, '404'),
  noCampaign: () => new Refusal('Missing or empty campaign key', 400, '405'),
  noRequest: (id: string) => new Refusal(`No request found for ${id}`, 400, '400'),
  notCancelable: () => new Refusal("Request can't be canceled", 400, '400'),
  requestNotFound: (id: string, campaign: string) => new Refusal(`The request ${id} for campaign ${campaign} was not found`, 400, '400'),
  badParameter: (name: string, value: unknown) => new Refusal(`Invalid parameter value ${String(value)} for ${name}`, 400, '400'),
  unknownKey: (id: string) => new Refusal(`Unknown campaign key ${id}`, 404, '404'),

  /** An invalid body: the field by its path, and what is wrong with it. */
  invalid: (what: string) => new Refusal(what, 400, '400'),
  alreadyLaunched: (id: string, phase: string) => new Refusal(`Campaign with identifier ${id} can't be launched: it is ${phase}`, 400, '400'),
  badLogin: () => new Refusal('Invalid email or password', 401),
  unauthorized: () => new Refusal('Invalid or missing authentication token', 401),
  expired: () => new Refusal('The authentication token has expired', 401),
};
