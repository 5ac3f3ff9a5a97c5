import { failureIn, jsonOf, scripted } from '../../support/host';
import { call, ID, rows, urls } from './reading';

describe('lists', () => {
  const page = (member: string, count: number, from = 0, text = false) => ({
    body: { message: 'success', [member]: Array.from({ length: count }, (_, i) => (text ? `Name ${from + i}` : { id: `id${from + i}` })) },
  });

  it.each([
    ['campaign.getMany', 'campaigns', '/campaigns/list'],
    ['segment.getMany', 'segments', '/segments/list'],
    ['card.getMany', 'cards', '/feed/list'],
  ])('%s reads pages of 100 until one is short', async (operation, member, path) => {
    const send = scripted(page(member, 100), page(member, 100, 100), page(member, 3, 200));
    expect(await rows(operation, {}, send)).toHaveLength(203);
    expect(urls(send)).toEqual([0, 1, 2].map((number) => `${path}?page=${number}`));
  });

  it.each([
    ['event.getMany', 'events', '/events/list', 'event'],
    ['purchase.getProducts', 'products', '/purchases/product_list', 'product'],
  ])('%s reads pages of 250 names', async (operation, member, path, name) => {
    const send = scripted(page(member, 250, 0, true), page(member, 250, 250, true), page(member, 0));
    const found = await rows(operation, {}, send);
    expect(found).toHaveLength(500);
    expect(found[499]).toEqual({ [name]: 'Name 499' });
    expect(urls(send)).toEqual([0, 1, 2].map((number) => `${path}?page=${number}`));
  });

  it('reads no further page than the limit needs', async () => {
    const send = scripted(page('campaigns', 100), page('campaigns', 100, 100));
    expect(await rows('campaign.getMany', {}, send, { options: { limit: 50 } })).toHaveLength(50);
    expect(send.requests).toHaveLength(1);
  });

  it('passes the filters on', async () => {
    const send = scripted(page('campaigns', 0));
    await rows('campaign.getMany', { include_archived: true, sort_direction: 'asc', 'last_edit.time[gt]': '2026-01-01T10:00' }, send);
    expect(Object.fromEntries(new URL(send.requests[0]!.url).searchParams)).toEqual({
      include_archived: 'true',
      sort_direction: 'asc',
      // Without an offset it is meant in the zone of the workflow.
      'last_edit.time[gt]': '2026-01-01T10:00:00+01:00',
      page: '0',
    });
  });

  it.each(['campaign.getMany', 'segment.getMany', 'card.getMany'])("%s refuses today's parameters where the account speaks the old API", async (operation) => {
    const send = scripted(page('x', 0));
    const outcome = await call(operation, { sort_direction: 'asc' }, send, { over: { version: 'appboy' } });
    expect(failureIn(outcome)).toMatchObject({
      code: 'validation',
      field: 'sort_direction',
      message: expect.stringContaining('not supported by the Appboy'),
    });
    expect(send.requests).toHaveLength(0);
  });
});

describe('details', () => {
  it.each([
    ['campaign.get', { campaign_id: ID }, '/campaigns/details'],
    ['segment.get', { segment_id: ID }, '/segments/details'],
    ['card.get', { card_id: ID }, '/feed/details'],
  ])('%s gives one object, without the word success', async (operation, input, path) => {
    const send = scripted({ body: { message: 'success', created_at: '2026-01-01', name: 'It' } });
    expect(jsonOf(await call(operation, input, send))).toEqual({ ...input, created_at: '2026-01-01', name: 'It' });
    expect(urls(send)).toEqual([`${path}?${new URLSearchParams(input).toString()}`]);
  });
});
