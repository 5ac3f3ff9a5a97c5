import { BrazeBench } from './brazeHelpers';
import { OutboxReader } from './outboxHelpers';

interface Profile {
  vendor: string;
  id: string;
  attributes: Record<string, unknown>;
  events?: { name: string; count: number }[];
  purchases?: { name: string; count: number }[];
  segments: string[];
  subscriptions?: Record<string, string>;
  emailStates?: string[];
  trackedAt?: number;
}
interface Profiles {
  total: number;
  profiles: Profile[];
  counts: { vendor: Record<string, number>; tracked: number; email: Record<string, number> };
}

let bench: BrazeBench;
let outbox: OutboxReader;
beforeEach(async () => {
  bench = await BrazeBench.open();
  outbox = new OutboxReader(bench.sandbox.url);
});
afterEach(() => bench.close());
const profiles = (query: string) => outbox.get<Profiles>(`/profiles?${query}`);

it('two hundred tracked users are found, the latest first', async () => {
  expect((await profiles('tracked=1')).total).toBe(0);
  for (let request = 0; request < 4; request++) {
    const attributes = Array.from({ length: 50 }, (_, index) => ({ external_id: `shopper-${request * 50 + index}`, plan: 'gold' }));
    await bench.post('/users/track', { attributes });
    await bench.advance(1000);
  }
  const { total, profiles: first, counts } = await profiles('tracked=1&limit=1');
  expect([total, counts.tracked, counts.vendor]).toEqual([200, 200, { braze: 200 }]);
  expect(first[0]).toMatchObject({ vendor: 'braze', id: 'shopper-150', attributes: { plan: 'gold' } });
});

it('a profile shows what was tracked, its segments and its subscriptions', async () => {
  const time = '2022-05-10T11:00:00Z';
  await bench.post('/users/track', {
    attributes: [{ external_id: 'demo-0001', email_subscribe: 'opted_in', city: 'Bern' }],
    events: [
      { external_id: 'demo-0001', name: 'opened', time },
      { external_id: 'demo-0001', name: 'opened', time },
    ],
    purchases: [{ external_id: 'demo-0001', product_id: 'shoes', currency: 'EUR', price: 1, time }],
  });
  const [profile] = (await profiles('id=demo-0001&vendor=braze')).profiles;
  expect(profile).toMatchObject({ attributes: { city: 'Bern' }, subscriptions: { email: 'opted_in' } });
  expect(profile!.events).toContainEqual(expect.objectContaining({ name: 'opened', count: 2 }));
  expect(profile!.purchases).toContainEqual(expect.objectContaining({ name: 'shoes', count: 1 }));
  expect(profile!.segments).toContain('Demo Users');
});

it('what stands against an email is shown, also of addresses that no user has', async () => {
  await bench.control('POST', '/braze/emails', { email: 'user2@example.com', event: 'bounce' });
  const { profiles: found } = await profiles('email=hard+bounce');
  expect(found.map(({ id, emailStates }) => [id, emailStates])).toEqual([
    ['user2', ['hard bounce']],
    ['bounced@example.com', ['hard bounce']],
  ]);
});

it.each([
  ['q=user2', 'braze', 'user2'],
  ['q=jane+roe', 'horisen', 'jane'],
  ['id=demo-0003&vendor=moEngage', 'moEngage', 'demo-0003'],
  ['segment=Three+colleagues&q=johnny', 'horisen', 'johnny'],
])('%s finds one of %s', async (query, vendor, id) => {
  expect((await profiles(query)).profiles.map((profile) => [profile.vendor, profile.id])).toEqual([[vendor, id]]);
});
