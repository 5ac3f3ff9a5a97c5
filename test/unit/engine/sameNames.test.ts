import { isOperation, operationsOf, outputSample, type AnyOperation, type AnyTrigger } from '../../../engine';
import { renamer } from '../../../engine/catalogue/sameNames';
import { vendors } from '../../../vendors';
import { acme, base, call } from '../../support/acme';
import { jsonOf, rowsOf, run, scripted, testHost } from '../../support/host';

const all: readonly (readonly [string, AnyOperation | AnyTrigger])[] = vendors.flatMap((vendor) => [
  ...operationsOf(vendor).map(({ name, operation }) => [`${vendor.id} ${name}`, operation] as const),
  ...Object.entries(vendor.triggers).map(([name, trigger]) => [`${vendor.id} trigger ${name}`, trigger] as const),
]);

/** What the same thing is called elsewhere, or was once. */
const OTHERWISE = ['campaign_identifier', 'campaign_identifiers', 'external_user_id', 'cid'];

/** Items of the customer, with the names that the customer gave their members. */
const OF_THE_CUSTOMER = ['braze catalogItem.get', 'braze catalogItem.getMany'];

describe.each(all)('the output of %s', (title, definition) => {
  const first = outputSample(definition, false);
  const same = outputSample(definition, true);

  it('has the names that are the same in all outputs', () => {
    const odd = Object.keys(same).filter((name) => /[A-Z]/.test(name) || OTHERWISE.includes(name));
    expect(OF_THE_CUSTOMER.includes(title) ? odd.filter((name) => OTHERWISE.includes(name)) : odd).toEqual([]);
  });

  it('has the same values in the same order, whatever it calls them', () => {
    expect(Object.values(same)).toEqual(Object.values(first));
  });

  it('differs from the first release only in names', () => {
    const { sample } = definition;
    const shown = isOperation(definition) ? (definition.simplify?.(sample) ?? sample) : definition.shape(sample, definition.sampleInputs[0]);
    if (typeof shown === 'object' && shown !== null && !Array.isArray(shown)) expect(first).toEqual(shown);
  });
});

it.each([
  ['bryj batch.getReport', 'userId', 'user_id'],
  ['followAnalytics trigger report', 'errorMessage', 'error_message'],
  ['followAnalytics hit.getManyPerUser', 'lastTime', 'last_time'],
  ['horisen trigger status', 'previousStatus', 'previous_status'],
  ['followAnalytics batch.cancel', 'campaign_identifier', 'campaign_id'],
  ['braze campaign.trigger', 'external_user_id', 'user_id'],
  ['braze user.track', 'external_id', 'user_id'],
])('%s calls %s %s', (title, was, now) => {
  const definition = all.find(([name]) => name === title)![1];
  expect(Object.keys(outputSample(definition, false))).toContain(was);
  expect(Object.keys(outputSample(definition, true))).toContain(now);
});

const list = {
  ...base,
  fields: { only_failures: { type: 'boolean', label: 'Only', description: 'It' } },
  retry: 'safe',
  returns: 'list',
  request: () => ({ method: 'GET', path: '/rows' }),
  parse: ({ body }: { body: unknown }) => ({ rows: body }),
  simplify: ({ user }: { user: string }) => ({ userId: user, isUnknownName: true, status: 'failed' }),
  sample: { user: 'u' },
};

const rowsWith = async (options: object) => {
  const host = testHost({ vendor: scripted({ body: [{ user: 'u', oddName: 1 }] }) });
  const [outcome] = await run(call(acme({ list: list as never }), 'thing.list', [{}], options), host.ports);
  return await rowsOf(outcome);
};

describe('a call', () => {
  it('has the first names unless it asks for the others', async () => {
    expect(await rowsWith({ simplify: true })).toEqual([{ userId: 'u', isUnknownName: true, status: 'failed' }]);
    expect(await rowsWith({ simplify: true, sameNames: true })).toEqual([{ user_id: 'u', is_unknown_name: true, status: 'failed' }]);
  });

  it('leaves what is not simplified to the vendor', async () => {
    expect(await rowsWith({ sameNames: true })).toEqual([{ user: 'u', oddName: 1 }]);
  });

  it('renames a result that has no simplified form only where the operation says so', async () => {
    const odd = {
      ...list,
      fields: {},
      returns: 'object',
      simplify: undefined,
      sameNames: { campaign_identifier: 'campaign_id' },
      sample: { campaign_identifier: 'c', oddName: 1 },
      parse: ({ body }: { body: unknown }) => ({ one: body }),
    };
    const host = testHost({ vendor: scripted({ body: { campaign_identifier: 'c', oddName: 1 } }) });
    const [outcome] = await run(call(acme({ odd: odd as never }), 'thing.odd', [{}], { sameNames: true }), host.ports);
    expect(jsonOf(outcome)).toEqual({ campaign_id: 'c', oddName: 1 });
  });
});

it('names of any content stay members', () => {
  const rename = renamer(all.find(([name]) => name === 'braze user.track')![1], true);
  const row = rename(JSON.parse('{"external_id":"u","__proto__":1}') as never);
  expect([Object.keys(row), Object.getPrototypeOf(row)]).toEqual([['user_id', '__proto__'], Object.prototype]);
});
