import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { listSearchOf } from '../../../nodes/shared/pickers';
import { followAnalytics } from '../../../vendors/followAnalytics';
import { chainOf, type Manner } from './bench';
import { pickerContext } from './engine';
import { picked, Stage } from './stage';

const TRANSACTIONAL = 'FACMPGN_fQq2YaB9vrJQuDid';
const DRAFT = 'FACMPGN_vRvb99Xme2IeHj';
const APP = 'FAAPPLI_0VDvT50';

const stage = new Stage('followAnalytics');
const node = stage.node.bind(stage);
const wire = stage.wire.bind(stage);
const fault = stage.fault.bind(stage);
const account = stage.account.bind(stage);
const signIn = { authentication: 'signIn', email: 'demo@example.com', password: 'demo-password' };
const runAll = (nodes: INode[], items?: readonly INodeExecutionData[], accounts = account()) => stage.runAll(nodes, { ...(items && { items }), accounts });
const run = (parameters: INodeParameters, items?: readonly INodeExecutionData[], manner?: Manner, accounts = account()) =>
  stage.run(parameters, items, manner, { accounts });

const list: INodeParameters = { resource: 'campaign', operation: 'getMany', returnAll: false, limit: 5, simplify: true };
const trigger: INodeParameters = {
  resource: 'batch',
  operation: 'trigger',
  campaignId: picked(TRANSACTIONAL),
  recipientsFrom: 'items',
  userColumn: 'id',
  variables: 'all',
};
const person = (i: number): INodeExecutionData => ({
  json: { id: `demo-${String(i).padStart(4, '0')}`, firstname: `First ${i}`, lastname: 'Last', contractNumber: i },
});
const people = (count: number) => Array.from({ length: count }, (_, i) => person(i + 1));

describe('the account', () => {
  it('with an API token shows it in each request, and nobody signs in', async () => {
    expect((await run(list)).error).toBeUndefined();
    expect(stage.sandbox.requests()).toHaveLength(1);
    expect(stage.sandbox.requests()[0]!.headers.accept).toBe('application/vnd.fa.v3, application/json');
  });

  it('with an email address and password signs in once, and again when the token was refused', async () => {
    const accounts = account(signIn);
    await run(list, undefined, undefined, accounts);
    await run(list, undefined, undefined, accounts);
    expect(wire('/api/login')).toHaveLength(1);
    await stage.sandbox.control('POST', '/followAnalytics/expire-tokens', {});
    expect((await run(list, undefined, undefined, accounts)).error).toBeUndefined();
    expect(wire('/api/login')).toHaveLength(2);
    expect(wire('/api/campaigns').map(({ status }) => status)).toEqual([200, 200, 401, 200]);
  });

  it('with a wrong token says so, and what to do', async () => {
    const ran = await run(list, undefined, undefined, account({ apiToken: 'nobody-knows-it' }));
    expect(ran.error).toMatchObject({ context: { data: { code: 'authentication' } } });
    expect(JSON.stringify([ran.error!.message, ran.error!.description])).not.toContain('nobody-knows-it');
  });

  it('of version 2 asks without the vendor type, and pages all the same', async () => {
    const ran = await run({ ...list, returnAll: true }, undefined, undefined, account({ apiVersion: 'v2' }));
    expect(ran.jsons('Node').length).toBeGreaterThan(250);
    expect(wire('/api/campaigns').every(({ headers }) => headers.accept === 'application/json')).toBe(true);
  });
});

describe('a campaign from its creation to its report', () => {
  const create: INodeParameters = {
    resource: 'campaign',
    operation: 'create',
    specify: 'form',
    name: 'Order is ready',
    type: 'transactional',
    appId: picked(APP),
    includesPush: true,
    includesInapp: false,
    pushMessage: 'Hello *@firstname@*, your order *@contractNumber@* is ready',
    additionalFields: { pushTitle: 'For *@firstname@* *@lastname@*' },
  };

  it('runs through in one workflow, and the outbox shows each person the message with the values filled in', async () => {
    const ran = await runAll([
      node('Create', create),
      node('Launch', { resource: 'campaign', operation: 'launch', campaignId: picked('={{ $json.campaign_id }}') }),
      node('Trigger', {
        ...trigger,
        campaignId: picked('={{ $json.campaign_id }}'),
        recipientsFrom: 'json',
        messages: JSON.stringify(people(3).map(({ json: { id, ...rest } }) => ({ user_id: id, template_variables: rest }))),
        waitUntilReady: true,
        longestWait: 5,
        askEvery: 15,
      }),
      node(
        'Report',
        {
          resource: 'batch',
          operation: 'getReport',
          requestId: '={{ $json.request_id }}',
          output: 'rows',
          returnAll: true,
          simplify: true,
          waitUntilReady: true,
          longestWait: 60,
          askEvery: 30,
        },
        { executeOnce: true },
      ),
    ]);
    expect(ran.error).toBeUndefined();
    expect(ran.jsons('Create')).toEqual([
      expect.objectContaining({
        campaign_id: expect.stringMatching(/^FACMPGN_/),
        status: 'draft',
        placeholders: expect.arrayContaining(['firstname', 'lastname', 'contractNumber']),
      }),
    ]);
    expect(ran.jsons('Trigger')).toHaveLength(3);
    // A campaign that was just launched is looked at until it runs; then it is triggered once.
    expect(wire('/api/campaigns/trigger').map(({ status }) => status)).toEqual([200]);
    const [{ request_id } = {}] = ran.jsons('Trigger');
    expect(new Set(ran.jsons('Report').map(({ userId }) => userId))).toEqual(new Set(['demo-0001', 'demo-0002', 'demo-0003']));
    expect(ran.jsons('Report')[0]).toMatchObject({ vendor: 'followAnalytics', requestId: request_id, channel: 'push' });
    const page = (await stage.sandbox.control('GET', `/followAnalytics/batches/${String(request_id)}/messages`)) as unknown as {
      messages: { title: string; body: string }[];
    };
    expect(page.messages[0]).toMatchObject({ title: 'For First 1 Last', body: 'Hello First 1, your order 1 is ready' });
  });

  it('is not created twice where the answer was lost: the draft is found and taken', async () => {
    await fault({ match: { path: '/api/campaign', method: 'POST' }, times: 1, fault: { kind: 'resetAfter' } });
    const ran = await run(create);
    expect(ran.error).toBeUndefined();
    expect(wire('/api/campaign', 'POST')).toHaveLength(1);
    expect(ran.jsons('Node')).toEqual([expect.objectContaining({ campaign_id: expect.stringMatching(/^FACMPGN_/) })]);
  });

  it('whose launch got no answer is looked up, and not launched a second time', async () => {
    await fault({ match: { path: '/launch' }, times: 1, fault: { kind: 'resetAfter' } });
    const ran = await run({ resource: 'campaign', operation: 'launch', campaignId: picked(DRAFT) });
    expect(ran.error).toBeUndefined();
    expect(wire('/launch')).toHaveLength(1);
    expect(ran.jsons('Node')).toEqual([expect.objectContaining({ campaign_id: DRAFT })]);
  });

  it('is refused before anything is sent where a placeholder is not closed', async () => {
    const ran = await run({ ...create, pushMessage: 'Hello *@firstname' });
    expect(ran.error?.message).toContain("'Message' (push_message)");
    expect(stage.sandbox.requests()).toEqual([]);
  });
});

describe('Trigger', () => {
  it('packs a thousand messages, and gives each its own answer', async () => {
    const ran = await run(trigger, people(1_200));
    expect(ran.error).toBeUndefined();
    expect(wire('/api/campaigns/trigger')).toHaveLength(2);
    expect(wire('/api/campaigns?', 'GET')).toHaveLength(1);
    const items = ran.items('Node');
    expect(items).toHaveLength(1_200);
    const ids = items.map(({ json }) => json.request_id);
    expect([ids.lastIndexOf(ids[0]) + 1, ids.indexOf(ids[1_199])]).toEqual([1_000, 1_000]);
    expect(new Set(ids).size).toBe(2);
    expect(items[1_199]).toMatchObject({ json: { user_id: 'demo-1200' }, pairedItem: { item: 1_199 } });
  });

  it('refuses who lacks a placeholder of the campaign, names it, and sends nothing', async () => {
    const ran = await run(trigger, [person(1), { json: { id: 'demo-0002', firstname: 'Ann', lastname: 'Lee' } }]);
    expect(ran.error).toMatchObject({ message: expect.stringContaining('contractNumber'), context: { itemIndex: 1 } });
    expect(ran.error!.message).toContain('demo-0002');
    expect(wire('/api/campaigns/trigger')).toEqual([]);
  });

  it('sends nothing where the campaign cannot be read, unless that is not wanted', async () => {
    await fault({ match: { path: '/api/campaigns?', method: 'GET' }, times: null, fault: { kind: 'status', status: 403 } });
    expect((await run(trigger, people(1))).error).toMatchObject({ message: expect.stringContaining('The check failed, and nothing was sent') });
    expect((await run({ ...trigger, additionalFields: { checkVariables: false } }, [{ json: { id: 'demo-0001' } }])).error).toBeUndefined();
    expect(wire('/api/campaigns/trigger')).toHaveLength(1);
  });

  it('is not repeated where the answer was lost, and says so of each item', async () => {
    await fault({ match: { path: '/api/campaigns/trigger' }, times: 1, fault: { kind: 'resetAfter' } });
    const ran = await run(trigger, people(2), { onError: 'continueRegularOutput' });
    expect(wire('/api/campaigns/trigger')).toHaveLength(1);
    expect(ran.jsons('Node').map(({ details }) => (details as { code: string }).code)).toEqual(['outcomeUnknown', 'outcomeUnknown']);
  });

  it('of a campaign that is a draft says that it must be launched', async () => {
    const ran = await run({ ...trigger, campaignId: picked('FACMPGN_demoDraft'), additionalFields: { checkVariables: false } }, people(1));
    expect(ran.error).toMatchObject({ message: expect.stringContaining('not ready'), context: { data: { code: 'notReady', status: 400 } } });
  });

  it('for later can be called back, and gives back what was planned', async () => {
    const later = new Date(stage.now + 3_600_000).toISOString();
    const ran = await runAll(
      [
        node('Trigger', { ...trigger, additionalFields: { sendAt: later } }),
        node('Cancel', { resource: 'batch', operation: 'cancel', campaignId: picked(TRANSACTIONAL), requestId: '={{ $json.request_id }}' }),
      ],
      people(1),
    );
    expect(ran.error).toBeUndefined();
    expect(ran.jsons('Cancel')).toEqual([
      expect.objectContaining({ messages: [{ user_id: 'demo-0001', template_variables: { firstname: 'First 1', lastname: 'Last', contractNumber: 1 } }] }),
    ]);
  });
});

describe('hits', () => {
  it('are fetched to their end, page by page', async () => {
    const ran = await run({ resource: 'hit', operation: 'getMany', campaignId: picked(TRANSACTIONAL), returnAll: true, simplify: true });
    expect(ran.jsons('Node').length).toBeGreaterThanOrEqual(12_000);
    expect(wire('/hits').length).toBeGreaterThanOrEqual(3);
    expect(ran.jsons('Node')[0]).toMatchObject({
      vendor: 'followAnalytics',
      campaignId: TRANSACTIONAL,
      userId: expect.any(String),
      time: expect.any(String),
    });
  });

  it('of an unknown campaign are an error that names it', async () => {
    const ran = await run({ resource: 'hit', operation: 'getManyPerUser', campaignId: picked('FACMPGN_nobody'), returnAll: true });
    expect(ran.error).toMatchObject({ context: { data: { code: 'notFound', status: 404 } } });
  });
});

describe('the export of campaigns', () => {
  const exporting: INodeParameters = {
    resource: 'campaign',
    operation: 'export',
    output: 'rows',
    returnAll: true,
    simplify: false,
    waitUntilReady: true,
    longestWait: 10,
    askEvery: 5,
  };

  it.each(['link', 'csv'])('as %s gives a row a campaign', async (exportForm) => {
    await stage.sandbox.control('POST', '/followAnalytics/settings', { exportForm });
    const ran = await run(exporting);
    expect(ran.error).toBeUndefined();
    expect(ran.jsons('Node').length).toBeGreaterThan(250);
    expect(stage.slept).toContain(5_000);
  });
});

describe('pickers', () => {
  const methods = listSearchOf(followAnalytics);
  const search = async (fits: (name: string) => boolean, filter?: string) => {
    const name = Object.keys(methods).find((each) => fits(each.toLowerCase()))!;
    const context = pickerContext(chainOf(node('Node', trigger)), 'Node', { accounts: account() });
    return (await methods[name]!.call(context, filter)).results;
  };

  it('show campaigns with their app, and find one by a part of its name', async () => {
    const [found] = await search((name) => name.includes('transactional'), TRANSACTIONAL.slice(8));
    expect(found).toEqual({ name: expect.stringContaining(`(${APP})`), value: TRANSACTIONAL });
  });

  it('offer only drafts to be launched', async () => {
    const results = await search((name) => name.includes('draft'));
    expect(results.map(({ value }) => value)).toContain(DRAFT);
    expect(results.map(({ value }) => value)).not.toContain(TRANSACTIONAL);
  });

  it('show each app once', async () => {
    const values = (await search((name) => name.includes('appid') && !name.includes('identifier'))).map(({ value }) => value);
    expect(values).toContain(APP);
    expect(new Set(values).size).toBe(values.length);
  });
});
