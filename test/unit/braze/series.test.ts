import { formOf, operationOf, operationsOf, optionsFrom, type JsonObject } from '../../../engine';
import { vendors } from '../../../vendors';
import { braze } from '../../../vendors/braze';
import { failureIn, scripted } from '../../support/host';
import { call, ID, rows, urls } from './reading';

describe('series', () => {
  const all: [string, JsonObject, string, JsonObject][] = [
    ['campaign.getSeries', { campaign_id: ID }, '/campaigns/data_series', { conversions: 1 }],
    ['segment.getSeries', { segment_id: ID }, '/segments/data_series', { size: 1 }],
    ['card.getSeries', { card_id: ID, unit: 'hour' }, '/feed/data_series', { clicks: 1 }],
    ['kpi.getSeries', { kpi: 'mau' }, '/kpi/mau/data_series', { mau: 1 }],
    ['kpi.getSeries', { kpi: 'dau', app_id: ID }, '/kpi/dau/data_series', { dau: 1 }],
    ['kpi.getSeries', { kpi: 'new_users' }, '/kpi/new_users/data_series', { new_users: 1 }],
    ['kpi.getSeries', { kpi: 'uninstalls' }, '/kpi/uninstalls/data_series', { uninstalls: 1 }],
    ['session.getSeries', { unit: 'hour', segment_id: ID }, '/sessions/data_series', { sessions: 1 }],
    ['event.getSeries', { event: 'Event A' }, '/events/data_series', { count: 1 }],
    ['purchase.getRevenueSeries', { product: 'Product A' }, '/purchases/revenue_series', { revenue: 1.5 }],
    ['purchase.getQuantitySeries', {}, '/purchases/quantity_series', { purchase_quantity: 1 }],
  ];

  it.each(all)('%s %j asks %s and gives one row a point', async (operation, input, path, figures) => {
    const points = [
      { time: '2026-01-14', ...figures },
      { time: '2026-01-15', ...figures },
    ];
    const send = scripted({ body: { message: 'success', data: points } });
    expect(await rows(operation, { ...input, length: 2, ending_at: '2026-01-15T23:59:59-05:00' }, send)).toEqual(points);
    const { pathname, searchParams } = new URL(send.requests[0]!.url);
    expect(pathname).toBe(path);
    const { kpi: _kpi, ...sent } = input;
    expect(Object.fromEntries(searchParams)).toEqual({ ...sent, length: '2', ending_at: '2026-01-15T23:59:59-05:00' });
  });

  it.each(all.map(([operation, input]) => [operation, input] as const))('%s %j refuses a length beyond 1 to 100', async (operation, input) => {
    for (const [length, says] of [
      [0, /the minimum is 1/],
      [101, /the maximum is 100/],
      [1.5, /whole number/],
    ] as const) {
      const send = scripted({ body: {} });
      expect(failureIn(await call(operation, { ...input, length }, send))).toMatchObject({
        code: 'validation',
        field: 'length',
        message: expect.stringMatching(says),
      });
      expect(send.requests).toHaveLength(0);
    }
  });

  it('encodes names, and reads a time without offset in the zone of the workflow', async () => {
    const send = scripted({ body: { message: 'success', data: [] } });
    await rows('event.getSeries', { event: 'Event A&B', length: 1, ending_at: '2026-07-01T10:00' }, send);
    expect(urls(send)).toEqual(['/events/data_series?event=Event%20A%26B&length=1&ending_at=2026-07-01T10%3A00%3A00%2B02%3A00']);
  });

  describe("a campaign's messages", () => {
    const push = { sent: 10, direct_opens: 2, total_opens: 3, bounces: 1 };
    const flat = (messages: JsonObject, more: JsonObject = {}) =>
      rows(
        'campaign.getSeries',
        { campaign_id: ID, length: 1 },
        scripted({ body: { message: 'success', data: [{ time: '2026-01-15', conversions: 4, ...more, messages }] } }),
        {
          options: { simplify: true },
        },
      );

    it('become columns of the day', async () => {
      expect(await flat({ email: [{ sent: 5, unique_opens: 2 }], ios_push: [push] }, { revenue: 9.5 })).toEqual([
        {
          time: '2026-01-15',
          conversions: 4,
          revenue: 9.5,
          email_sent: 5,
          email_unique_opens: 2,
          ios_push_sent: 10,
          ios_push_direct_opens: 2,
          ios_push_total_opens: 3,
          ios_push_bounces: 1,
        },
      ]);
    });

    it('are told apart by number where there are several of a kind', async () => {
      expect(await flat({ email: [{ sent: 5 }, { sent: 6 }] })).toEqual([{ time: '2026-01-15', conversions: 4, email_1_sent: 5, email_2_sent: 6 }]);
    });

    it('are told apart by number too where names of variations come to the same', async () => {
      const email = [
        { variation_name: 'Variant 1', sent: 1 },
        { variation_name: 'variant-1', sent: 2 },
        { variation_name: '***', sent: 3 },
        { variation_name: 'Größe 2', sent: 4 },
      ];
      expect(await flat({ email })).toEqual([
        { time: '2026-01-15', conversions: 4, email_variant_1_1_sent: 1, email_variant_1_2_sent: 2, email_3_sent: 3, email_größe_2_sent: 4 },
      ]);
    });

    it('have the same names in whatever order Braze lists them', async () => {
      const email = [
        { variation_name: 'Variant 1', variation_api_id: 'b', sent: 1 },
        { variation_name: 'Variant 1', variation_api_id: 'a', sent: 2 },
        { variation_name: 'variant-1', variation_api_id: 'c', sent: 3 },
        { variation_name: 'Variant 1 3', variation_api_id: 'd', sent: 4 },
        { variation_api_id: 'f', sent: 5 },
        { variation_api_id: 'e', sent: 6 },
      ];
      const [one] = await flat({ email });
      const [other] = await flat({ email: [...email].reverse() });
      expect(one).toEqual(other);
      expect(Object.fromEntries(Object.entries(one as object).filter(([name]) => name.endsWith('sent')))).toEqual({
        email_variant_1_1_sent: 2,
        email_variant_1_2_sent: 1,
        email__variant_1__3__sent: 3,
        email__variant_1_3__sent: 4,
        email_4_sent: 6,
        email_5_sent: 5,
      });
    });

    it.each<[messages: Record<string, JsonObject[]>, own: JsonObject, columns: JsonObject]>([
      [{ email: [{ sent: 1 }] }, { email_sent: 9 }, { email_sent: 9, email__sent: 1 }],
      [{ email: [{ sent: 1 }] }, { email_sent: 9, email__sent: 8 }, { email_sent: 9, email__sent: 8, email___sent: 1 }],
      [{ a: [{ variation_name: 'b c', sent: 1 }], a_b: [{ variation_name: 'c', sent: 2 }] }, {}, { a__b_c__sent: 1, a_b__c__sent: 2 }],
      [{ web: [{ push_sent: 1, bounces: 3 }], web_push: [{ sent: 2 }] }, {}, { web__push_sent: 1, web_bounces: 3, web_push__sent: 2 }],
    ])('never share a column: %j beside %j', async (messages, own, columns) => {
      const turned = Object.fromEntries(Object.entries(messages).reverse());
      for (const each of [messages, turned]) expect(await flat(each, own)).toEqual([{ time: '2026-01-15', conversions: 4, ...columns }]);
    });

    it('are told apart by variation, the control group among them, in an answer without message', async () => {
      const data = [
        {
          time: '2026-01-15',
          conversions: 4,
          messages: {
            android_push: [
              { variation_name: 'Variant 1', sent: 10, unique_recipients: 9 },
              { variation_name: 'Control Group', enrolled: 7, unique_recipients: 7 },
            ],
          },
        },
      ];
      const send = scripted({ body: { data } });
      expect(await rows('campaign.getSeries', { campaign_id: ID, length: 1 }, send, { options: { simplify: true } })).toEqual([
        {
          time: '2026-01-15',
          conversions: 4,
          android_push_variant_1_sent: 10,
          android_push_variant_1_unique_recipients: 9,
          android_push_control_group_enrolled: 7,
          android_push_control_group_unique_recipients: 7,
        },
      ]);
    });
  });
});

describe('a length of its own', () => {
  it.each(
    vendors.flatMap((vendor) =>
      operationsOf(vendor).flatMap(({ name, operation }) => ('length' in operation.fields ? [[vendor.id, name, operation] as const] : [])),
    ),
  )('counts alone: %s %s asks for no limit beside it, and a saved one is not heard', (_, _name, operation) => {
    const names = formOf(operation).map(({ name }) => name);
    expect(names).toContain('length');
    expect(names).not.toContain('returnAll');
    expect(names).not.toContain('limit');
    expect(optionsFrom(operation, { returnAll: false, limit: 5 })).not.toHaveProperty('limit');
  });

  it('is the only thing that is left out: other lists still ask', () => {
    const list = operationOf(braze, 'campaign.getMany');
    expect(formOf(list).map(({ name }) => name)).toEqual(expect.arrayContaining(['returnAll', 'limit']));
    expect(optionsFrom(list, { returnAll: false, limit: 5 })).toMatchObject({ limit: 5 });
  });
});
