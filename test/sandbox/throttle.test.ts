import { openSandbox, START, type Bench } from './helpers';

let bench: Bench;
beforeEach(async () => {
  bench = await openSandbox();
  await bench.signIn();
});
afterEach(() => bench.close());

const statuses = async (times: number) => {
  const seen: number[] = [];
  for (let i = 0; i < times; i++) seen.push((await bench.scheduled()).status);
  return seen;
};

describe('throttle', () => {
  it('lets so many through in so long, and counts those that it refuses', async () => {
    const { body } = await bench.fault({ kind: 'throttle', calls: 2, perMs: 1000 });
    expect(body).toMatchObject({ times: null, hits: 0 });
    expect(await statuses(4)).toEqual([200, 200, 429, 429]);
    await bench.advance(999);
    expect(await statuses(1)).toEqual([429]);
    await bench.advance(1);
    expect(await statuses(3)).toEqual([200, 200, 429]);
    expect((await bench.control('GET', '/faults')).body.faults[0]).toMatchObject({ hits: 4, times: null });
    expect(bench.last()).toMatchObject({ fault: 'throttle', status: 429 });
  });

  it('says nothing of when, unless it is asked to', async () => {
    await bench.fault({ kind: 'throttle', calls: 0, perMs: 1500 });
    const { headers, body } = await bench.scheduled();
    expect(body).toEqual({ error_message: 'Too many requests' });
    for (const name of ['retry-after', 'x-ratelimit-remaining', 'x-ratelimit-reset']) expect(headers.get(name)).toBeNull();
  });

  it.each(['1', '-5', '5, 7', 'Tue, 10 May 2022 12:00:09 GMT'])('Retry-After: %s, as it stands', async (retryAfter) => {
    await bench.fault({ kind: 'throttle', calls: 0, perMs: 1500, retryAfter, reset: true });
    const { headers } = await bench.scheduled();
    expect(headers.get('retry-after')).toBe(retryAfter);
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    expect(headers.get('x-ratelimit-reset')).toBe(String(START / 1000 + 2));
  });

  it('does not stand in the way of other faults, and counts what they strike', async () => {
    await bench.fault({ kind: 'throttle', calls: 2, perMs: 1000 });
    await bench.fault({ kind: 'status', status: 503 }, { times: 3 });
    expect(await statuses(4)).toEqual([503, 503, 429, 429]);
    await bench.advance(1000);
    expect(await statuses(2)).toEqual([503, 200]);
  });

  it('is for all that matches together, after those that it skips, and gives up after `times`', async () => {
    await bench.fault({ kind: 'throttle', calls: 1, perMs: 1000 }, { match: { path: '/request/' }, skip: 1, times: 1 });
    expect(await statuses(4)).toEqual([200, 200, 429, 200]);
    expect((await bench.trigger({})).status).toBe(400);
  });

  it("is refused in the vendor's words", async () => {
    await bench.control('POST', '/faults', { vendor: 'braze', fault: { kind: 'throttle', calls: 0, perMs: 1, retryAfter: 'x' } });
    const answer = await fetch(`${bench.sandbox.baseUrls.braze}/segments/list`);
    expect([answer.status, await answer.json(), answer.headers.get('retry-after')]).toEqual([429, { message: 'Rate limited' }, 'x']);
  });
});
