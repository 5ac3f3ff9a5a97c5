import { Workflow, type INode, type INodeType, type NodeHint } from 'n8n-workflow';
import type { Json } from '../../../engine';
import { BrazeTrigger } from '../../../nodes/Braze/BrazeTrigger.node';
import { BryjTrigger } from '../../../nodes/Bryj/BryjTrigger.node';
import { FollowAnalyticsTrigger } from '../../../nodes/FollowAnalytics/FollowAnalyticsTrigger.node';
import { HorisenTrigger } from '../../../nodes/Horisen/HorisenTrigger.node';
import { vendors } from '../../../vendors';
import { PollStage } from './pollStage';
import { picked } from './stage';

/** *Fetch Test Event*: what a trigger shows of what is there, and of nothing. */
const START = Date.UTC(2026, 0, 15, 12);
const follow = new PollStage('followAnalytics', START);
const bryj = new PollStage('bryj', START);

const types: Readonly<Record<string, INodeType>> = {
  braze: new BrazeTrigger(),
  bryj: new BryjTrigger(),
  followAnalytics: new FollowAnalyticsTrigger(),
  horisen: new HorisenTrigger(),
};

const synthetic = async (over: Json): Promise<string> => {
  const { request_id } = (await bryj.sandbox.control('POST', '/bryj/synthetic', over)) as { readonly request_id: string };
  return request_id;
};

describe('a test that finds nothing', () => {
  it.each([
    ['hits', () => follow.watch('hits', { campaignId: picked('FACMPGN_demo-0287') })],
    ['hits per user', () => follow.watch('hitsPerUser', { campaignId: picked('FACMPGN_demo-0287') })],
    ['campaigns', () => follow.watch('status', { options: { labels: ['nothing-has-this'] } })],
  ])('ends without an error, without output, and keeps nothing: %s', async (_, watch) => {
    const node = watch();
    node.node.typeVersion = 2;
    expect(await node.test()).toEqual([]);
    expect(node.kept).toEqual({});
  });

  it('ends so too while a report is not ready', async () => {
    const request = await synthetic({ campaign_id: 'CMP_demo_welcome', rows: 3 });
    await bryj.fault({ match: { path: '/report' }, fault: { kind: 'status', status: 400, body: { error_message: 'Request not processed yet' } } });
    const node = bryj.watch('report', { watch: 'requests', requestIds: [request] });
    expect(await node.test()).toEqual([]);
    expect(node.kept).toEqual({});
  });

  it('is an error where something is wrong', async () => {
    await expect(follow.watch('hits', { campaignId: picked('FACMPGN_nobody-knows') }).test()).rejects.toThrow(/Unknown campaign/);
    await expect(follow.watch('hits', { campaignId: picked('') }).test()).rejects.toThrow(/'Campaign ID'/);
  });
});

it('a test that finds something shows the newest first, at most ten', async () => {
  const node = follow.watch('hits', { campaignId: picked('FACMPGN_fQq2YaB9vrJQuDid') });
  await follow.sandbox.control('POST', '/followAnalytics/hits', { campaign_id: 'FACMPGN_fQq2YaB9vrJQuDid', user_id: 'zoe', time: '2026-01-15T11:59:00Z' });
  const times = (await node.test())!.map(({ time }) => String(time));
  expect(times).toHaveLength(10);
  expect(times[0]).toBe('2026-01-15T11:59:00Z');
  expect(times).toEqual([...times].sort().reverse());
});

describe('the words beside the output', () => {
  const withTriggers = vendors.filter(({ triggers }) => Object.keys(triggers).length > 0);

  /** The hints that the editor shows, by its own reading of their conditions. */
  const hintsOf = (vendorId: string, triggerOn: string): NodeHint[] => {
    const type = types[vendorId]!;
    const node: INode = { id: 't', name: 'Any Name', type: 't', typeVersion: 2, position: [0, 0], parameters: { triggerOn } };
    const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type, getKnownTypes: () => ({}) };
    const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
    const meets = ({ displayCondition = '' }: NodeHint): boolean =>
      workflow.expression.getParameterValue(displayCondition, null, 0, 0, node.name, [], 'manual', {}) === true;
    return (type.description.hints ?? []).filter(meets);
  };

  it.each(withTriggers.flatMap(({ id, label, triggers }) => Object.entries(triggers).map(([name, trigger]) => [id, name, label, trigger.label] as const)))(
    'say what was looked for and what comes next: %s %s',
    (id, name, label, what) => {
      const [hint, ...others] = hintsOf(id, name);
      expect(others).toEqual([]);
      expect(hint).toMatchObject({ type: 'info', location: 'outputPane', whenToDisplay: 'afterExecution' });
      expect(hint!.message).toContain(`the newest data for '${what}'`);
      expect(hint!.message).toContain(`${label} has none for these settings yet`);
      expect(hint!.message).toContain('Publish the workflow');
    },
  );
});
