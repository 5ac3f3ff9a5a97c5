import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Ran } from './engine';
import { fromItems, itemsOf, TO_ERROR_OUTPUT, track } from './meant';
import { picked, Stage } from './stage';

const braze = new Stage('braze');
const bryj = new Stage('bryj');
const follow = new Stage('followAnalytics');

const event: INodeParameters = { ...track, kind: 'event', name: 'bought' };
const upload: INodeParameters = { resource: 'batch', operation: 'trigger', campaignId: 'CMP_demo_welcome', recipientsFrom: 'file', file: 'data' };

const csv = (content: string): INodeExecutionData => ({
  json: {},
  binary: { data: { data: Buffer.from(content).toString('base64'), mimeType: 'text/csv', fileName: 'people.csv' } },
});

interface Failed {
  readonly error: string;
  readonly details: { readonly code: string; readonly person?: string };
}
/** What left by the error output, as far as a test can compare it. */
const failed = (ran: Ran): [item: number, error: string, code: string][] =>
  ran.items('Node', 1).map(({ json, pairedItem }) => {
    const { error, details } = json as unknown as Failed;
    return [(pairedItem as { item: number }).item, error, details.code];
  });

describe('a failure that could be thrown past the user', () => {
  const two = itemsOf({ id: 'u1', when: 'tomorrow' }, { id: 'u2', when: '2026-01-01T10:00:00Z' });

  it('an invalid date of an expression fails its item', async () => {
    const ran = await braze.run({ ...event, additionalFields: { time: '={{ new Date($json.when) }}' } }, two, TO_ERROR_OUTPUT);
    expect(failed(ran)).toEqual([[0, "Item 1, user 'u1': 'Time' (time) is an invalid date.", 'validation']]);
    expect(ran.jsons('Node')).toMatchObject([{ external_id: 'u2' }]);
  });

  it('an expression that cannot be read fails its item, by the name of the parameter', async () => {
    const time = "={{ $json.id === 'u1' ? $('Nowhere').first().json.x : $json.when }}";
    const ran = await braze.run({ ...event, additionalFields: { time } }, two, TO_ERROR_OUTPUT);
    expect(failed(ran)).toEqual([[0, expect.stringMatching(/^Item 1: 'Additional Fields' could not be read: .+/), 'validation']]);
    expect(ran.jsons('Node')).toMatchObject([{ external_id: 'u2' }]);
  });

  it('an expression that cannot be read stops a run that is to stop, with nothing sent', async () => {
    const name = "={{ $json.id === 'u2' ? $('Nowhere').first().json.x : 'e' }}";
    const ran = await braze.run({ ...event, name }, two);
    expect(ran.error?.message).toMatch(/^Item 2: 'Event Name' could not be read: /);
    expect(ran.error?.description).toMatch(/Of 2 items, 0 were done, 1 failed, 1 was not tried\.$/);
    expect(braze.sandbox.calls()).toEqual([]);
  });

  it.each<[string, INodeParameters, string]>([
    ['operation', { ...track, operation: 'explode' }, "Braze has no operation 'user.explode'."],
    ['resource', { ...track, resource: 'constructor' }, expect.stringMatching(/^Braze has no operation 'constructor\./) as unknown as string],
  ])('an unknown %s fails all items', async (_, parameters, message) => {
    const ran = await braze.run(parameters, two, TO_ERROR_OUTPUT);
    expect(failed(ran)).toEqual([
      [0, message, 'validation'],
      [1, message, 'validation'],
    ]);
  });

  it('a blank key of the account fails all items', async () => {
    const ran = await braze.run(track, two, TO_ERROR_OUTPUT, { accounts: braze.account({ apiKey: '' }) });
    const message = expect.stringMatching(/^The Braze account is not complete: 'Key' \(api_key\) is empty\.$/) as unknown as string;
    expect(failed(ran)).toEqual([
      [0, message, 'validation'],
      [1, message, 'validation'],
    ]);
  });

  it('a file that is missing, or is broken, fails its item', async () => {
    const files = [csv('User,firstname,lastname,contractnumber\ndelivered-1,A,B,1\n'), { json: {} }, csv('User,firstname\ndelivered-2,B,C\n')];
    const ran = await bryj.run(upload, files, TO_ERROR_OUTPUT);
    expect(failed(ran)).toEqual([
      [1, "Item 2: 'File' (file) does not contain a file.", 'validation'],
      [2, expect.stringMatching(/^Item 3: 'File' \(file\): .*line 2 has 3 cells, but the first line has 2\.$/), 'validation'],
    ]);
    expect(bryj.wire('/campaigns/trigger')).toHaveLength(1);
  });

  it('half a character fails its item, wherever it stands', async () => {
    const all = itemsOf({ id: 'u1\ud800' }, { id: 'u2', 'x\udc00': 1 }, { id: 'u3', a: ['\ud83d'] }, { id: 'u4', ok: '😀' });
    const ran = await braze.run(track, all, TO_ERROR_OUTPUT);
    expect(failed(ran).map(([item, , code]) => [item, code])).toEqual([0, 1, 2].map((item) => [item, 'validation']));
    expect(ran.jsons('Node')).toMatchObject([{ external_id: 'u4' }]);
  });

  it.each([
    ['a value', track, 'a'],
    ['a text', { ...track, kind: 'json', attributes: '={{ $json.text }}' }, 'text'],
  ])('JSON 100,000 levels deep fails its item: %s', async (_, parameters, name) => {
    const text = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const all = itemsOf({ id: 'u1', [name]: name === 'text' ? text : JSON.parse(text) }, { id: 'u2', text: '[{"external_id":"u2"}]' });
    const ran = await braze.run(parameters as INodeParameters, all, TO_ERROR_OUTPUT);
    expect(failed(ran).map(([item, error, code]) => [item, /nested more than 100 levels deep\.$/.test(error), code])).toEqual([[0, true, 'validation']]);
    expect(ran.jsons('Node')).toMatchObject([{ external_id: 'u2' }]);
  });

  it('of another vendor leaves likewise', async () => {
    const ran = await follow.run(
      { resource: 'batch', operation: 'getReport', requestId: '={{ $json.id }}' },
      itemsOf({ id: new Date('x') }, { id: NaN }),
      TO_ERROR_OUTPUT,
    );
    expect(failed(ran)).toEqual([
      [0, "Item 1: 'Request ID' (request_id) is an invalid date.", 'validation'],
      [1, "Item 2: 'Request ID' (request_id) is not a number: NaN.", 'validation'],
    ]);
  });
});

describe('a failed item', () => {
  it('carries the ID as it came, to be written back by', async () => {
    const send = { resource: 'campaign', operation: 'trigger', campaignId: picked('3bbc4555-8fa0-4c9b-a5c0-4505edf3e064'), ...fromItems };
    const ran = await braze.run(send, itemsOf({ id: 'demo-0001' }, { id: 'demo-0002', p: NaN }), TO_ERROR_OUTPUT);
    expect(ran.jsons('Node', 1)).toMatchObject([
      {
        id: 'demo-0002',
        error: "Item 2, user 'demo-0002': 'p' in 'Trigger Properties' is not a number that can be sent: NaN.",
        details: { person: 'demo-0002', field: 'recipients[0].trigger_properties.p', message: expect.stringContaining('(recipients[0].trigger_properties.p)') },
      },
    ]);
  });

  it('names what else is wrong with it', async () => {
    const ran = await braze.run(track, itemsOf({ id: 'u1', email: 'no', gender: 'x', dob: 'y' }), TO_ERROR_OUTPUT);
    expect(failed(ran)[0]![1]).toMatch(/^'email' in 'Attributes' is 'no', not an email address\. \(and 2 more: 'gender', 'dob'\)$/);
  });
});
