import { formOf, operationOf, operationsOf, poll, type AnyTrigger, type AnyVendor, type JsonObject, type PollState } from '../../engine';
import { vendors } from '../../vendors';
import { collect, NOON, sampleAccount, scripted, testHost } from '../support/host';
import { expectLimits, expectTexts, problemsIn } from './fields';

/** Walks every trigger of the catalogue; what is odd about one is tested beside the mechanics, in test/unit/poll. */

/** Members that the rows of a topic have at every vendor. */
const COMMON: Readonly<Record<string, readonly string[]>> = {
  report: ['userId', 'status', 'errorCode', 'errorMessage', 'channel', 'sentAt', 'deviceId', 'appId', 'campaignId', 'requestId', 'vendor'],
  series: ['vendor', 'series', 'id', 'time'],
  syncs: ['vendor', 'event', 'integrationId', 'status', 'rowsSynced', 'rowsFailed', 'startedAt', 'time'],
  hits: ['vendor', 'campaignId', 'userId', 'time'],
  hitsPerUser: ['vendor', 'campaignId', 'userId', 'hits', 'firstTime', 'lastTime'],
  unsubscribes: ['vendor', 'event', 'email', 'time'],
  hardBounces: ['vendor', 'event', 'email', 'time'],
  invalidNumbers: ['vendor', 'event', 'phone', 'reason', 'time'],
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
});
