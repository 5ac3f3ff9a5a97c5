import { ContextOnceStore } from '../../../node-red/runtime/sendOnce';
import { choice, fromMsg, num, str, type Values } from './bench';
import { onceEach, people, Sends } from './sends';

/** What is sent under a key is not sent under it again, whatever message or run asks for it. */
const sends = Sends.forEachTest();

const KEY: Values = { sendOnceKey: fromMsg('order') };
const HOUR = 3_600_000;

const statesIn = (list: unknown): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { status, details } of list as readonly { status?: string; details?: { code: string } }[]) {
    const state = details?.code ?? String(status);
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
};

describe('a second message under the same key', () => {
  it('is skipped, and that is said in the result, the side bar and the status', async () => {
    await sends.start([sends.trigger(KEY)]);
    await sends.bench.send({ payload: people(2), order: 'o-1' });
    const [, msg] = await sends.bench.send({ payload: people(2), order: 'o-1' });
    expect(msg!.payload).toEqual(
      people(2).map(({ id }) => expect.objectContaining({ status: 'skipped', send_once_key: 'o-1', people: [id], target: sends.bench.sandbox.baseUrls.braze })),
    );
    expect(sends.requests).toHaveLength(1);
    expect(sends.bench.said).toContain('2 entries were skipped: already sent with this send-once key.');
    expect(sends.bench.statuses.at(-1)).toMatchObject({ fill: 'yellow', shape: 'ring', text: 'campaigns.status.skipped (campaigns.status.local)' });
  });

  it('goes to those who have not had it', async () => {
    await sends.start([sends.trigger(KEY)]);
    await sends.bench.send({ payload: people(60), order: 'o-1' });
    const [, msg] = await sends.bench.send({ payload: people(70), order: 'o-1' });
    expect(statesIn(msg!.payload)).toEqual({ skipped: 60, accepted: 10 });
    expect(await sends.accepted()).toEqual(onceEach(people(70)));
  });

  it('is sent once the window is over, and under another key', async () => {
    await sends.start([sends.trigger({ ...KEY, sendOnceHours: num(2) })]);
    await sends.bench.send({ payload: people(1), order: 'o-1' });
    await sends.bench.send({ payload: people(1), order: 'o-2' });
    await sends.bench.clock.sleep(2 * HOUR - 1);
    await sends.bench.send({ payload: people(1), order: 'o-1' });
    expect(sends.requests).toHaveLength(2);
    await sends.bench.clock.sleep(1);
    await sends.bench.send({ payload: people(1), order: 'o-1' });
    expect(sends.requests).toHaveLength(3);
  });

  it('is sent where the first one was refused', async () => {
    await sends.fault({ kind: 'status', status: 400, body: { message: 'no' } });
    await sends.start([sends.trigger(KEY)]);
    await sends.bench.send({ payload: people(2), order: 'o-1' });
    await sends.bench.send({ payload: people(2), order: 'o-1' });
    expect(await sends.accepted()).toEqual(onceEach(people(2)));
  });

  it('at the same moment is not sent either', async () => {
    await sends.start([sends.trigger(KEY)]);
    sends.bench.post({ payload: people(2), order: 'o-1' });
    sends.bench.post({ payload: people(2), order: 'o-1' });
    await sends.bench.until(() => sends.bench.out.length + sends.bench.caught.length === 2);
    expect(await sends.accepted()).toEqual(onceEach(people(2)));
  });
});

describe('a run that died half-way', () => {
  it('started again sends the rest, and lists those of whom nobody knows', async () => {
    await sends.fault({ kind: 'timeoutAfter' }, 1);
    await sends.start([sends.trigger(KEY)]);
    sends.bench.post({ payload: people(120), order: 'o-1' });
    await sends.bench.swallowed('/campaigns/trigger/send');
    await sends.deploy([sends.trigger(KEY, { name: 'the next one' })]);
    await sends.bench.until(() => sends.bench.caught.length === 1);
    // A message of its own: it carries no token.
    await sends.bench.send({ payload: people(120), order: 'o-1' });
    expect(sends.failed.error).toMatchObject({
      code: 'outcomeUnknown',
      message: expect.stringContaining("An earlier run with the send-once key 'o-1' may have sent this"),
      cause: { payload: [], unknown: people(50, 50) },
    });
    expect(await sends.accepted()).toEqual(onceEach(people(120)));
  });

  it('goes on with the others where that is wished', async () => {
    const node = (over?: Values) => sends.trigger({ ...KEY, onError: choice('continue') }, over);
    await sends.fault({ kind: 'timeoutAfter' }, 1);
    await sends.start([node()]);
    sends.bench.post({ payload: people(120), order: 'o-1' });
    await sends.bench.swallowed('/campaigns/trigger/send');
    await sends.deploy([node({ name: 'the next one' })]);
    await sends.bench.until(() => sends.bench.caught.length === 1);
    const [msg] = await sends.bench.send({ payload: people(120), order: 'o-1' });
    expect(statesIn(msg!.payload)).toEqual({ skipped: 50, outcomeUnknown: 50, accepted: 20 });
    expect(msg!.campaignUnknown).toEqual(people(50, 50));
  });
});

describe('the context store', () => {
  const warning = 'campaigns.warn.onceInMemory';

  it('that forgets is told of once after a deploy', async () => {
    await sends.start([sends.trigger(KEY)]);
    await sends.bench.send({ payload: people(1), order: 'o-1' });
    await sends.bench.send({ payload: people(1), order: 'o-2' });
    expect(sends.bench.said.split(warning)).toHaveLength(2);
  });

  it('in files is not, and without a key there is nothing to tell', async () => {
    await sends.start([sends.trigger(KEY)], { contextStorage: { default: { module: 'localfilesystem' } } });
    await sends.bench.send({ payload: people(1), order: 'o-1' });
    expect(sends.bench.said).not.toContain(warning);
    await sends.bench.stop();
    await sends.start();
    await sends.bench.send({ payload: people(1) });
    expect(sends.bench.said).not.toContain(warning);
  });
});

describe('keys in a store', () => {
  let now = 0;
  const kept = new Map<string, unknown>();
  const store = (set: (key: string, value: unknown) => Promise<void> = async (key, value) => void kept.set(key, structuredClone(value))) =>
    new ContextOnceStore({ get: async (key) => structuredClone(kept.get(key)), set }, () => now);
  const key = (digest: string, forMs = HOUR) => ({ digest, forMs });
  beforeEach(() => {
    now = 0;
    kept.clear();
  });

  it('are claimed, accepted, given back, and swept when they are over', async () => {
    expect(await store().claim([key('a'), key('b')])).toEqual(['claimed', 'claimed']);
    await store().accepted([key('a')]);
    await store().release([key('b')]);
    expect(await store().claim([key('a'), key('b'), key('c')])).toEqual(['sent', 'claimed', 'claimed']);
    expect(await store().claim([key('b')])).toEqual(['unknown']);
    now = HOUR;
    expect(await store().claim([key('d')])).toEqual(['claimed']);
    expect(Object.keys(kept.get('sendOnce') as object)).toEqual(['d']);
  });

  it('are claimed by one of two that ask at once', async () => {
    const one = store();
    expect(await Promise.all([one.claim([key('a')]), one.claim([key('a')])])).toEqual([['claimed'], ['unknown']]);
  });

  it('that could not be written are not claimed', async () => {
    const full = store(async () => Promise.reject(new Error('disk full')));
    await expect(full.claim([key('a')])).rejects.toThrow('disk full');
    expect(await store().claim([key('a')])).toEqual(['claimed']);
  });

  it('are refused where there are too many, until some have ended', async () => {
    const one = store();
    await one.claim(Array.from({ length: 200_000 }, (_, i) => key(String(i))));
    await expect(one.claim([key('x')])).rejects.toThrow(/200000 send-once keys are stored/);
    now = HOUR;
    expect(await one.claim([key('x')])).toEqual(['claimed']);
  });
});

it('a key that is too long is refused by its label', async () => {
  await sends.start([sends.trigger({ sendOnceKey: str('x'.repeat(501)) })]);
  await sends.bench.send({ payload: people(1) });
  expect(sends.failed.error.message).toMatch(/^'Send-Once Key' has 501 characters; at most 500 are allowed\./);
  expect(sends.requests).toEqual([]);
});
