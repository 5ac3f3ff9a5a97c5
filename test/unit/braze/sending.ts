import { CampaignError, type Json, type JsonObject, type Outcome } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { failureIn, run, sampleAccount, scripted, testHost } from '../../support/host';

/** A field's value as a host hands it over. */
export type Raw = { readonly [wireName: string]: unknown };

/** The three kinds of account that differ in what they may send. */
export const accounts = {
  today: sampleAccount(braze),
  custom: sampleAccount(braze, { rest_endpoint: 'custom', custom_url: 'https://braze.example.com' }),
  appboy: sampleAccount(braze, { rest_endpoint: 'custom', custom_url: 'https://api.appboy.example.com', version: 'appboy' }),
};

export type Account = keyof typeof accounts;

export const SUCCESS = { body: { message: 'success' } };

/** Runs an operation against prepared answers. */
export const calling =
  (operation: string, answer: { readonly status?: number; readonly body: Json } = SUCCESS) =>
  async (inputs: readonly Raw[], account: Account = 'today', send = scripted(answer), options = {}) => {
    const host = testHost({ vendor: send });
    return { outcomes: await run({ vendor: braze, operation, inputs, account: accounts[account], options }, host.ports), send };
  };

export const bodies = (send: ReturnType<typeof scripted>): JsonObject[] => send.requests.map(({ json }) => json as JsonObject);

/** That an input was refused in words, by its field, before anything was sent. */
export const expectRefused = ({ outcomes, send }: { outcomes: Outcome[]; send: ReturnType<typeof scripted> }, field: string, says: RegExp): void => {
  const error = failureIn(outcomes[0]);
  expect(error).toBeInstanceOf(CampaignError);
  const { problems = [error] } = (error.details ?? {}) as { problems?: { field: string; message: string; todo: string }[] };
  expect(problems).toContainEqual(expect.objectContaining({ field, message: expect.stringMatching(says), todo: expect.stringMatching(/^[A-Z].*\.$/) }));
  expect(error).toMatchObject({ code: 'validation', reached: 'no' });
  expect(send.requests).toHaveLength(0);
};
