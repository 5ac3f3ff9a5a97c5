import { match, type Earlier } from '../../../node-red/runtime/earlier';
import { Journeys } from '../../../node-red/runtime/journeys';
import { bool, choice, fromMsg, str, type FlowNode } from './bench';
import { idsIn, onceEach, people, Sends } from './sends';

/** A message that comes back from Catch goes on where it was left. */
const sends = Sends.forEachTest();

const REFUSED = { kind: 'status', status: 400, body: { message: 'Invalid recipients' } };
/** Refused before Braze acted, for longer than anybody waits. */
const LIMITED = { kind: 'status', status: 429, body: { message: 'Rate limited' }, headers: { 'retry-after': '3600' } };
const BROKEN = { kind: 'status', status: 500, body: { message: 'Internal server error' } };
/** Braze sends it, and nobody hears of it. */
const LOST = { kind: 'resetAfter' };

describe('a message whose second request failed, sent again as it is', () => {
  it.each([
    ['a refusal', REFUSED],
    ['a limit', LIMITED],
  ])('after %s: everybody gets it once', async (_, fault) => {
    await sends.fault(fault, 1);
    await sends.start();
    await sends.bench.send({ payload: people(120) });
    expect(sends.failed.campaignRun).toEqual(expect.any(String));
    // The limit that Braze named goes by.
    await sends.bench.clock.sleep(3_700_000);
    const msg = await sends.again();
    expect(await sends.accepted()).toEqual(onceEach(people(120)));
    expect(sends.requests).toHaveLength(4);
    expect(msg!.campaignRun).toBeUndefined();
    expect((msg!.payload as { external_user_id: string }[]).map(({ external_user_id: id }) => id)).toEqual(idsIn(people(120)));
    expect(sends.bench.completed).toHaveLength(1);
  });

  it.each([
    ['that was sent', LOST, 120],
    ['that was not sent', BROKEN, 70],
  ])('after an answer that was lost of a request %s: nobody gets it twice, and the unknown are told apart', async (_, fault, reached) => {
    await sends.fault(fault, 1);
    await sends.start();
    await sends.bench.send({ payload: people(120) });
    expect(sends.failed.error).toMatchObject({ code: 'outcomeUnknown', cause: { payload: people(20, 100), unknown: people(50, 50) } });
    expect(await sends.again()).toBeUndefined();
    expect(Object.values(await sends.accepted())).toEqual(Array<number>(reached).fill(1));
    expect(sends.failed.error).toMatchObject({
      code: 'outcomeUnknown',
      message: expect.stringContaining('Before that, 70 entries were accepted.'),
      cause: { payload: [], unknown: people(50, 50) },
    });
  });

  it('comes back by a wire from Catch until Node-RED itself ends the loop, and nobody gets it twice', async () => {
    await sends.fault(LOST, 1);
    const loop: FlowNode = { id: 'catch', z: 'f', type: 'catch', scope: ['n'], wires: [['caught', 'n']] };
    await sends.start([sends.trigger(), loop]);
    sends.bench.post({ payload: people(120) });
    await sends.bench.until(() => sends.bench.caught.length === 9);
    expect(Object.values(await sends.accepted())).toEqual(Array<number>(120).fill(1));
    expect(sends.requests).toHaveLength(3);
  });

  it('in another order, with a refused record mended and a further one', async () => {
    await sends.start();
    const wrong = { ...people(1, 110)[0]!, first_name: 'x' };
    await sends.fault(REFUSED, 2);
    await sends.bench.send({ payload: [...people(110), wrong] });
    const mended = { ...wrong, first_name: 'Ada' };
    await sends.again({ payload: [mended, ...people(110).reverse(), ...people(1, 111)] });
    expect(await sends.accepted()).toEqual(onceEach(people(112)));
    const { recipients } = JSON.parse(sends.requests.at(-1)!) as { recipients: unknown[] };
    expect(recipients).toHaveLength(12);
    expect(recipients[0]).toEqual({ external_user_id: wrong.id, trigger_properties: { first_name: 'Ada' } });
  });

  it('three times, and the last knows what the first two sent', async () => {
    await sends.start();
    await sends.fault(REFUSED, 1);
    await sends.bench.send({ payload: people(150) });
    await sends.fault(REFUSED, 1);
    await sends.again();
    expect(idsIn(sends.failed.error.cause.payload)).toEqual(idsIn(people(50, 100)));
    await sends.again();
    expect(await sends.accepted()).toEqual(onceEach(people(150)));
    expect(sends.bench.caught).toHaveLength(2);
  });

  it('also where nobody keeps msg.error', async () => {
    await sends.start();
    await sends.fault(REFUSED, 1);
    await sends.bench.send({ payload: people(60) });
    await sends.again({ error: undefined });
    expect(await sends.accepted()).toEqual(onceEach(people(60)));
  });
});

describe('the people that are left', () => {
  it('are a ready payload: as they came, in their order', async () => {
    await sends.fault(REFUSED, 1);
    await sends.start();
    await sends.bench.send({ payload: people(120) });
    const { payload, unknown } = sends.failed.error.cause;
    expect([payload, unknown]).toEqual([people(70, 50), []]);
    const msg = await sends.again({ payload });
    expect(msg!.payload).toHaveLength(70);
    expect(await sends.accepted()).toEqual(onceEach(people(120)));
  });

  it('may also be sent as a message of their own', async () => {
    await sends.fault(REFUSED, 1);
    await sends.start();
    await sends.bench.send({ payload: people(120) });
    await sends.bench.send({ payload: sends.failed.error.cause.payload });
    expect(await sends.accepted()).toEqual(onceEach(people(120)));
  });

  it('and the whole list after them, by the same token: those of the first try are still known', async () => {
    await sends.start();
    await sends.fault(REFUSED, 1);
    await sends.bench.send({ payload: people(120) });
    await sends.fault(REFUSED, 1);
    await sends.again({ payload: sends.failed.error.cause.payload });
    await sends.again({ payload: people(120) });
    expect(await sends.accepted()).toEqual(onceEach(people(120)));
  });

  it('are everyone where one is not valid', async () => {
    await sends.start();
    const payload = [...people(2), { id: '' }];
    await sends.bench.send({ payload });
    expect(sends.failed.error).toMatchObject({ code: 'validation', cause: { payload, unknown: [] } });
    expect(sends.failed).not.toHaveProperty('campaignRun');
  });

  it('are entries of a field where the list is in one', async () => {
    const recipients = people(60).map(({ id }) => ({ external_user_id: id }));
    await sends.fault(REFUSED, 1);
    await sends.start([sends.trigger({ recipientsFrom: choice('json'), recipients: fromMsg('people') })]);
    await sends.bench.send({ people: recipients });
    expect(sends.failed.error.cause).toMatchObject({ payload: recipients.slice(50), unknown: [] });
    await sends.again();
    expect(await sends.accepted()).toEqual(onceEach(people(60)));
  });

  it('are lists of their own beside the results, where the others go on', async () => {
    await sends.fault(REFUSED);
    await sends.fault(LOST);
    await sends.start([sends.trigger({ onError: choice('continue') })]);
    const [msg] = await sends.bench.send({ payload: people(120) });
    expect(msg).toMatchObject({ campaignLeft: people(50), campaignUnknown: people(50, 50) });
    expect(msg).not.toHaveProperty('campaignRun');
    const [, next] = await sends.bench.send({ ...msg, payload: msg!.campaignLeft });
    expect(next).not.toHaveProperty('campaignLeft');
    expect(next).not.toHaveProperty('campaignUnknown');
    expect(await sends.accepted()).toEqual(onceEach(people(120)));
  });
});

describe('an entry', () => {
  it('that stands in the list twice is meant twice, and is sent twice in all', async () => {
    const [one] = people(1);
    const payload = [...people(50), one];
    await sends.fault(REFUSED, 1);
    await sends.start();
    await sends.bench.send({ payload });
    expect(sends.failed.error.cause.payload).toEqual([one]);
    await sends.again();
    expect((await sends.accepted())[one!.id]).toBe(2);
    expect(sends.requests).toHaveLength(3);
  });

  it('whose fields say something else each time is not sent again', async () => {
    const codes = { triggerProperties: { type: 'jsonata', value: '{"code": $random()}' } };
    await sends.fault(REFUSED, 1);
    await sends.start([sends.trigger({ variables: choice('none'), ...codes })]);
    await sends.bench.send({ payload: people(120) });
    await sends.again();
    expect(await sends.accepted()).toEqual(onceEach(people(120)));
    const [first, , last] = sends.requests.map((body) => (JSON.parse(body) as { trigger_properties: { code: number } }).trigger_properties.code);
    expect(first).not.toBe(last);
  });

  it('that is itself made anew each time is known by its person, and that is said', async () => {
    await sends.fault(REFUSED, 1);
    await sends.start([
      sends.trigger({
        recipientsFrom: choice('json'),
        recipients: { type: 'jsonata', value: '$map(payload, function($p) {{"external_user_id": $p.id, "trigger_properties": {"code": $random()}}})' },
      }),
    ]);
    await sends.bench.send({ payload: people(120) });
    await sends.again();
    expect(await sends.accepted()).toEqual(onceEach(people(120)));
    expect(sends.bench.said).toContain('50 of the message differ from what an earlier attempt sent, and are not sent a second time');
  });

  it('of another campaign is another send', async () => {
    await sends.fault(REFUSED, 1);
    await sends.start([sends.trigger({ campaignId: fromMsg('campaign') })]);
    await sends.bench.send({ payload: people(51), campaign: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064' });
    await sends.again({ campaign: '44444444-4444-4444-8444-444444444444' });
    expect(Object.values(await sends.accepted()).filter((count) => count === 2)).toHaveLength(50);
  });
});

describe('a send to everyone', () => {
  const everybody = { recipientsFrom: choice('everybody'), triggerProperties: { type: 'jsonata', value: '{"code": $random()}' } };

  it('whose answer was lost is not made again, whatever it says the second time', async () => {
    await sends.fault(LOST);
    await sends.start([sends.trigger(everybody)]);
    await sends.bench.send({ payload: 'x' });
    expect(sends.failed.error.cause).not.toHaveProperty('payload');
    await sends.again();
    expect(sends.failed.error.code).toBe('outcomeUnknown');
    expect(sends.requests).toHaveLength(1);
  });

  it('is made again where somebody says so', async () => {
    await sends.fault(BROKEN);
    await sends.start([sends.trigger(everybody)]);
    await sends.bench.send({ payload: 'x' });
    expect(await sends.again({ campaignRun: undefined })).toMatchObject({ payload: { status: 'accepted' } });
    expect(sends.requests).toHaveLength(2);
  });
});

describe('a token', () => {
  it('that is not known any more is refused before anything is sent', async () => {
    await sends.fault(REFUSED, 1);
    await sends.start();
    await sends.bench.send({ payload: people(120) });
    const returning = structuredClone(sends.failed);
    await sends.bench.stop();
    await sends.start();
    await sends.bench.send(returning);
    expect(sends.failed.error).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/no longer known .* Nothing was sent\. .* delete msg\.campaignRun/),
    });
    expect(sends.failed.campaignRun).toBe(returning.campaignRun);
    expect(sends.requests).toHaveLength(2);
  });

  it('is of no use once the run is complete: another copy of the message is refused', async () => {
    await sends.fault(REFUSED, 1);
    await sends.start();
    await sends.bench.send({ payload: people(120) });
    const copy = structuredClone(sends.failed);
    await sends.again();
    await sends.bench.send(copy);
    expect(sends.failed.error.code).toBe('conflict');
    expect(await sends.accepted()).toEqual(onceEach(people(120)));
  });

  it('lets one copy of a message in at a time', async () => {
    await sends.fault(REFUSED, 1);
    await sends.start();
    await sends.bench.send({ payload: people(120) });
    const copy = structuredClone(sends.failed);
    sends.bench.post(structuredClone(copy));
    sends.bench.post(copy);
    await sends.bench.until(() => sends.bench.out.length === 1 && sends.bench.caught.length === 2);
    expect(sends.failed.error).toMatchObject({ code: 'conflict', message: expect.stringMatching(/^Another copy of this message/) });
    expect(await sends.accepted()).toEqual(onceEach(people(120)));
  });

  it('of another node says nothing here, and is kept for it', async () => {
    const second = sends.trigger({ campaignId: str('44444444-4444-4444-8444-444444444444') }, { id: 'm' });
    await sends.fault(REFUSED, 1);
    await sends.start([sends.trigger(), second]);
    await sends.bench.send({ payload: people(60) });
    const token = sends.failed.campaignRun;
    sends.bench.post(structuredClone(sends.failed), 'm');
    await sends.bench.until(() => sends.bench.out.length === 1);
    expect(sends.bench.out[0]!.campaignRun).toBe(token);
    await sends.again();
    expect(Object.values(await sends.accepted())).toEqual(Array<number>(60).fill(2));
  });

  it('goes with a dry run, which shows only what is left', async () => {
    await sends.fault(REFUSED, 1);
    await sends.start([sends.trigger({ dryRun: fromMsg('dry') })]);
    await sends.bench.send({ payload: people(120), dry: 'no' });
    const dry = await sends.again({ dry: 'yes' });
    expect((dry!.payload as { requests: unknown[] }).requests).toHaveLength(2);
    await sends.again({ dry: 'no' });
    expect(await sends.accepted()).toEqual(onceEach(people(120)));
  });
});

describe('a deploy in mid-run', () => {
  it('tells who is left and who is unknown, and the message goes on at the new node', async () => {
    await sends.fault({ kind: 'timeoutAfter' }, 1);
    await sends.start();
    sends.bench.post({ payload: people(120) });
    await sends.bench.swallowed('/campaigns/trigger/send');
    await sends.deploy([sends.trigger({}, { name: 'changed' })]);
    await sends.bench.until(() => sends.bench.caught.length === 1);
    expect(sends.failed.error).toMatchObject({
      code: 'cancelled',
      message: expect.stringContaining('Before that, 50 entries were accepted.'),
      cause: { payload: people(20, 100), unknown: people(50, 50) },
    });
    await sends.again();
    expect(sends.failed.error).toMatchObject({ code: 'outcomeUnknown', cause: { payload: [], unknown: people(50, 50) } });
    expect(await sends.accepted()).toEqual(onceEach(people(120)));
  });

  it('while it waits for a limit leaves nothing unknown', async () => {
    await sends.fault({ kind: 'rateLimit', retryAfterSeconds: 5, withHeaders: true }, 1);
    await sends.start();
    const waits = sends.bench.clock.hold();
    sends.bench.post({ payload: people(60) });
    await waits;
    await sends.deploy([sends.trigger({}, { name: 'changed' })]);
    await sends.bench.until(() => sends.bench.caught.length === 1);
    sends.bench.clock.release();
    expect(sends.failed.error.cause).toMatchObject({ payload: people(10, 50), unknown: [] });
    await sends.again();
    expect(await sends.accepted()).toEqual(onceEach(people(60)));
  });
});

describe('what a vendor took and did not send', () => {
  const notice = 'The campaign is paused. Resume the campaign to ensure trigger requests will take effect.';

  it('is a state of its own, in the result, the side bar and the status', async () => {
    await sends.fault({ kind: 'status', status: 201, body: { dispatch_id: 'd', message: 'success', notice } });
    await sends.start();
    const [msg] = await sends.bench.send({ payload: people(2) });
    expect(msg!.payload).toEqual(
      people(2).map(({ id }) => expect.objectContaining({ external_user_id: id, status: 'notSent', notice, target: sends.bench.sandbox.baseUrls.braze })),
    );
    expect(sends.bench.said).toContain(`2 entries were accepted by Braze and not sent: ${notice}`);
    expect(sends.bench.statuses.at(-1)).toMatchObject({ fill: 'yellow', shape: 'ring', text: 'campaigns.status.notSent (campaigns.status.local)' });
  });
});

describe('the store of journeys', () => {
  const entry = (said: string): Earlier => ({ said, whom: said });
  const store = () => {
    let tokens = 0;
    return new Journeys(() => `t${++tokens}`);
  };

  it('drops the oldest where there are too many entries, and never one that is at work or alone', () => {
    const journeys = store();
    const many = Array.from({ length: 90_000 }, (_, i) => entry(String(i)));
    const [one, two] = [journeys.keep(undefined, 'n', many), journeys.keep(undefined, 'n', many)];
    journeys.keep(two, 'm', [entry('x')]);
    journeys.take(one, 'n');
    journeys.keep(undefined, 'n', many);
    journeys.keep(undefined, 'n', many);
    expect(() => journeys.take(two, 'n')).toThrow(/no longer known/);
    journeys.keep(one, 'n', many);
    expect(journeys.take(one, 'n')).toHaveLength(90_000);
    const large = journeys.keep(
      undefined,
      'n',
      Array.from({ length: 300_000 }, (_, i) => entry(String(i))),
    );
    expect(journeys.take(large, 'n')).toHaveLength(300_000);
  });

  it('keeps a journey until all its nodes are through', () => {
    const journeys = store();
    const token = journeys.keep(undefined, 'n', [entry('a')]);
    journeys.keep(token, 'm', [entry('a')]);
    expect(journeys.end(token, 'n')).toBe(false);
    expect(() => journeys.take(token, 'n')).toThrow(/no longer known/);
    expect(journeys.end(token, 'm')).toBe(true);
    expect(journeys.take(undefined, 'n')).toBeUndefined();
  });
});

describe('entries that look alike', () => {
  const units = [{ item: 0, input: {} }];
  const sent = { said: 'a', whom: 'a', units };
  const left = { said: 'a', whom: 'a' };
  const mark = { said: 'a', whom: 'a' };

  it.each([
    ['all of them', 2, [sent, left], [sent, left]],
    ['those that are left', 1, [sent, left], [left]],
    ['one more', 3, [sent, left], [sent, left, undefined]],
    ['all that was sent', 2, [sent, sent], [sent, sent]],
    ['fewer than were sent', 1, [sent, sent], [sent]],
  ])('are, when %s come back, matched by how many there are', (_, count, earlier, found) => {
    expect(match(Array(count).fill(mark), earlier).found).toEqual(found);
  });
});

it('an operation that may be repeated has no token, as a second time does no harm', async () => {
  const attributes: FlowNode = {
    ...sends.trigger(),
    type: 'campaign-track-user',
    operation: 'user.track',
    values: { kind: choice('attributes'), identifier: choice('external_id'), userColumn: str('id'), updateExistingOnly: bool(true) },
  };
  await sends.bench.sandbox.control('POST', '/faults', { vendor: 'braze', match: { path: '/users/track' }, skip: 1, times: 1, fault: REFUSED });
  await sends.start([attributes]);
  await sends.bench.send({ payload: people(100) });
  expect(sends.failed).not.toHaveProperty('campaignRun');
  expect(sends.failed.error.cause).toMatchObject({ payload: people(25, 75), unknown: [] });
});
