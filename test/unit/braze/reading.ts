import { isFailed, type Json, type JsonObject } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { collect, run, sampleAccount, scripted, testHost, type TestHost } from '../../support/host';

export const ID = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';

/** An account at an address of its own, where nothing is refused for being gone. */
export const account = (over: JsonObject = {}) => sampleAccount(braze, { rest_endpoint: 'custom', custom_url: 'https://braze.test', ...over });

interface Over {
  readonly options?: JsonObject;
  /** The account's fields. */
  readonly over?: JsonObject;
  readonly host?: TestHost;
}

export const call = async (
  operation: string,
  input: JsonObject,
  send: ReturnType<typeof scripted>,
  { options = {}, over = {}, host = testHost() }: Over = {},
) => {
  const outcomes = await run({ vendor: braze, operation, inputs: [input], account: account(over), options }, { ...host.ports, vendor: send });
  return outcomes[0]!;
};

export const rows = async (...args: Parameters<typeof call>): Promise<Json[]> => {
  const outcome = await call(...args);
  if (isFailed(outcome)) throw outcome.error;
  if (outcome.output.kind !== 'rows') throw new Error('No rows');
  return (await collect(outcome.output.rows())).flat();
};

export const urls = (send: ReturnType<typeof scripted>) => send.requests.map(({ url }) => url.replace('https://braze.test', ''));
