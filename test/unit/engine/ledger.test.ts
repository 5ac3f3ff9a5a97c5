import { Ledger, TransportError } from '../../../engine';
import { braze } from '../../../vendors/braze';
import { bryj } from '../../../vendors/bryj';
import { failureIn, jsonOf, run, sampleAccount, scripted, testHost } from '../../support/host';

const account = sampleAccount(bryj);
const inputs = ['CMP_1', 'CMP_2'].map((campaign_id) => ({ campaign_id, messages: [{ user_id: 'u' }] }));
const trigger = (vendor: ReturnType<typeof scripted>, ledger?: Ledger, given: typeof inputs = inputs, continueOnFail = true) =>
  run({ vendor: bryj, operation: 'batch.trigger', inputs: given, account, options: { continueOnFail }, ...(ledger && { ledger }) }, testHost({ vendor }).ports);

describe('a node that is run again for all items', () => {
  it('does not send again what was accepted, and gives the same answer', async () => {
    const vendor = scripted(
      { body: { request_id: 'r1' } },
      { status: 400, body: { error_message: 'Unknown campaign with identifier CMP_2' } },
      { body: { request_id: 'r2' } },
    );
    const ledger = new Ledger();
    await trigger(vendor, ledger);
    const again = await trigger(vendor, ledger);
    expect(again.map((outcome) => jsonOf(outcome).request_id)).toEqual(['r1', 'r2']);
    expect(vendor.requests.map(({ json }) => (json as { campaign_id: string }).campaign_id)).toEqual(['CMP_1', 'CMP_2', 'CMP_2']);
  });

  it('knows an item by its place, whatever its expressions say the second time', async () => {
    const vendor = scripted({ body: { request_id: 'r1' } }, { status: 400, body: {} }, { body: { request_id: 'r2' } });
    const ledger = new Ledger();
    await trigger(vendor, ledger);
    const other = ['CMP_1', 'CMP_2'].map((campaign_id) => ({ campaign_id, messages: [{ user_id: 'u', template_variables: { at: String(Math.random()) } }] }));
    const again = await trigger(vendor, ledger, other);
    expect(again.map((outcome) => jsonOf(outcome).request_id)).toEqual(['r1', 'r2']);
    expect(vendor.requests).toHaveLength(3);
  });

  it('does not even look at what was accepted: its time may have passed meanwhile', async () => {
    const vendor = scripted({ body: { request_id: 'r1' } }, { status: 400, body: {} }, { body: { request_id: 'r2' } });
    const ledger = new Ledger();
    await trigger(vendor, ledger);
    const again = await trigger(vendor, ledger, [{ campaign_id: '', messages: [] }, inputs[1]!]);
    expect(again.map((outcome) => jsonOf(outcome).request_id)).toEqual(['r1', 'r2']);
  });

  it('does not send again what may have been accepted, and sends the rest', async () => {
    const vendor = scripted(new TransportError('timeout', 'maybe'), { body: { request_id: 'r2' } });
    const ledger = new Ledger();
    const [, before] = await trigger(vendor, ledger, inputs, false);
    expect(before!.state).toBe('notTried');
    const [first, second] = await trigger(vendor, ledger, inputs, false);
    expect(failureIn(first)).toMatchObject({ code: 'outcomeUnknown', reached: 'maybe', todo: expect.stringContaining('Get Scheduled') });
    expect(jsonOf(second).request_id).toBe('r2');
    expect(vendor.requests).toHaveLength(2);
    expect(ledger.account()).toEqual({ accepted: 1, unknown: 1 });
  });

  it('keeps the parts of an item as they were when some of them were sent', async () => {
    const vendor = scripted({ body: { message: 'success' } }, { status: 400, body: { message: 'Bad Request' } }, { body: { message: 'success' } });
    const call = (ids: readonly string[]) => ({
      vendor: braze,
      operation: 'campaign.trigger',
      inputs: [{ campaign_id: 'c', recipients: ids.map((external_user_id) => ({ external_user_id })) }],
      account: sampleAccount(braze),
      options: { continueOnFail: true },
      ledger,
    });
    const ledger = new Ledger();
    const people = Array.from({ length: 60 }, (_, i) => `user${i}`);
    await run(call(people), testHost({ vendor }).ports);
    // An expression that shuffles gives the list in another order.
    const again = await run(call([...people].reverse()), testHost({ vendor }).ports);
    expect(again.map(({ state }) => state)).toEqual(Array.from({ length: 60 }, () => 'done'));
    const sent = vendor.requests.flatMap(({ json }) =>
      (json as { recipients: { external_user_id: string }[] }).recipients.map((each) => each.external_user_id),
    );
    // The second request was refused and sent again; the first fifty were sent once.
    expect(sent.slice(60)).toEqual(people.slice(50));
  });

  it('sends again in another run', async () => {
    const vendor = scripted({ body: { request_id: 'r' } });
    await trigger(vendor, new Ledger());
    await trigger(vendor, new Ledger());
    expect(vendor.requests).toHaveLength(4);
  });

  it('forgets nothing, however many items there are', async () => {
    const vendor = scripted({ body: { message: 'success' } });
    const ledger = new Ledger();
    const call = {
      vendor: braze,
      operation: 'campaign.trigger',
      inputs: Array.from({ length: 12_000 }, (_, i) => ({ campaign_id: 'c', send_id: `${i}`, recipients: [{ external_user_id: `user${i}` }] })),
      account: sampleAccount(braze),
      ledger,
    };
    await run(call, testHost({ vendor }).ports);
    const before = vendor.requests.length;
    const again = await run(call, testHost({ vendor }).ports);
    expect(again.every(({ state }) => state === 'done')).toBe(true);
    expect([before, vendor.requests.length]).toEqual([12_000, 12_000]);
  });
});

describe('what an earlier try has begun', () => {
  const lost = new TransportError('timeout', 'maybe');

  it('and the process did not live to see is not sent again, and the user is told where to look', async () => {
    const ledger = new Ledger();
    ledger.begin(0, [{ item: 0, input: inputs[0]!, note: { state: 'underWay', at: 0 } }]);
    const vendor = scripted({ body: { request_id: 'r2' } });
    const [first, second] = await trigger(vendor, ledger);
    expect(failureIn(first)).toMatchObject({
      code: 'outcomeUnknown',
      reached: 'maybe',
      message: expect.stringContaining('An earlier attempt in this run may have been accepted'),
    });
    expect(failureIn(first).todo).toContain('Get Scheduled');
    expect(jsonOf(second).request_id).toBe('r2');
    expect(vendor.requests).toHaveLength(1);
  });

  it('stays unknown however often the node is run again', async () => {
    const ledger = new Ledger();
    const vendor = scripted(lost, { body: { request_id: 'r2' } });
    await trigger(vendor, ledger);
    for (let again = 0; again < 3; again++) expect(failureIn((await trigger(vendor, ledger))[0]).code).toBe('outcomeUnknown');
    expect(vendor.requests).toHaveLength(2);
    expect(ledger.account()).toEqual({ accepted: 1, unknown: 1 });
    expect(ledger.accountOfItems()).toEqual({ accepted: 1, unknown: 1 });
  });

  it('is known by the place in the whole run, where a host calls for some of the items', async () => {
    const ledger = new Ledger();
    const vendor = scripted({ body: { request_id: 'r' } });
    const at = (positions: readonly number[], given: typeof inputs) =>
      run(
        { vendor: bryj, operation: 'batch.trigger', inputs: given, account, options: { continueOnFail: true }, ledger, positions },
        testHost({ vendor }).ports,
      );
    await at([5], [inputs[0]!]);
    const outcomes = await at([4, 5], [inputs[1]!, inputs[0]!]);
    expect(vendor.requests.map(({ json }) => (json as { campaign_id: string }).campaign_id)).toEqual(['CMP_1', 'CMP_2']);
    expect(outcomes.map(({ item, state }) => [item, state]).sort()).toEqual([
      [0, 'done'],
      [1, 'done'],
    ]);
  });

  it('is left as it was: a stop speaks of what is still to be sent', async () => {
    const ledger = new Ledger();
    const vendor = scripted({ body: { request_id: 'r1' } }, { status: 400, body: {} }, { body: { request_id: 'r2' } });
    const upTo = (stopAbove: number) =>
      run({ vendor: bryj, operation: 'batch.trigger', inputs, account, options: { continueOnFail: true, stopAbove }, ledger }, testHost({ vendor }).ports);
    expect((await upTo(2)).map(({ state }) => state)).toEqual(['done', 'failed']);
    // What was accepted is over, so that one person is left.
    expect((await upTo(1)).map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('and may have been sent counts as people that it still goes to', async () => {
    const ledger = new Ledger();
    const vendor = scripted(lost, { status: 400, body: {} }, { body: { request_id: 'r2' } });
    const upTo = (stopAbove: number) =>
      run({ vendor: bryj, operation: 'batch.trigger', inputs, account, options: { continueOnFail: true, stopAbove }, ledger }, testHost({ vendor }).ports);
    await upTo(2);
    const stopped = await upTo(1);
    expect(failureIn(stopped.find(({ item }) => item === 1)).message).toContain('would go to 2 recipients');
    expect((await upTo(2)).map(({ state }) => state)).toEqual(['failed', 'done']);
  });
});

it('counts an item of which something is unknown as unknown, and one of which the rest was not sent as accepted', () => {
  const ledger = new Ledger();
  const accepted = { state: 'accepted', output: { kind: 'object', json: {} }, notSent: undefined, warnings: [] } as const;
  const unit = (note?: object) => ({ item: 0, input: {}, ...(note && { note: note as never }) });
  ledger.begin(0, [unit(accepted), unit({ state: 'underWay', at: 0 })]);
  ledger.begin(1, [unit(accepted), unit()]);
  ledger.begin(2, [unit(), unit()]);
  ledger.begin(3, [unit(accepted)]);
  expect([ledger.account(), ledger.accountOfItems()]).toEqual([
    { accepted: 3, unknown: 1 },
    { accepted: 2, unknown: 1 },
  ]);
  expect([0, 1, 2, 3, 4].map((position) => ledger.earlier(position)?.length)).toEqual([2, 2, undefined, 1, undefined]);
  ledger.begin(0, [unit()]);
  ledger.add(0, unit(accepted));
  expect(ledger.earlier(0)).toHaveLength(2);
  ledger.clear(0);
  expect(ledger.earlier(0)).toBeUndefined();
});
