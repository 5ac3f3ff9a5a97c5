import {
  formOf,
  operationOf,
  operationsOf,
  poll,
  replayField,
  type AnyTrigger,
  type AnyVendor,
  type JsonObject,
  type PollState,
  type Send,
} from '../../engine';
import { vendors } from '../../vendors';
import { collect, fileOf, NOON, sampleAccount, scripted, testHost } from '../support/host';
import { expectLimits, expectTexts, problemsIn } from './fields';

/** Walks every trigger of the catalogue; what is odd about one is tested beside the mechanics, in test/unit/poll. */

/** Members that the rows of a topic have at every vendor. */
const COMMON: Readonly<Record<string, readonly string[]>> = {
  report: ['userId', 'status', 'errorCode', 'errorMessage', 'channel', 'sentAt', 'deviceId', 'appId', 'campaignId', 'requestId', 'vendor'],
  series: ['vendor', 'series', 'id', 'time'],
  hits: ['vendor', 'campaignId', 'userId', 'time'],
  hitsPerUser: ['vendor', 'campaignId', 'userId', 'hits', 'firstTime', 'lastTime'],
  unsubscribes: ['vendor', 'event', 'email', 'time'],
  status: ['vendor', 'event', 'campaignId', 'name', 'channel', 'status', 'previousStatus', 'time'],
};

/** What a trigger reads: the operation, and what it is asked. */
const readings = ({ watch }: AnyTrigger, chosen: JsonObject): readonly (readonly [operation: string, input: JsonObject])[] => {
  const since = new Date(NOON).toISOString();
  switch (watch.by) {
    case 'time':
      return [[watch.operation, watch.input(chosen, { since, start: since })]];
    case 'change':
      return [[watch.operation, watch.input(chosen)]];
    case 'point':
      return [[watch.operation(chosen), watch.input(chosen, watch.most, since)]];
    case 'request': {
      const listed = watch.scheduled?.input(chosen);
      return [
        ...watch.ids(chosen).map((id) => [watch.operation, watch.input(id)] as const),
        ...(listed ? [[watch.scheduled!.operation, listed] as const] : []),
      ];
    }
  }
};

const triggers = vendors.flatMap((vendor) =>
  Object.entries(vendor.triggers).map(([name, trigger]) => [`${vendor.id} ${name}`, vendor, name, trigger] as const),
);

it.each(['braze', 'bryj', 'followAnalytics', 'horisen'])('%s, which can be asked for news, has triggers', (id) => {
  expect(triggers.some(([, vendor]) => vendor.id === id)).toBe(true);
});

describe.each(triggers)('%s', (_, vendor: AnyVendor, name, trigger) => {
  const [least, full] = trigger.sampleInputs;
  const account = sampleAccount(vendor, vendor.id === 'braze' ? { rest_endpoint: 'custom' } : {});
  const problemsOf = (input: JsonObject) => problemsIn(trigger, input, account.credential);

  it('has texts of the form that n8n and Node-RED ask for, and a name for each field', () => {
    expectTexts(trigger, full);
    const names = formOf(trigger).map((each) => each.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('takes its least and its full input, and keeps to each limit', () => {
    expect([problemsOf(least), problemsOf(full)]).toEqual([[], []]);
    expectLimits(trigger.fields, full, problemsOf);
    expect(problemsOf({ ...least, no_such_field: 1 })).toEqual([expect.objectContaining({ field: 'no_such_field' })]);
  });

  it('is known by fields that it has', () => {
    expect(Object.keys(trigger.fields)).toEqual(expect.arrayContaining([...trigger.identity]));
  });

  it.each([
    ['least', least],
    ['full', full],
  ])('reads, by operations that only read and that take what it asks: %s', (_which, chosen) => {
    const all = readings(trigger, chosen);
    expect(all.length).toBeGreaterThan(0);
    for (const [operation, input] of all) {
      expect(operationsOf(vendor).map((each) => each.name)).toContain(operation);
      expect(operationOf(vendor, operation).retry).toBe('safe');
      expect([operation, problemsIn(operationOf(vendor, operation), input, account.credential)]).toEqual([operation, []]);
    }
  });

  it('shapes its sample as the rows of its kind are, with a vendor, and without undefined', () => {
    const shaped = trigger.shape(trigger.sample, least);
    const kind = trigger.watch.by === 'point' ? 'series' : COMMON[name] ? name : trigger.topic;
    expect(Object.keys(shaped).slice(0, COMMON[kind]!.length)).toEqual(COMMON[kind]);
    expect(shaped.vendor).toBe(vendor.id);
    expect(Object.values(shaped)).not.toContain(undefined);
  });

  it('tells nothing at the first look, and gives a state that goes through JSON', async () => {
    const chosen = Object.fromEntries(Object.entries(least).filter(([field]) => field !== 'starting_at'));
    const [[operation = ''] = []] = readings(trigger, chosen);
    const send = scripted({ body: operationOf(vendor, operation).sampleReply });
    const steps = await collect(poll({ vendor, trigger: name, input: chosen, account }, undefined, testHost({ vendor: send }).ports));
    expect(steps.flatMap(({ rows }) => rows)).toEqual([]);
    const state = steps.at(-1)!.state;
    expect(JSON.parse(JSON.stringify(state)) as PollState).toEqual(state);
  });

  describe('what came since a time', () => {
    const { watch } = trigger;
    const isReport = watch.by === 'request';
    const chosen: JsonObject = isReport
      ? { ...(least.watch !== undefined && { watch: 'requests' }), request_ids: full.request_ids!, first_ask_minutes: 0 }
      : Object.fromEntries(Object.entries(least).filter(([field]) => field !== 'starting_at'));
    const [[operation = ''] = []] = readings(trigger, chosen);
    const json = scripted({ body: operationOf(vendor, operation).sampleReply });
    const row = trigger.sample as JsonObject;
    const cell = (value: unknown): string => `"${String(value ?? '').replaceAll('"', '""')}"`;
    const file = `${Object.keys(row).map(cell).join(',')}\n${Object.values(row).map(cell).join(',')}\n`;
    const send: Send = async (request, signal) =>
      request.reply === 'stream' ? { status: 200, headers: {}, body: null, stream: fileOf(file).open() } : await json(request, signal);
    const host = testHost({ vendor: send, unauthenticated: send });
    const look = async (state: PollState | undefined, replaySince?: string) => {
      const steps = await collect(
        poll({ vendor, trigger: name, input: chosen, account, ...(replaySince !== undefined && { replaySince }) }, state, host.ports),
      );
      return { steps, rows: steps.flatMap(({ rows }) => rows), state: JSON.parse(JSON.stringify(steps.at(-1)?.state ?? state)) as PollState };
    };

    it('comes again where the user asks for it, marked, once for each time that is asked for, and not where nothing is', async () => {
      const first = await look(undefined);
      const again = await look(first.state, '2014-01-01T00:00:00Z');
      expect(again.rows.length).toBeGreaterThan(0);
      expect(again.rows.map(({ replayed }) => replayed)).toEqual(again.rows.map(() => true));
      expect(again.rows.map((each) => Object.keys(each).at(-1))).toEqual(again.rows.map(() => 'raw'));
      // Reports come as they were told; of other sources nothing had been told as yet.
      expect(first.rows).toEqual(isReport ? again.rows.map(({ replayed: _, ...each }) => each) : []);
      const after = await look(again.state, '2014-01-01T00:00:00Z');
      // The same time in another zone is no other time.
      const same = await look(after.state, '2014-01-01T01:00:00+01:00');
      const cleared = await look(same.state);
      expect([after.rows, same.rows, cleared.rows]).toEqual([[], [], []]);
      expect(cleared.state).not.toHaveProperty('replay');
      expect((await look(same.state, '2014-01-02T00:00:00Z')).rows).toEqual(again.rows);
      expect((await look(cleared.state, '2014-01-01T00:00:00Z')).rows).toEqual(again.rows);
    });

    it('is stored although there may be no rows, so that it does not come twice', async () => {
      const { state } = await look(undefined);
      const before = new Date(host.clock.now - 1_000).toISOString();
      const { steps } = await look(state, before);
      expect(steps.at(-1)).toMatchObject({ isLasting: true, state: { replay: { since: before.replace('.000', '') } } });
      expect(steps.at(-1)!.state.replay).not.toHaveProperty('rest');
      expect((await look(steps.at(-1)!.state, before)).steps.filter(({ isLasting }) => isLasting)).toEqual([]);
    });

    it.each([
      ['no time', 'yesterday', /'Replay Since' is not a valid date and time: 'yesterday'/],
      ['a time to come', '2026-01-16T12:00:00Z', /'Replay Since' is in the future: '2026-01-16T12:00:00Z'/],
    ])('is not %s, which is refused before anything is asked', async (_what, since, message) => {
      const before = json.requests.length;
      await expect(look(undefined, since)).rejects.toMatchObject({ code: 'validation', field: 'replaySince', message: expect.stringMatching(message) });
      expect(json.requests).toHaveLength(before);
    });

    it('is a field of the form with a text that says how far back it goes', () => {
      const { field } = replayField(trigger);
      expect(field).toMatchObject({ type: 'dateTime', label: 'Replay Since', description: expect.stringContaining('replayed: true') });
      expect(field.required).toBeUndefined();
    });
  });
});
