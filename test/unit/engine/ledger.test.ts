import { memoryLedger, TransportError } from '../../../engine';
import { bryj } from '../../../vendors/bryj';
import { failureIn, jsonOf, run, sampleAccount, scripted, testHost } from '../../support/host';

const account = sampleAccount(bryj);
const inputs = ['CMP_1', 'CMP_2'].map((campaign_id) => ({ campaign_id, messages: [{ user_id: 'u' }] }));
const trigger = (vendor: ReturnType<typeof scripted>, ledger: ReturnType<typeof memoryLedger>, runKey = 'execution 7, node Bryj, run 0') =>
  run({ vendor: bryj, operation: 'batch.trigger', inputs, account, options: { continueOnFail: true, runKey } }, testHost({ vendor, ledger }).ports);

describe('a node that is run again for all items', () => {
  it('does not send again what was accepted, and gives the same answer', async () => {
    const vendor = scripted(
      { body: { request_id: 'r1' } },
      { status: 400, body: { error_message: 'Unknown campaign with identifier CMP_2' } },
      { body: { request_id: 'r2' } },
    );
    const ledger = memoryLedger();
    await trigger(vendor, ledger);
    const again = await trigger(vendor, ledger);
    expect(again.map((outcome) => jsonOf(outcome).request_id)).toEqual(['r1', 'r2']);
    expect(vendor.requests.map(({ json }) => (json as { campaign_id: string }).campaign_id)).toEqual(['CMP_1', 'CMP_2', 'CMP_2']);
  });

  it('does not send again what may have been accepted', async () => {
    const vendor = scripted(new TransportError('timeout', 'maybe'), { body: { request_id: 'r2' } });
    const ledger = memoryLedger();
    await trigger(vendor, ledger);
    const [first, second] = await trigger(vendor, ledger);
    expect(failureIn(first)).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe', todo: expect.stringContaining('Get Scheduled') });
    expect(jsonOf(second).request_id).toBe('r2');
    expect(vendor.requests).toHaveLength(2);
  });

  it('sends again in another run', async () => {
    const vendor = scripted({ body: { request_id: 'r' } });
    const ledger = memoryLedger();
    await trigger(vendor, ledger);
    await trigger(vendor, ledger, 'execution 8, node Bryj, run 0');
    expect(vendor.requests).toHaveLength(4);
  });
});

it('forgets the oldest entries first', () => {
  const ledger = memoryLedger(2);
  for (const key of ['a', 'b', 'c']) ledger.set(key, key);
  expect(['a', 'b', 'c'].map((key) => ledger.get(key))).toEqual([undefined, 'b', 'c']);
});
