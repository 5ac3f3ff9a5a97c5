import './oldestVersion';
import { step } from '../../support/n8nStep.mts';
import { HOST_MS, Server } from './server';

/** The oldest n8n that is claimed, as a whole: a trigger, a send, and a token that has expired. All other tests here run on it in CI. */
const CAMPAIGN = 'FACMPGN_fQq2YaB9vrJQuDid';

let server: Server;
beforeAll(async () => {
  server = await Server.start();
}, HOST_MS);
afterAll(() => server.stop(), HOST_MS);

/** Who opened a message is noted at Braze; a campaign of HORISEN is read behind that. */
const workflow = async () => {
  const followAnalyticsApi = await server.credential('FollowAnalytics', 'followAnalyticsApi', server.followData());
  const brazeApi = await server.credential('Braze', 'brazeApi', server.brazeData());
  const horisenApi = await server.credential('HORISEN', 'horisenApi', server.horisenData());
  const node = (name: string, type: string, parameters: object, credentials: object) =>
    step(name, `n8n-nodes-campaigns.${type}`, 1, parameters, { credentials });
  const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
  return {
    name: 'Oldest',
    nodes: [
      node(
        'Hits',
        'followAnalyticsTrigger',
        { triggerOn: 'hits', campaignId: { __rl: true, mode: 'id', value: CAMPAIGN }, pollTimes: { item: [{ mode: 'everyHour', minute: 59 }] } },
        { followAnalyticsApi },
      ),
      node(
        'Track',
        'braze',
        {
          ...{ resource: 'user', operation: 'track', kind: 'attributes', identifier: 'external_id', recipientsFrom: 'items', userColumn: 'userId' },
          ...{ variables: 'chosen', variableColumns: { values: [{ variable: 'opened_by', column: 'vendor' }] } },
        },
        { brazeApi },
      ),
      node('Read', 'horisen', { resource: 'campaign', operation: 'getMany', returnAll: false, limit: 1 }, { horisenApi }),
    ],
    connections: { Hits: to('Track'), Track: to('Read') },
    settings: { executionOrder: 'v1' },
  };
};

const asked = (part: string) => server.sandbox.requests().filter(({ path }) => path.includes(part));

it(
  'n8n 2.0.0 starts a workflow by a trigger, sends once, and signs in anew where a token has expired',
  async () => {
    const settings = await server.call<{ versionCli: string }>('GET', '/settings');
    expect(settings.versionCli).toBe('2.0.0');
    const saved = await server.save(await workflow());
    await server.activate(saved);
    await server.until(() => asked('/hits').length > 0);
    /** A hit comes, and is found by the poll of the next activation. */
    const hit = async (user_id: string): Promise<void> => {
      await server.sandbox.control('POST', '/followAnalytics/hits', { campaign_id: CAMPAIGN, user_id });
      const before = (await server.made(saved, 'Read')).length;
      await server.deactivate(saved);
      await server.activate(saved);
      await server.until(async () => (await server.made(saved, 'Read')).length > before);
    };
    await hit('ada');
    await server.sandbox.control('POST', '/horisen/expire-tokens', {});
    await hit('bob');

    const tracked = asked('/users/track').map(({ body }) => JSON.parse(body) as unknown);
    expect(tracked).toEqual(['ada', 'bob'].map((external_id) => ({ attributes: [{ external_id, opened_by: 'followAnalytics' }] })));
    expect(await server.executions(saved, 'error')).toEqual([]);
    expect(asked('/access-token').map(({ status }) => status)).toEqual([200, 200]);
    expect(asked('/campaigns?').map(({ status }) => status)).toEqual([200, 401, 200]);
  },
  HOST_MS,
);
