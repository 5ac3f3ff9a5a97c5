import { Ledger, TransportError, type Call, type Claim, type HttpReply, type JsonObject, type OnceKey, type OnceStore } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { failureIn, jsonOf, run, sampleAccount, scripted, testHost } from '../../support/host';

/** A send that the vendor itself recognizes when it is repeated: Braze's transactional emails, for 24 hours. */

const CAMPAIGN = '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064';
const to = (more: JsonObject = {}): JsonObject => ({ campaign_id: CAMPAIGN, external_user_id: 'u1', ...more });
const KEYED = to({ external_send_id: 'order-1' });
const LOST = new TransportError('reset', 'maybe');
const OK = { status: 201, body: { dispatch_id: 'd1', status: 'sent', metadata: {} } };
const AT_WORK = { status: 400, body: { message: 'The external reference has been queued.  Please retry to obtain send_id.' } };
const PAUSED = { status: 400, body: { message: 'The campaign is paused. Resume the campaign in order for trigger requests to take effect.' } };
const BUSY = { status: 429, body: { message: 'Rate limited' } };

class Store implements OnceStore {
  readonly kept = new Map<string, 'claimed' | 'sent'>();

  async claim(keys: readonly OnceKey[]): Promise<readonly Claim[]> {
    return keys.map(({ digest }): Claim => {
      const known = this.kept.get(digest);
      if (!known) this.kept.set(digest, 'claimed');
      return !known ? 'claimed' : known === 'sent' ? 'sent' : 'unknown';
    });
  }

  async accepted(keys: readonly OnceKey[]): Promise<void> {
    for (const { digest } of keys) this.kept.set(digest, 'sent');
  }

  async release(keys: readonly OnceKey[]): Promise<void> {
    for (const { digest } of keys) this.kept.delete(digest);
  }
}

const sends = async (input: JsonObject, answers: readonly (Partial<HttpReply> | Error)[], over: Partial<Call> = {}, once: OnceStore = new Store()) => {
  const vendor = scripted(...answers);
  const outcomes = await run(
    { vendor: braze, operation: 'transactional.send', inputs: [input], account: sampleAccount(braze), ...over },
    testHost({ vendor, once }).ports,
  );
  return { outcome: outcomes[0], keys: vendor.requests.map(({ json }) => (json as JsonObject).external_send_id) };
};

describe('a lost answer', () => {
  it('is asked for again with the same key', async () => {
    const { outcome, keys } = await sends(KEYED, [LOST, OK]);
    expect(keys).toEqual(['order-1', 'order-1']);
    expect(jsonOf(outcome)).toMatchObject({ status: 'accepted', dispatch_id: 'd1' });
  });

  it('is never asked for without a key', async () => {
    const { outcome, keys } = await sends(to(), [LOST, OK]);
    expect(keys).toEqual([undefined]);
    expect(failureIn(outcome)).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe', message: expect.stringContaining('It was not sent a second time.') });
  });

  it('is asked for with the digest of a send-once key, which its own key precedes', async () => {
    const over = { sendOnce: [{ key: 'june', forMs: 3_600_000 }] };
    const { outcome, keys } = await sends(to(), [LOST, OK], over);
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), keys[0]]);
    expect(jsonOf(outcome)).toMatchObject({ dispatch_id: 'd1' });
    expect((await sends(KEYED, [OK], over)).keys).toEqual(['order-1']);
  });

  it.each([503, 502])('may be an answer %i too', async (status) => {
    const { outcome, keys } = await sends(KEYED, [{ status, body: 'down' }, OK]);
    expect(keys).toHaveLength(2);
    expect(jsonOf(outcome)).toMatchObject({ dispatch_id: 'd1' });
  });

  it('is told by "queued, please retry", which is accepted', async () => {
    for (const answers of [[LOST, AT_WORK], [AT_WORK], [{ ...AT_WORK, status: 201 }]]) {
      const { outcome } = await sends(KEYED, answers);
      expect(jsonOf(outcome)).toMatchObject({ campaign_id: CAMPAIGN, external_user_id: 'u1', status: 'accepted' });
    }
  });

  it('remains unknown after all tries, whatever the repeats are told', async () => {
    for (const answers of [
      [LOST],
      [LOST, PAUSED],
      [LOST, { status: 401, body: {} }],
      [LOST, { status: 200, body: 'html' }],
      [LOST, { status: 201, body: { message: 'success' } }],
    ]) {
      const { outcome } = await sends(KEYED, answers);
      const failure = failureIn(outcome);
      expect(failure).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe', todo: expect.stringContaining('within 24 hours') });
      expect(failure.message).toContain('recognizes repeats of it by their key');
      expect(failure.message).not.toContain('It was not sent a second time');
    }
    expect((await sends(KEYED, [LOST])).keys).toHaveLength(4);
  });

  it('is waited for where the repeat meets a limit', async () => {
    expect(jsonOf((await sends(KEYED, [LOST, BUSY, OK])).outcome)).toMatchObject({ dispatch_id: 'd1' });
  });

  it('keeps its send-once key, also if the repeat is refused', async () => {
    const once = new Store();
    const over = { sendOnce: [{ key: 'june', forMs: 3_600_000 }] };
    await sends(to(), [LOST, PAUSED], { ...over, account: sampleAccount(braze, {}) }, once);
    expect([...once.kept.values()]).toEqual(['claimed']);
  });
});

describe('for what is beyond repeats, it is a send like others', () => {
  it('a refusal at once is a refusal, and frees its send-once key', async () => {
    const once = new Store();
    const { outcome, keys } = await sends(KEYED, [PAUSED], { sendOnce: [{ key: 'june', forMs: 3_600_000 }] }, once);
    expect(failureIn(outcome)).toMatchObject({ code: 'conflict', field: 'campaign_id', todo: 'Resume or unarchive the campaign in the Braze dashboard.' });
    expect(keys).toHaveLength(1);
    expect(once.kept.size).toBe(0);
  });

  it('a send-once key holds beside its own key', async () => {
    const once = new Store();
    const over = { sendOnce: [{ key: 'june', forMs: 7 * 86_400_000 }], account: sampleAccount(braze) };
    await sends(KEYED, [OK], over, once);
    const again = await sends(to({ external_send_id: 'order-2' }), [OK], over, once);
    expect(again.keys).toEqual([]);
    expect(again.outcome).toMatchObject({ state: 'skipped', why: 'sentBefore' });
  });

  it('a run that is tried again does not send what was accepted or may have been', async () => {
    for (const [first, code] of [
      [[OK], undefined],
      [[LOST], 'outcomeUnknown'],
    ] as const) {
      const over = { ledger: new Ledger(), account: sampleAccount(braze) };
      await sends(KEYED, first, over);
      const { outcome, keys } = await sends(KEYED, [OK], over);
      expect(keys).toEqual([]);
      if (code) expect(failureIn(outcome)).toMatchObject({ code });
      else expect(jsonOf(outcome)).toMatchObject({ dispatch_id: 'd1' });
    }
  });
});
