import { DYNAMIC, INAPP, NOON, PUSH, TRANSACTIONAL, Wire, type Answer } from './follow-wire';

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.open();
});
afterEach(() => wire.close());

const DAY = 86_400_000;
const DRAFT = 'FACMPGN_vRvb99Xme2IeHj';
const launch = (id: string): Promise<Answer> => wire.put(`/api/campaign/${id}/launch`);
const statusOf = async (id: string) => (await wire.campaign(id))?.status;

async function launched(body: object): Promise<string> {
  const { body: answer } = await wire.post('/api/campaign', body);
  const id = String(answer.result.campaign_id);
  expect((await launch(id)).status).toBe(200);
  await wire.advance(1500);
  return id;
}

describe('launching', () => {
  it('takes a draft through its life, by the clock alone', async () => {
    expect(await statusOf(DRAFT)).toBe('Draft');
    expect(await launch(DRAFT)).toMatchObject({ status: 200, body: { success: true, result: { campaign_id: DRAFT } } });
    expect(await wire.campaign(DRAFT)).toMatchObject({ status: 'Wait_sync', launched_at: NOON / 1000, start_date: NOON / 1000, updated_at: NOON / 1000 });
    await wire.advance(1499);
    expect(await statusOf(DRAFT)).toBe('Wait_sync');
    await wire.advance(1);
    expect(await statusOf(DRAFT)).toBe('Ongoing');
  });

  it('cannot be triggered before it is ready, and the list says so', async () => {
    await wire.settings({ readyMs: 20_000 });
    const id = String((await wire.post('/api/campaign', TRANSACTIONAL)).body.result.campaign_id);
    const trigger = () => wire.post('/api/campaigns/trigger', { campaign_identifiers: [id], messages: [{ user_id: 'john365', template_variables: {} }] });
    await launch(id);
    await wire.advance(19_999);
    expect(await wire.campaign(id)).toMatchObject({ status: 'Wait_sync', launched_at: NOON / 1000 });
    expect(await trigger()).toMatchObject({
      status: 400,
      body: { status: '404', success: false, error_message: `Campaign with identifier ${id} at index 0 not ready` },
    });
    await wire.advance(1);
    expect(await statusOf(id)).toBe('Ongoing');
    expect((await trigger()).status).toBe(200);
  });

  it('waits for a start in the future', async () => {
    const id = await launched({ ...INAPP, start_date: NOON / 1000 + 3600, end_date: NOON / 1000 + 7200 });
    expect(await statusOf(id)).toBe('Scheduled');
    await wire.advance(3_600_000);
    expect(await statusOf(id)).toBe('Ongoing');
    await wire.advance(3_600_000);
    expect(await statusOf(id)).toBe('Finished');
  });

  it.each([
    ['in-app: 30 days after the start', INAPP, 30 * DAY],
    ['dynamic: 30 days after the start', { ...DYNAMIC, end_date: undefined }, 30 * DAY],
    ['classic push: when the push lives no longer', PUSH, 7 * DAY],
    ['classic push: with a life of its own', { ...PUSH, push_ttl: 3600 }, 3_600_000],
    ['classic push: its end date has no effect', { ...PUSH, end_date: NOON / 1000 + 60 }, 7 * DAY],
  ])('ends it: %s', async (_, body, life) => {
    const id = await launched(body);
    await wire.advance(life - 1501);
    expect(await statusOf(id)).toBe('Ongoing');
    await wire.advance(1);
    expect(await statusOf(id)).toBe('Finished');
  });

  it('never ends a transactional push', async () => {
    const id = await launched({ ...TRANSACTIONAL, end_date: NOON / 1000 + 60 });
    await wire.advance(3000 * DAY);
    expect(await statusOf(id)).toBe('Ongoing');
  });

  it('refuses what is no draft, and what it does not know', async () => {
    expect((await launch(DRAFT)).status).toBe(200);
    expect(await launch(DRAFT)).toMatchObject({
      status: 400,
      body: { success: false, error_message: `Campaign with identifier ${DRAFT} can't be launched: it is wait_sync` },
    });
    expect(await launch('CGN_ACMECORP_1401106808015')).toMatchObject({
      status: 400,
      body: { status: '400', error_message: 'Unknown campaign with identifier CGN_ACMECORP_1401106808015' },
    });
  });

  it('stays a draft by the fault acceptAndDrop', async () => {
    await wire.fault({ kind: 'acceptAndDrop' });
    expect((await launch(DRAFT)).status).toBe(200);
    expect(await statusOf(DRAFT)).toBe('Draft');
  });
});
