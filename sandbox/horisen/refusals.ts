/** One invalid member: `ErrorItem` (HORISEN Campaign API, 4.11). */
export interface Item {
  readonly name: string;
  readonly message: string;
}

/** A refusal in the form `Error` (4.10), or without a body if the document describes none. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly items: readonly Item[] = [],
    readonly description?: string,
  ) {
    super(message);
  }

  get body(): object | undefined {
    if (this.code === '') return undefined;
    return {
      code: this.code,
      message: this.message,
      ...(this.description !== undefined && { description: this.description }),
      ...(this.items.length > 0 && { items: this.items }),
    };
  }
}

/** A refusal of the token endpoint, in the form of RFC 6749 (5.2 "Error Response"). */
export class TokenRefusal extends Error {
  constructor(
    readonly status: number,
    readonly error: string,
    description: string,
  ) {
    super(description);
  }
}

/** The document lists neither codes nor messages: these are the sandbox's own. */
export const refuse = {
  invalid: (items: readonly Item[]) => new Refusal(400, 'invalid_request', 'Invalid request', items),
  one: (name: string, message: string) => refuse.invalid([{ name, message }]),
  body: (message: string) => new Refusal(400, 'invalid_request', message),
  unauthorized: (description: string) => new Refusal(401, 'unauthorized', 'Unauthorized', [], description),
  address: () => new Refusal(404, 'not_found', 'Resource not found'),
  service: () => new Refusal(404, 'not_found', 'Service not found'),
  /** "404: Campaign not found", without a body. */
  campaign: () => new Refusal(404, '', 'Campaign not found'),
  badGrant: (given: unknown) => new TokenRefusal(400, 'unsupported_grant_type', `The grant type ${String(given)} is not supported`),
  badForm: (what: string) => new TokenRefusal(400, 'invalid_request', what),
  badClient: () => new TokenRefusal(401, 'invalid_client', 'Client authentication failed'),
  badAddress: () => new TokenRefusal(401, 'access_denied', 'The client is not authorized from this IP address'),
};
