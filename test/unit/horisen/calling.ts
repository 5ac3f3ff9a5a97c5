import { CampaignError, type Json, type JsonObject, type Outcome } from '../../../engine';
import { horisen } from '../../../vendors/horisen';
import { failureIn, run, sampleAccount, scripted, testHost, type TestHost } from '../../support/host';

export const SERVICE = '5f1d6a5e-9c1b-4a52-8d2b-1f0c8a7b3e11';
export const LIST = 'cf9eeb30-c1af-11ee-8073-bf4d6e8c1618';
export const CAMPAIGN = '1592695e-c1b1-11ee-b153-774c9d3a7957';
export const CAMPAIGNS_URL = `https://api.horisen.pro/news/v1/services/${SERVICE}/campaigns`;
export const CAMPAIGN_URL = `${CAMPAIGNS_URL}/${CAMPAIGN}`;

/** A moment before those of the document's examples. */
export const BEFORE_THE_EXAMPLES = Date.UTC(2024, 3, 1);

/** The document's answer to its first example (3.1), the members of other channels empty. */
export const saved = (over: JsonObject = {}): JsonObject => ({
  name: 'New Campaign',
  status: 'active',
  sending_type: 'sms',
  schedule_type: 'once',
  schedule_rrule: '2024-05-01 17:05:00',
  template: 'Hello world',
  webpush_title: null,
  webpush_body: null,
  webpush_target_url: null,
  webpush_icon: null,
  webpush_image: null,
  sender: '+41587000000',
  recipient_lists: LIST,
  query_type: 'all',
  query: null,
  uuid: CAMPAIGN,
  created_dt: '2024-02-05T09:34:11.327Z',
  updated_dt: '2024-02-05T09:34:11.327Z',
  next_dt: '2024-02-05T09:34:11.327Z',
  last_dt: null,
  ...over,
});

/** A field's value as a host hands it over. */
export type Raw = { readonly [wireName: string]: unknown };

/** An SMS draft that lacks nothing. */
export const draft = {
  name: 'New Campaign',
  status: 'draft',
  sending_type: 'sms',
  template: 'Hello @first_name',
  sender: '+41587000000',
  recipient_lists: [LIST],
  query_type: 'all',
  schedule_type: 'now',
} as const;

interface Over {
  readonly account?: JsonObject;
  readonly now?: number;
  readonly options?: JsonObject;
}

/** Runs an operation against prepared answers. */
export const call = async (
  operation: string,
  input: Raw,
  send = scripted({ status: 201, body: saved() }),
  { account = {}, now, options = {} }: Over = {},
): Promise<{ readonly outcome: Outcome | undefined; readonly send: ReturnType<typeof scripted>; readonly host: TestHost }> => {
  const host = testHost({ vendor: send, ...(now !== undefined && { now: () => now }) });
  const [outcome] = await run(
    { vendor: horisen, operation: `campaign.${operation}`, inputs: [input], account: sampleAccount(horisen, account), options },
    host.ports,
  );
  return { outcome, send, host };
};

/** What an operation sends. */
export const bodyOf = async (operation: string, input: Raw, over: Over = {}): Promise<JsonObject> => {
  const { send, outcome } = await call(operation, input, undefined, over);
  if (send.requests.length === 0) throw failureIn(outcome);
  return send.requests[0]!.json as JsonObject;
};

export const wire = (send: ReturnType<typeof scripted>): (readonly [string, string, Json | undefined])[] =>
  send.requests.map(({ method, url, json }) => [method, url, json] as const);

/** The input with one value put at a path of it. */
export const having = (input: Raw, over: Raw): Raw => Object.fromEntries(Object.entries({ ...input, ...over }).filter(([, value]) => value !== undefined));

/** That an input was refused in words, by its field, before anything was sent. */
export const expectRefused = async (operation: string, input: Raw, field: string, says: RegExp, over: Over = {}): Promise<void> => {
  const { outcome, send } = await call(operation, input, scripted(), over);
  const error = failureIn(outcome);
  expect(error).toBeInstanceOf(CampaignError);
  const { problems = [error] } = (error.details ?? {}) as { problems?: { field: string; message: string; todo: string }[] };
  expect(problems.map(({ field: at, message, todo }) => ({ field: at, message, todo }))).toContainEqual({
    field,
    message: expect.stringMatching(says),
    todo: expect.stringMatching(/^[A-Z].*\.$/),
  });
  expect(error).toMatchObject({ code: 'validation', reached: 'no' });
  expect(send.requests).toHaveLength(0);
};
