/** A failure, which comes with HTTP 200 (MoEngage Push API, "Response": "The status in the response body indicates whether..."). */
export class Fail extends Error {}

/** An answer of the gateway, before the request reaches the API itself. */
export class GatewayRefusal extends Error {
  constructor(
    readonly status: number,
    /** Absent: an empty body. */
    readonly body?: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`HTTP ${status}`);
  }
}

const withDetail = (words: string, detail: string): Fail => new Fail(`${words}: ${detail}`);

/** The document's list of possible failures; the text after a colon is the sandbox's own. */
export const refuse = {
  requestType: () => new Fail('Invalid Request Type'),
  noApp: () => new Fail('appId not present'),
  badApp: () => new Fail('Invalid appId'),
  noName: () => new Fail('Campaign Name not found'),
  shortName: () => new Fail('Campaign Name too short (must be >= 5 chars)'),
  limit: () => new Fail('Request limit exceeded'),
  noSignature: () => new Fail('Signature missing'),
  badSignature: () => new Fail('Signature is not verified'),
  duplicate: () => new Fail('Duplicate campaign name'),
  value: (detail: string) => withDetail('Key not of Type List or Value not allowed', detail),
  parse: (detail: string) => withDetail('Error parsing parameters', detail),
  /** Bad credentials, and JSON that cannot be parsed. */
  unauthorized: () => new GatewayRefusal(401, []),
  notFound: () => new GatewayRefusal(404, { code: 404, status: 'error', reason: 'Page not found. Please recheck the URL' }),
};
