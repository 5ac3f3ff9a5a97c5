import { Bench, bryjNode, chainOf, csvItem, csvOf, people, person, triggerWith, WELCOME } from './bench';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const sentJson = () => JSON.parse(bench.triggers()[0]!.body) as { messages: unknown[]; [key: string]: unknown };

describe('recipients from input items', () => {
  it('go together in one JSON request, and each item gets its own answer', async () => {
    const ran = await bench.run(chainOf(triggerWith({})), { items: people(2) });
    expect(ran.error).toBeUndefined();
    expect(bench.triggers()).toHaveLength(1);
    expect(sentJson()).toEqual({
      campaign_id: WELCOME,
      messages: ['user1', 'user2'].map((user_id) => ({ user_id, template_variables: { firstname: 'Ada', lastname: 'Byron', contractnumber: '1815' } })),
    });
    const [batch] = await bench.batches();
    expect(ran.items('Trigger')).toEqual(
      ['user1', 'user2'].map((user_id, item) => ({
        json: { request_id: batch!.id, campaign_id: WELCOME, user_id, recipients: 2, sent_as: 'json', target: bench.sandbox.baseUrls.bryj },
        pairedItem: { item },
      })),
    );
  });

  it('above a hundred become one CSV upload of known length', async () => {
    const ran = await bench.run(chainOf(triggerWith({})), { items: people(150) });
    expect(ran.error).toBeUndefined();
    const [upload, ...others] = bench.triggers();
    expect(others).toEqual([]);
    expect(upload).toMatchObject({ complete: true, status: 200 });
    expect(upload!.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(Number(upload!.headers['content-length'])).toBe(upload!.bodyBytes);
    expect(upload!.headers['transfer-encoding']).toBeUndefined();
    expect(await bench.batches()).toMatchObject([{ form: 'csv', count: 150 }]);
    expect(ran.items('Trigger')).toHaveLength(150);
    expect(ran.items('Trigger')[149]).toMatchObject({ json: { user_id: 'user150', sent_as: 'csv' }, pairedItem: { item: 149 } });
  });

  it('take the user and the variables from the fields that are named', async () => {
    const ran = await bench.run(
      chainOf(
        triggerWith({
          userColumn: 'crm_id',
          variables: 'chosen',
          variableColumns: {
            values: [
              { variable: 'firstname', column: 'given_name' },
              { variable: 'lastname', column: '' },
              { variable: 'contractnumber', column: 'contract' },
            ],
          },
        }),
      ),
      { items: [{ json: { crm_id: 7, given_name: 'Ada', lastname: 'Byron', contract: 1815, salary: 3 } }] },
    );
    expect(ran.error).toBeUndefined();
    expect(sentJson().messages).toEqual([{ user_id: '7', template_variables: { firstname: 'Ada', lastname: 'Byron', contractnumber: 1815 } }]);
  });

  it('are sent at the time of the field, read in the time zone of the workflow', async () => {
    await bench.run(chainOf(triggerWith({ additionalFields: { sendAt: '2099-07-01T10:00:00' } })), { items: people(1) });
    expect(sentJson().send_at).toBe('2099-07-01T10:00:00+02:00');
  });
});

describe('recipients from elsewhere', () => {
  it('come from JSON', async () => {
    const messages = [{ user_id: 'john', template_variables: { firstname: 'J', lastname: 'D', contractnumber: 'A1' } }];
    const ran = await bench.run(chainOf(triggerWith({ recipientsFrom: 'json', messages: JSON.stringify(messages) })));
    expect(ran.error).toBeUndefined();
    expect(sentJson().messages).toEqual(messages);
  });

  it('come from a CSV file, which is sent as it is', async () => {
    const text = csvOf(['a', 'b', 'c']);
    const ran = await bench.run(chainOf(triggerWith({ recipientsFrom: 'file' })), { items: [csvItem(text)] });
    expect(ran.error).toBeUndefined();
    expect(bench.triggers()[0]!.body).toContain(`filename="people.csv"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n--`);
    expect(ran.jsons('Trigger')).toMatchObject([{ file: 'people.csv', sent_as: 'csv' }]);
    expect(await bench.batches()).toMatchObject([{ count: 3 }]);
  });
});

describe('a field without a file', () => {
  const inFields = (...names: readonly string[]) => {
    const { json, binary } = csvItem(csvOf(['a']));
    return { json, binary: Object.fromEntries(names.map((name) => [name, binary!.data!])) };
  };

  it.each([
    [['report'], "none in 'data', but there is one in 'report'.", 'Enter report, if that is the file.'],
    [['data0', 'data1'], "none in 'data', but there is one in 'data0', 'data1'.", 'Enter the name of the one that you mean.'],
    [
      Array.from({ length: 10 }, (_, i) => `f${i}`),
      "none in 'data', but there is one in 'f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7' and 2 more.",
      'Enter the name of the one that you mean.',
    ],
  ])('says which others of the item have one: %j', async (names, words, todo) => {
    const ran = await bench.run(chainOf(triggerWith({ recipientsFrom: 'file' })), { items: [inFields(...names)] });
    expect(ran.error?.message).toBe(`'File' (file) does not contain a file: there is ${words}`);
    expect(ran.error?.description).toContain(todo);
    expect(bench.triggers()).toEqual([]);
  });

  it('is empty where its name is', async () => {
    const ran = await bench.run(chainOf(triggerWith({ recipientsFrom: 'file', file: '={{ $json.nothing }}' })), { items: [inFields('report')] });
    expect(ran.error?.message).toMatch(/'File' \(file\)/);
    expect(ran.error?.message).not.toContain('report');
  });
});

describe('bad input', () => {
  it.each([
    ['no campaign', { campaignId: '={{ $json.campaign }}' }, people(1), /'Campaign ID' \(campaign_id\) is empty/],
    ['no user', { userColumn: 'id' }, people(1), /'User Column': no item has the field 'id' to fill the user; there are User, firstname/],
    ['does not contain a file', { recipientsFrom: 'file' }, people(1), /'File' \(file\) does not contain a file/],
    ['a file without the column', { recipientsFrom: 'file' }, [csvItem('id,name\n1,A\n')], /has no column 'User'/],
    ['JSON that is none', { recipientsFrom: 'json', messages: '[{' }, people(1), /'Messages' \(messages\) must be a list/],
    ['a past time', { additionalFields: { sendAt: '2020-01-01T00:00:00Z' } }, people(1), /more than 5 minutes in the past/],
  ])('%s: says so and sends nothing', async (_, parameters, items, message) => {
    const ran = await bench.run(chainOf(triggerWith(parameters)), { items });
    expect(ran.error?.message).toMatch(message);
    expect(ran.error?.description).toBeTruthy();
    expect(ran.error?.context).toMatchObject({ itemIndex: 0, data: { code: 'validation', reached: 'no' } });
    expect(bench.wire()).toEqual([]);
  });

  it('of one item stops all, and says how many were not tried', async () => {
    const items = [person('a'), { json: { firstname: 'A' } }, person('c')];
    const ran = await bench.run(chainOf(triggerWith({})), { items });
    expect(ran.error?.context).toMatchObject({ itemIndex: 1 });
    expect(ran.error?.description).toMatch(/Of 3 items, 0 were done, 1 failed, 2 were not tried\.$/);
    expect(bench.wire()).toEqual([]);
  });
});

describe('a dry run', () => {
  it('shows the requests and sends none', async () => {
    const ran = await bench.run(chainOf(triggerWith({ options: { dryRun: true } })), { items: people(150) });
    expect(ran.error).toBeUndefined();
    expect(ran.items('Trigger')).toHaveLength(1);
    expect(ran.items('Trigger')[0]).toMatchObject({
      json: { dryRun: true, method: 'POST', url: `${bench.baseUrl}/api/campaigns/trigger`, retry: 'send', body: { campaign_id: WELCOME, file: { rows: 150 } } },
    });
    expect(ran.items('Trigger')[0]!.pairedItem).toHaveLength(150);
    expect(ran.hints('Trigger')).toEqual([]);
    expect(bench.wire()).toEqual([]);
  });

  it('names the invalid item and plans for the others', async () => {
    const ran = await bench.run(chainOf(triggerWith({ options: { dryRun: true } }, { onError: 'continueRegularOutput' })), {
      items: [person('a'), { json: {} }],
    });
    expect(ran.items('Trigger')).toMatchObject([
      { json: { dryRun: true, items: [0] }, pairedItem: [{ item: 0 }] },
      { json: { error: "Item 2: 'User ID' is empty.", details: { code: 'validation' } }, pairedItem: { item: 1 } },
    ]);
  });
});

describe('a doubt', () => {
  it('is shown beside the output', async () => {
    const messages = ['a', 'a'].map((user_id) => ({ user_id, template_variables: { firstname: 'A', lastname: 'B', contractnumber: '1' } }));
    const ran = await bench.run(chainOf(triggerWith({ recipientsFrom: 'json', messages: JSON.stringify(messages) })));
    expect(ran.hints('Trigger')).toEqual([
      "User 'a' is listed more than once and may receive the message more than once.",
      `This went to ${bench.sandbox.baseUrls.bryj}, not to production.`,
    ]);
  });
});

it('where nothing was sent, nothing is said of where it went', async () => {
  const ran = await bench.run(chainOf(triggerWith({}, { onError: 'continueRegularOutput' })), { items: [{ json: {} }] });
  expect(ran.items('Trigger')).toMatchObject([{ json: { details: { code: 'validation' } } }]);
  expect(ran.hints('Trigger')).toEqual([]);
});

describe('scheduled batches', () => {
  const schedule = triggerWith({
    recipientsFrom: 'json',
    messages: '[{"user_id":"a","template_variables":{"firstname":"A","lastname":"B","contractnumber":"1"}}]',
    additionalFields: { sendAt: '2099-07-01T10:00:00Z' },
  });

  it('are listed, and can be cancelled', async () => {
    const ran = await bench.run(
      chainOf(
        schedule,
        bryjNode('List', { operation: 'getScheduled', campaignId: WELCOME }),
        bryjNode('Cancel', { operation: 'cancel', requestId: '={{ $json.request_id }}' }),
      ),
    );
    expect(ran.error).toBeUndefined();
    const { request_id } = ran.jsons('Trigger')[0]!;
    expect(ran.items('List')).toMatchObject([{ json: { request_id, to_be_send_at: '2099-07-01T10:00:00Z', recipients: 1 }, pairedItem: { item: 0 } }]);
    expect(ran.items('Cancel')).toMatchObject([{ json: { cancelled: true, request_id }, pairedItem: { item: 0 } }]);
    expect(await bench.batches()).toMatchObject([{ id: request_id, state: 'canceled' }]);
  });

  it('are listed up to a limit', async () => {
    const list = bryjNode('List', { operation: 'getScheduled', campaignId: WELCOME, returnAll: false, limit: 1 });
    await bench.run(chainOf(schedule));
    const ran = await bench.run(chainOf({ ...schedule, parameters: { ...schedule.parameters, campaignId: WELCOME } }, list));
    expect(ran.items('List')).toHaveLength(1);
  });
});
