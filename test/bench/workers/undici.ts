import { request } from 'undici';
import { person } from '../items';
import { job } from './job';

export interface UndiciOrder {
  readonly url: string;
  readonly key: string;
  readonly items: number;
  readonly packed: number;
}

/** What somebody would write who needs no host: packs by hand, and sends one request after the other. Gives the seconds without the making of the items. */
job(async ({ url, key, items, packed }: UndiciOrder): Promise<number> => {
  const people = Array.from({ length: items }, (_, i) => person(i));
  const start = performance.now();
  for (let from = 0; from < items; from += packed) {
    const attributes = people.slice(from, from + packed).map(({ crm_id: external_id, city, plan }) => ({ external_id, city, plan }));
    const { statusCode, body } = await request(`${url}/users/track`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ attributes }),
    });
    await body.json();
    if (statusCode !== 201) throw new Error(`HTTP ${statusCode}`);
  }
  return (performance.now() - start) / 1_000;
});
