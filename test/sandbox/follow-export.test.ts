import { PUSH, TOKEN, Wire } from './follow-wire';

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.open();
});
afterEach(() => wire.close());

const ask = (query: Record<string, string> = {}) => wire.get('/api/campaigns/list_export', query);

/** The link of an export that is ready. */
async function link(query: Record<string, string> = {}): Promise<string> {
  await ask(query);
  await wire.advance(1000);
  const { status, body } = await ask(query);
  expect({ status, success: body.success }).toEqual({ status: 200, success: true });
  return String(body.result.report_url);
}

describe('an export of the list', () => {
  it('is not there at once', async () => {
    const waiting = { status: 202, body: { success: true, result: 'Request not yet complete' } };
    expect(await ask({ order: 'status' })).toMatchObject(waiting);
    await wire.advance(999);
    expect(await ask({ order: 'status' })).toMatchObject(waiting);
    await wire.advance(1);
    expect((await ask({ order: 'status' })).status).toBe(200);
    // Another question is another export.
    expect(await ask({ order: 'app' })).toMatchObject(waiting);
  });

  it('is a link to a CSV file of the campaigns, filtered like the list', async () => {
    const query = { status: 'draft', labels: 'vip', order: 'app' };
    const { status, text, headers } = await wire.send(await link(query));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/csv/);
    const [head, ...lines] = text.trimEnd().split('\n');
    expect(head).toBe('identifier,name,status,type,includes_push,includes_inapp,app_id,labels,launched_at,start_date,end_date,created_at,updated_at');
    const { body } = await wire.get('/api/campaigns', { ...query, limit: '1000' });
    expect(lines.map((line) => line.split(',')[0])).toEqual(body.result.map(({ identifier }) => identifier));
    expect(lines.length).toBeGreaterThan(10);
  });

  it('has a link that dies, cannot be changed and takes no token', async () => {
    const url = await link();
    expect(wire.sandbox.requests().filter(({ path }) => path.includes('list_export'))).toHaveLength(2);
    expect((await wire.send(url, { headers: { authorization: `Token ${TOKEN}` } })).status).toBe(400);
    expect((await wire.send(url.replace('campaigns.csv?', 'campaigns.csv?status=draft&'))).status).toBe(403);
    expect((await wire.send(url.split('&signature=')[0] as string)).status).toBe(403);
    await wire.advance(3_599_999);
    expect((await wire.send(url)).status).toBe(200);
    await wire.advance(1);
    expect(await wire.send(url)).toMatchObject({ status: 403, text: expect.stringContaining('Request has expired') });
  });

  it('is made anew when its link would be dead', async () => {
    await link();
    await wire.advance(3_600_000);
    expect((await ask()).status).toBe(202);
  });

  it('is the file itself by the setting csv', async () => {
    await wire.settings({ exportForm: 'csv', exportMs: 0 });
    const { status, text, headers } = await ask({ search: 'C1' });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/csv/);
    expect(text.split('\n')[1]).toMatch(/^FACMPGN_UIsHGR9-r5y_fQc7,C1,ongoing,classic,false,true,/);
  });

  it('is the list by the setting raw', async () => {
    await wire.settings({ exportForm: 'raw', exportMs: 0 });
    const { body } = await ask({ workflow_types: 'dynamic' });
    expect(body.result).toEqual((await wire.get('/api/campaigns', { workflow_types: 'dynamic', limit: '1000' })).body.result);
  });

  it('quotes what a CSV file must quote', async () => {
    await wire.post('/api/campaign', { ...PUSH, name: 'Sale, "big"\nand long' });
    await wire.settings({ exportForm: 'csv', exportMs: 0 });
    expect((await ask({ search: 'and long' })).text).toContain(',"Sale, ""big""\nand long",draft,');
  });

  it('refuses the same parameters as the list', async () => {
    expect(await ask({ order: 'nonsense' })).toMatchObject({ status: 400, body: { error_message: 'Invalid parameter value nonsense for order' } });
  });
});
