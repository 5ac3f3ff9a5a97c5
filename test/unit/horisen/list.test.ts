import type { JsonObject } from '../../../engine';
import { jsonOf, rowsOf, scripted } from '../../support/host';
import { call, CAMPAIGN, CAMPAIGN_URL, CAMPAIGNS_URL, expectRefused, saved, type Raw } from './calling';

const page = (currentPage: number, totalPages: number, ...names: string[]) => ({
  body: {
    data: names.map((name) => saved({ name })),
    meta: { pagination: { total: 3, count: names.length, perPage: 2, currentPage, totalPages, links: { next: 'https://elsewhere.example/?page_number=9' } } },
  },
});

const list = async (input: Raw, send = scripted(page(1, 1, 'a')), options: JsonObject = {}) => {
  const { outcome } = await call('getMany', input, send, { options });
  const rows = await rowsOf(outcome);
  return { rows, urls: send.requests.map(({ url }) => decodeURIComponent(url.replace(CAMPAIGNS_URL, ''))) };
};

describe('listing campaigns', () => {
  it("asks as the document's example does (3.2)", async () => {
    const { urls } = await list({ sending_type: 'sms', status: 'draft', sort: ['-created_dt'] });
    expect(urls).toEqual(['?sending_type=sms&status=draft&sort=-created_dt&page_number=1&page_size=100']);
  });

  it('gets the newest first by itself, and parts of a campaign that are asked for', async () => {
    expect((await list({})).urls).toEqual(['?sort=-created_dt&page_number=1&page_size=100']);
    const { urls } = await list({ fields: ['tasks', 'messages'], sort: 'status, -name', page_size: 10, page_number: 2 });
    expect(urls).toEqual(['?fields=tasks,messages&sort=status,-name&page_number=2&page_size=10']);
  });

  it('goes on to the last page that HORISEN counts, wherever its links lead', async () => {
    const send = scripted(page(1, 2, 'a', 'b'), page(2, 2, 'c'));
    const { rows, urls } = await list({}, send);
    expect(rows.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(urls).toEqual(['?sort=-created_dt&page_number=1&page_size=100', '?sort=-created_dt&page_number=2&page_size=100']);
    expect(send.requests.every(({ url }) => url.startsWith(CAMPAIGNS_URL))).toBe(true);
  });

  it('begins at the page that is asked for', async () => {
    const { rows } = await list({ page_number: 2 }, scripted(page(2, 3, 'b'), page(3, 3, 'c')));
    expect(rows.map(({ name }) => name)).toEqual(['b', 'c']);
  });

  it.each<[string, Parameters<typeof scripted>, number]>([
    ['an empty page', [page(1, 9, 'a'), page(2, 9)], 2],
    ['a page without a count', [{ body: { data: [saved()] } }], 1],
  ])('ends at %s', async (_, pages, asked) => {
    const { urls } = await list({}, scripted(...pages));
    expect(urls).toHaveLength(asked);
  });

  it('does not call a list whole where HORISEN gives the page before once more', async () => {
    const send = scripted(page(1, 9, 'a'), page(1, 9, 'a'));
    await expect(list({}, send)).rejects.toMatchObject({ code: 'format', message: expect.stringMatching(/the same page of the list/) });
    expect(send.requests).toHaveLength(2);
  });

  it('asks for no more pages than the limit needs', async () => {
    const { rows, urls } = await list({}, scripted(page(1, 2, 'a', 'b'), page(2, 2, 'c')), { limit: 2 });
    expect(rows).toHaveLength(2);
    expect(urls).toHaveLength(1);
  });

  it.each<[Raw, string]>([
    [{ field: 'name', operator: 'contains', value: 'spring sale' }, 'contains(name)=spring sale'],
    [{ field: 'status', operator: 'in', value: 'active,draft' }, 'in(status)=active,draft'],
    [{ field: 'status', operator: 'in', value: 'active, draft' }, 'in(status)=active,draft'],
    [{ field: 'next_dt', operator: 'isnotnull' }, 'isnotnull(next_dt)=true'],
    [{ field: 'next_dt', operator: 'isnull', value: 'false' }, 'isnull(next_dt)=false'],
    [{ field: 'created_dt', operator: 'between', value: '2024-01-01,2024-02-01' }, 'between(created_dt)=2024-01-01,2024-02-01'],
    [{ field: 'name', operator: 'eq', value: ' a&b ' }, 'eq(name)=a&b'],
  ])('filters by %j', async (filter, query) => {
    const send = scripted(page(1, 1, 'a'));
    expect((await list({ filters: [filter] }, send)).urls).toEqual([`?${query}&sort=-created_dt&page_number=1&page_size=100`]);
    expect(send.requests[0]!.url).not.toMatch(/a&b| /);
  });

  it('filters by several at once', async () => {
    const filters = [
      { field: 'created_dt', operator: 'gte', value: '2024-01-01' },
      { field: 'created_dt', operator: 'lt', value: '2024-02-01' },
    ];
    expect((await list({ filters })).urls[0]).toContain('?gte(created_dt)=2024-01-01&lt(created_dt)=2024-02-01&');
  });

  it.each<[string, Raw, string, RegExp]>([
    ['a status that is none', { status: 'paused' }, 'status', /must be one of active, draft, finished, stopped/],
    ['a channel that is none', { sending_type: 'fax' }, 'sending_type', /must be one of/],
    ['a part that is none', { fields: ['contacts'] }, 'fields[0]', /must be one of messages, tasks/],
    ['an order that is none', { sort: ['created dt'] }, 'sort[0]', /contains 'created dt', which is not the name of a field/],
    ['a page zero', { page_number: 0 }, 'page_number', /the minimum is 1/],
    ['pages of nothing', { page_size: 0 }, 'page_size', /the minimum is 1/],
    ['a filter without a field', { filters: [{ operator: 'eq', value: 'a' }] }, 'filters[0].field', /is empty/],
    ['a filter of no field', { filters: [{ field: 'a)=1&eq(b', operator: 'eq', value: 'a' }] }, 'filters[0].field', /is not valid/],
    ['an unknown operator', { filters: [{ field: 'name', operator: 'like', value: 'a' }] }, 'filters[0].operator', /must be one of/],
    ['a filter without a value', { filters: [{ field: 'name', operator: 'eq' }] }, 'filters[0].value', /'Value' \(filters\[0\]\.value\) is empty/],
    ['half a range', { filters: [{ field: 'created_dt', operator: 'between', value: '2024-01-01' }] }, 'filters[0].value', /between needs two values/],
    ['a value for nothing', { filters: [{ field: 'next_dt', operator: 'isnull', value: 'x' }] }, 'filters[0].value', /does not take a value/],
    [
      'a filter twice',
      {
        filters: [
          { field: 'name', operator: 'contains', value: 'a' },
          { field: 'name', operator: 'contains', value: 'b' },
        ],
      },
      'filters[1].operator',
      /uses contains for 'name' a second time/,
    ],
  ])('with %s is refused, and nothing is sent', async (_, input, field, says) => {
    await expectRefused('getMany', input, field, says);
  });
});

describe('getting a campaign', () => {
  it('gives it as it came', async () => {
    const { outcome, send } = await call('get', { campaign_uuid: CAMPAIGN, fields: ['tasks'] }, scripted({ body: { ...saved(), tasks: [] } }));
    expect(send.requests).toMatchObject([{ method: 'GET', url: `${CAMPAIGN_URL}?fields=tasks` }]);
    expect(jsonOf(outcome)).toEqual({ ...saved(), tasks: [] });
  });

  it('needs one that can be one', async () => {
    await expectRefused('get', {}, 'campaign_uuid', /'Campaign' \(campaign_uuid\) is empty/);
    await expectRefused('get', { campaign_uuid: '../services' }, 'campaign_uuid', /is '\.\.\/services', which is not a valid UUID/);
    await expectRefused('get', { campaign_uuid: CAMPAIGN }, 'service_uuid', /neither here nor in the account/, { account: { service_uuid: '' } });
  });
});
