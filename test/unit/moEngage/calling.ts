import { CampaignError, type Json, type JsonObject, type Outcome } from '../../../engine';
import { moEngage } from '../../../vendors/moEngage';
import { failureIn, run, sampleAccount, scripted, testHost, type TestHost } from '../../support/host';

/** A field's value as a host hands it over. */
export type Raw = { readonly [wireName: string]: unknown };

/** The answer of an accepted push (MoEngage Push API, "Response"). */
export const ACCEPTED = { body: { status: 'Success', requestId: 'r-1', responseId: 's-1', cid: 'c-1' } };

/** A push to one user that lacks nothing. */
export const push = {
  campaignName: 'order-shipped',
  targetAudience: 'User',
  attribute: 'USER_ATTRIBUTE_UNIQUE_ID',
  comparisonParameter: 'is',
  attributeValue: 'customer-1',
  targetPlatform: ['ANDROID'],
  specify: 'form',
  android: { title: 'Your order', message: 'It is on its way' },
  type: 'soon',
} as const;

/** The same to everybody. */
export const toAll = having(push, { targetAudience: 'All Users', attribute: undefined, comparisonParameter: undefined, attributeValue: undefined });

/** An input with members put in the place of others; undefined takes one away. */
export function having(input: Raw, over: Raw): Raw {
  return Object.fromEntries(Object.entries({ ...input, ...over }).filter(([, value]) => value !== undefined));
}

interface Over {
  readonly account?: JsonObject;
  readonly now?: number;
}

/** Sends pushes against prepared answers. */
export const call = async (
  inputs: readonly Raw[],
  send = scripted(ACCEPTED),
  { account = {}, now }: Over = {},
): Promise<{ readonly outcomes: readonly Outcome[]; readonly send: ReturnType<typeof scripted>; readonly host: TestHost }> => {
  const host = testHost({ vendor: send, ...(now !== undefined && { now: () => now }) });
  const own = sampleAccount(moEngage, { app_id: 'DEMOAPP', api_key: 'demo-push-key', ...account });
  return { outcomes: await run({ vendor: moEngage, operation: 'push.send', inputs, account: own }, host.ports), send, host };
};

/** What is sent for a push. */
export const bodyOf = async (input: Raw, over: Over = {}): Promise<JsonObject> => {
  const { send, outcomes } = await call([input], undefined, over);
  if (send.requests.length === 0) throw failureIn(outcomes[0]);
  return send.requests[0]!.json as JsonObject;
};

/** One member of it. */
export const memberOf = async (name: string, over: Raw, options: Over = {}): Promise<Json | undefined> => (await bodyOf(having(push, over), options))[name];

/** That a push is refused in words, by its field, before anything is sent. */
export const expectRefused = async (input: Raw, field: string, says: RegExp, over: Over = {}): Promise<void> => {
  const { outcomes, send } = await call([input], scripted(), over);
  const error = failureIn(outcomes[0]);
  expect(error).toBeInstanceOf(CampaignError);
  const { problems = [error] } = (error.details ?? {}) as { problems?: { field: string; message: string; todo: string }[] };
  expect(problems).toContainEqual(expect.objectContaining({ field, message: expect.stringMatching(says), todo: expect.stringMatching(/^[A-Z].*\.$/) }));
  expect(error).toMatchObject({ code: 'validation', reached: 'no' });
  expect(send.requests).toHaveLength(0);
};
