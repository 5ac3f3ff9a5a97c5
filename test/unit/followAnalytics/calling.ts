import { CampaignError, type HttpReply, type Json, type JsonObject, type Outcome } from '../../../engine';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { failureIn, run, sampleAccount, scripted, testHost, type TestHost } from '../../support/host';

/** A field's value as a host hands it over. */
export type Raw = { readonly [wireName: string]: unknown };

export const TRANSACTIONAL = 'FACMPGN_fQq2YaB9vrJQuDid';
export const DRAFT = 'FACMPGN_vRvb99Xme2IeHj';
export const REQUEST = 'A_UNIQUE_REQUEST_ID';

interface Over {
  readonly options?: JsonObject;
  /** The account's fields. */
  readonly over?: JsonObject;
  readonly host?: TestHost;
}

/** Runs an operation for inputs against a vendor that answers as scripted. */
export const calling = async (
  operation: string,
  inputs: readonly Raw[],
  send: ReturnType<typeof scripted>,
  { options = {}, over = {}, host = testHost() }: Over = {},
): Promise<Outcome[]> =>
  await run({ vendor: followAnalytics, operation, inputs, account: sampleAccount(followAnalytics, over), options }, { ...host.ports, vendor: send });

/** What went out: methods and paths below the base URL. */
export const wire = (send: ReturnType<typeof scripted>): string[] =>
  send.requests.map(({ method, url }) => `${method} ${decodeURIComponent(url.replace('https://api.follow-apps.com', ''))}`);

export const answer = (result: Json): Partial<HttpReply> => ({ body: { success: true, result } });

/** A refusal in the document's form: the status in the body may be another than that of HTTP. */
export const refusal = (status: number, error_message: string, inBody = String(status)): Partial<HttpReply> => ({
  status,
  body: { status: inBody, success: false, error_message },
});

/** That an input was refused in words, by its field, before anything was sent. */
export const expectRefused = (outcomes: readonly Outcome[], field: string, says: RegExp): void => {
  const error = failureIn(outcomes[0]);
  expect(error).toBeInstanceOf(CampaignError);
  expect(error).toMatchObject({ code: 'validation', reached: 'no', field, message: expect.stringMatching(says), todo: expect.stringMatching(/^[A-Z].*\.$/) });
};

export const stream = (...texts: readonly string[]): AsyncIterable<Uint8Array> =>
  (async function* () {
    for (const text of texts) yield new TextEncoder().encode(text);
  })();
