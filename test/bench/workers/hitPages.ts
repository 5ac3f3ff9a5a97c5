import { job } from './job';
import type { HitsOrder } from './hits';

const PAGE = 5_000;

/** The peer: a loop that fetches the same pages and does nothing with them. */
job(async ({ owner, campaign, since }: HitsOrder): Promise<number> => {
  const { base_url, api_token } = owner.credential as { base_url: string; api_token: string };
  let rows = 0;
  for (let page = 1; ; page++) {
    const query = new URLSearchParams({ page: String(page), page_size: String(PAGE), since_date: since });
    const reply = await fetch(`${base_url}/api/transac/${campaign}/hits?${query.toString()}`, { headers: { authorization: `Token ${api_token}` } });
    const { result } = (await reply.json()) as { result: { hits: unknown[] } };
    rows += result.hits.length;
    if (result.hits.length < PAGE) return rows;
  }
});
