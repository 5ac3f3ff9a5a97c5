import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { rehearse } from '../../support/sandbox';
import { csvItem, type Manner } from './bench';
import { demoAccounts } from './engine';
import { picked, Stage } from './stage';
import { CAMPAIGN, PAUSED, trigger, TRIGGER } from './triggers';

const stage = new Stage('braze');

const RETRY: Manner = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const people = (count: number): INodeExecutionData[] => Array.from({ length: count }, (_, i) => ({ json: { user: `person-${i}`, text: `Hello ${i}` } }));

/** A request for each item, because the text that all of one request share is its own. */
const withText = (text: string): INodeParameters => ({ ...trigger, additionalFields: { triggerProperties: `={{ { text: ${text} } }}` } });

/** How often each person was accepted, as the sandbox counts it. */
const accepted = (): Readonly<Record<string, number>> => stage.sandbox.accepted('braze').people;
const most = (): number => Math.max(0, ...Object.values(accepted()));

describe('an answer that is not understood', () => {
  it.each([
    ['a body that broke off', 201, '{"message":"success,,'],
    ['a word', 200, 'OK'],
    ['a message of another kind', 201, { message: 'accepted for processing' }],
    ['a page', 200, '<html>Sign in</html>'],
    ['nothing', 204, undefined],
    ['another language', 200, '受け付けました'],
    ['a redirect', 302, undefined],
    ['a redirect that keeps the method', 307, undefined],
    ['a bad gateway', 502, '<html>Bad Gateway</html>'],
  ])('%s, with three tries: everyone is accepted once, and nobody is told otherwise', async (_, status, body) => {
    const headers = status >= 300 && status < 400 ? { location: 'https://elsewhere.example/' } : undefined;
    await stage.fault({
      match: { path: TRIGGER },
      times: null,
      fault: { kind: 'answer', status, ...(body !== undefined && { body }), ...(headers && { headers }) },
    });
    const ran = await stage.run(trigger, people(3), RETRY);
    expect(ran.error?.context.data).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe' });
    expect(stage.wire(TRIGGER)).toHaveLength(1);
    expect(accepted()).toEqual({ 'person-0': 1, 'person-1': 1, 'person-2': 1 });
  });

  it('is a refusal where the document has its words, whatever the status', async () => {
    await stage.fault({ match: { path: TRIGGER }, times: 1, fault: { kind: 'status', status: 201, body: { message: 'Invalid Campaign ID' } } });
    const ran = await stage.run(trigger, people(1));
    expect(ran.error?.context.data).toMatchObject({ code: 'notFound', field: 'campaign_id' });
  });
});

describe('Retry On Fail', () => {
  it('sends each of many items with a text of its own once, and the refused one again', async () => {
    await stage.fault({ match: { path: TRIGGER }, skip: 1_299, times: 1, fault: { kind: 'status', status: 400, body: { message: 'Bad Request' } } });
    const ran = await stage.run(withText('$json.text'), people(1_300), RETRY);
    expect(ran.error).toBeUndefined();
    expect(ran.items('Node')).toHaveLength(1_300);
    expect([Object.keys(accepted()).length, most()]).toEqual([1_300, 1]);
    expect(stage.wire(TRIGGER)).toHaveLength(500); // as many as the journal keeps
  });

  it.each(['$now.toMillis()', 'Math.random()'])('knows an item by its place, though its text is %s', async (text) => {
    await stage.fault({ match: { path: TRIGGER }, skip: 1, times: 1, fault: { kind: 'status', status: 429, headers: { 'retry-after': '3600' } } });
    const ran = await stage.run(withText(text), people(4), RETRY);
    expect(ran.error).toBeUndefined();
    expect(accepted()).toEqual({ 'person-0': 1, 'person-1': 1, 'person-2': 1, 'person-3': 1 });
  });

  it('keeps executions apart that run at the same time', async () => {
    await stage.fault({ match: { path: TRIGGER }, skip: 30, times: 6, fault: { kind: 'status', status: 400, body: { message: 'Bad Request' } } });
    const each = Array.from({ length: 4 }, (_, run) =>
      stage.run(
        withText('Math.random()'),
        Array.from({ length: 40 }, (__, i) => ({ json: { user: `run-${run}-${i}` } })),
        { ...RETRY, maxTries: 5 },
      ),
    );
    for (const ran of await Promise.all(each)) expect(ran.items('Node').length + (ran.error ? 40 : 0)).toBeGreaterThanOrEqual(40);
    expect(most()).toBe(1);
  });

  it('does not send to the others of a list in one item again, though an expression shuffles it', async () => {
    await stage.fault({ match: { path: TRIGGER }, skip: 1, times: 1, fault: { kind: 'status', status: 400, body: { message: 'Bad Request' } } });
    const list = '={{ Array.from({ length: 120 }, (_, i) => ({ external_user_id: `p${i}` })).sort(() => Math.random() - 0.5) }}';
    const ran = await stage.run({ ...trigger, recipientsFrom: 'json', recipients: list }, [{ json: {} }], RETRY);
    expect(ran.error).toBeUndefined();
    expect([Object.keys(accepted()).length, most()]).toEqual([120, 1]);
  });
});

describe('a switch that protects', () => {
  it.each(['true', 'TRUE', ' yes ', '1', 1, 'on', 'maybe', '', null, undefined])('Dry Run at %j sends nothing', async (dry) => {
    const items = people(2).map(({ json }) => ({ json: { ...json, ...(dry !== undefined && { dry }) } }));
    const ran = await stage.run({ ...trigger, options: { dryRun: '={{ $json.dry }}' } }, items);
    expect(ran.error).toBeUndefined();
    expect(ran.jsons('Node')).toEqual([expect.objectContaining({ dryRun: true, target: stage.sandbox.baseUrls.braze })]);
    expect(accepted()).toEqual({});
  });

  it.each(['false', 'FALSE', 'no', '0', 0, 'off', false])('Dry Run at %j is plainly off', async (dry) => {
    await stage.run(
      { ...trigger, options: { dryRun: '={{ $json.dry }}' } },
      people(1).map(({ json }) => ({ json: { ...json, dry } })),
    );
    expect(accepted()).toEqual({ 'person-0': 1 });
  });
});

describe('numbers and switches of the form', () => {
  const list = { resource: 'campaign', operation: 'getMany' };
  it.each([
    [{ returnAll: false, limit: -1 }, /'Limit' is -1; the minimum is 1/],
    [{ returnAll: false, limit: 1.5 }, /'Limit' must be a whole number/],
    [{ returnAll: false, limit: 'abc' }, /'Limit' must be a whole number/],
    [{ returnAll: 'perhaps' }, /'Return All' must be true or false/],
  ])('%j are refused by name before anything is asked', async (values, says) => {
    const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `={{ ${JSON.stringify(value)} }}`]));
    const ran = await stage.run({ ...list, ...parameters });
    expect(ran.error?.message).toMatch(says);
    expect(stage.sandbox.requests()).toEqual([]);
  });

  it.each([
    [{ returnAll: 'false', limit: '3' }, 3],
    [{ returnAll: 'FALSE', limit: '' }, 50],
  ])('%j are read as what they say', async (values, count) => {
    const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `={{ ${JSON.stringify(value)} }}`]));
    expect((await stage.run({ ...list, ...parameters })).items('Node')).toHaveLength(count);
  });

  const exported = { resource: 'segment', operation: 'export', segmentId: picked(CAMPAIGN), output: 'rows', returnAll: true, waitUntilReady: true };
  it.each([
    [{ askEvery: 0 }, /'Check Every \(Seconds\)' is 0; the minimum is 1/],
    [{ askEvery: -5 }, /'Check Every \(Seconds\)' is -5; the minimum is 1/],
    [{ askEvery: 'abc' }, /'Check Every \(Seconds\)' must be a number/],
    [{ longestWait: -1 }, /'Longest Wait \(Minutes\)' is -1; the minimum is 1/],
  ])('%j are refused by name', async (values, says) => {
    const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `={{ ${JSON.stringify(value)} }}`]));
    const ran = await stage.run({ ...exported, ...parameters });
    expect(ran.error?.message).toMatch(says);
    expect(stage.sandbox.requests()).toEqual([]);
  });

  it('that are blank have their default', async () => {
    const ran = await stage.run({ ...exported, longestWait: '={{ "" }}', askEvery: '={{ undefined }}', simplify: true });
    expect(ran.error).toBeUndefined();
    expect(ran.items('Node').length).toBeGreaterThan(1_000);
    expect(Math.min(...stage.slept)).toBeGreaterThanOrEqual(1_000);
  });
});

describe('what was accepted and not sent', () => {
  it('has an outcome of its own, with the words of Braze', async () => {
    const ran = await stage.run({ ...trigger, campaignId: picked(PAUSED) }, people(2), RETRY);
    expect(ran.error).toBeUndefined();
    for (const json of ran.jsons('Node')) expect(json).toMatchObject({ status: 'notSent', notice: expect.stringContaining('paused') });
    expect(ran.hints('Node')).toContainEqual(expect.stringMatching(/^2 items were accepted by Braze and not sent: .*paused/));
    expect(accepted()).toEqual({});
  });
});

describe('an execution that is cancelled', () => {
  it('says what was accepted, what may have been, and what was not sent', async () => {
    await stage.fault({ match: { path: TRIGGER }, skip: 3, times: 1, fault: { kind: 'timeoutAfter' } });
    const underWay = (async () => {
      while (stage.wire(TRIGGER).length < 4 || !accepted()['person-3']) await new Promise((go) => setTimeout(go, 20));
    })();
    const ran = await stage.run(withText('$json.text'), people(10), undefined, { cancelWhen: underWay });
    const [run] = ran.run.data.resultData.runData.Node ?? [];
    const error = (run?.error ?? ran.error) as { description?: string } | undefined;
    expect(error?.description).toMatch(/3 items of 10 were accepted\. 1 item may have been accepted: .* 6 items had not been sent\./);
  });
});

describe('a limit', () => {
  it.each(['-5', '1.5', '5, 7', '', 'soon', '1e20', '100000000000000000000'])(
    'told as Retry-After: %j is never answered by coming back at once',
    async (retryAfter) => {
      await stage.fault({
        match: { path: TRIGGER },
        times: 2,
        fault: { kind: 'status', status: 429, headers: { 'retry-after': retryAfter, 'x-ratelimit-reset': '' } },
      });
      const ran = await stage.run(trigger, people(1));
      const isTooLong = retryAfter.length > 10 || retryAfter === '1e20';
      if (isTooLong) expect(ran.error?.description).toMatch(/Try again after \d{4}-\d\d-\d\d/);
      else expect(ran.error).toBeUndefined();
      expect(stage.slept.every((ms) => ms >= 500)).toBe(true);
      expect(stage.slept).toHaveLength(isTooLong ? 0 : 2);
    },
  );

  it('of twenty requests a second is kept to by ten executions of five thousand people, and all arrive', async () => {
    await stage.fault({ match: { path: TRIGGER }, times: null, fault: { kind: 'throttle', calls: 20, perMs: 1_000, retryAfter: '1' } });
    const runs = await Promise.all(
      Array.from({ length: 10 }, (_, run) =>
        stage.run(
          trigger,
          Array.from({ length: 500 }, (__, i) => ({ json: { user: `run-${run}-${i}` } })),
        ),
      ),
    );
    expect(runs.map(({ error }) => error)).toEqual(Array.from({ length: 10 }, () => undefined));
    expect([Object.keys(accepted()).length, most()]).toEqual([5_000, 1]);
  });
});

describe('the account', () => {
  it('of a test environment by a text goes there', async () => {
    const sandbox = await rehearse();
    try {
      const accounts = demoAccounts(sandbox);
      for (const said of ['true', 'yes', 'maybe', '']) {
        Object.assign(accounts.stored.moEngage!, { testWorkspace: said });
        const node = { ...stage.node('Push', {}), type: 'n8n-nodes-campaigns.moEngage', credentials: { moEngageApi: { id: 'moEngage', name: 'Sandbox' } } };
        const ran = await stage.runAll(
          [
            {
              ...node,
              parameters: {
                resource: 'push',
                operation: 'send',
                campaignName: `Offer ${said}`,
                targetAudience: 'User',
                attributeValue: 'demo-0001',
                targetPlatform: ['ANDROID'],
                specify: 'form',
                android: { title: 'T', message: 'M' },
                type: 'soon',
              },
            },
          ],
          { accounts },
        );
        expect(ran.error).toBeUndefined();
        expect(ran.jsons('Push')).toEqual([expect.objectContaining({ test_environment: true, target: expect.stringContaining('test environment') })]);
      }
    } finally {
      await sandbox.close();
    }
  });
});

describe('Stop Above', () => {
  it('lets through what is not above, and nothing of what is', async () => {
    const stop = { ...trigger, options: { stopAbove: 3 } };
    expect((await stage.run(stop, people(4), RETRY)).error?.message).toMatch(
      /'Stop Above \(Recipients\)' is 3, and this would go to 4 recipients\. Nothing was sent\./,
    );
    expect(accepted()).toEqual({});
    expect((await stage.run(stop, people(3))).error).toBeUndefined();
    expect(Object.keys(accepted())).toHaveLength(3);
  });

  it('counts all items of a run, also where they run in different ways', async () => {
    const ran = await stage.run({ ...trigger, options: { stopAbove: 3, dryRun: '={{ $itemIndex === 0 }}' } }, people(4));
    expect(ran.error?.message).toContain('4 recipients');
    expect(accepted()).toEqual({});
  });

  it('goes on to nobody with On Error at Continue', async () => {
    const ran = await stage.run({ ...trigger, options: { stopAbove: 3 } }, people(4), { onError: 'continueRegularOutput' });
    expect(ran.jsons('Node')).toHaveLength(4);
    expect(accepted()).toEqual({});
  });

  it('counts the rows of a CSV file', async () => {
    const bryj = { ...stage.node('Node', {}), type: 'n8n-nodes-campaigns.bryj', credentials: { bryjApi: { id: 'bryj', name: 'Sandbox' } } };
    const parameters = { resource: 'batch', operation: 'trigger', campaignId: 'CMP_demo_plain', recipientsFrom: 'file', options: { stopAbove: 2 } };
    const send = (ids: readonly string[]) =>
      stage.runAll([{ ...bryj, parameters }], { items: [csvItem(`User\n${ids.join('\n')}\n`)], accounts: demoAccounts(stage.sandbox) });
    expect((await send(['a', 'b', 'c'])).error?.message).toContain('this would go to 3 recipients');
    expect(stage.sandbox.accepted('bryj').people).toEqual({});
    expect((await send(['a', 'b'])).error).toBeUndefined();
    expect(stage.sandbox.accepted('bryj').people).toEqual({ a: 1, b: 1 });
  });

  it('refuses everyone, whose number nobody knows beforehand', async () => {
    const ran = await stage.run({ ...trigger, recipientsFrom: 'everybody', options: { stopAbove: 1_000_000 } });
    expect(ran.error?.message).toContain('the number of recipients');
    expect(stage.wire(TRIGGER)).toEqual([]);
  });
});

describe('an option that protects and says nothing', () => {
  it.each([
    ['sendOnceKey', "Item 1: 'Send-Once Key' is set but empty."],
    ['stopAbove', "Item 1: 'Stop Above (Recipients)' is set but empty."],
  ])('%s is refused', async (option, message) => {
    const ran = await stage.run({ ...trigger, options: { [option]: '={{ $json.missing }}' } }, people(2));
    expect(ran.error).toMatchObject({ message, description: expect.stringContaining('Check the expression') });
    expect(accepted()).toEqual({});
  });
});
