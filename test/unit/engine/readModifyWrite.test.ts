import { checkAccount, operation, plan, TransportError, type Json, type JsonObject } from '../../../engine';
import { acme, base, call } from '../../support/acme';
import { failureIn, jsonOf, run, scripted, testHost } from '../../support/host';

/** Replaces a thing; given only a colour, it keeps the rest as it is. */
const update = operation({
  ...base,
  fields: {
    name: { type: 'text', label: 'Name', description: 'Its name', limits: { max: 10 } },
    colour: { type: 'text', label: 'Color', description: 'Its color', required: true },
  },
  retry: 'idempotent',
  returns: 'object',
  readModifyWrite: {
    when: ({ name }: { name?: string }) => name === undefined,
    request: () => ({ method: 'GET', path: '/things/1' }),
    merge: ({ body }: { body: Json }, input: JsonObject) => ({ ...(body as JsonObject), ...input }),
  },
  request: ([input]: [JsonObject]) => ({ method: 'PUT', path: '/things/1', body: { json: { ...input, signature: 's3cret' } } }),
  parse: ({ body }: { body: Json }) => ({ one: body }),
} as never);
const v = acme({ update }, { secretMembers: ['signature'] });
const go = async (vendor: ReturnType<typeof scripted>, input: JsonObject) => (await run(call(v, 'thing.update', [input]), testHost({ vendor }).ports))[0];
const wire = (vendor: ReturnType<typeof scripted>) => vendor.requests.map(({ method, json }) => [method, json]);

describe('an update of a part', () => {
  it('reads the whole, and sends it with the part changed', async () => {
    const vendor = scripted({ body: { name: 'one', colour: 'red' } }, { body: { ok: true } });
    expect(jsonOf(await go(vendor, { colour: 'blue' }))).toEqual({ ok: true });
    expect(wire(vendor)).toEqual([
      ['GET', undefined],
      ['PUT', { name: 'one', colour: 'blue', signature: 's3cret' }],
    ]);
  });

  it('reads nothing where the whole is given', async () => {
    const vendor = scripted({ body: { ok: true } });
    await go(vendor, { name: 'two', colour: 'blue' });
    expect(wire(vendor).map(([method]) => method)).toEqual(['PUT']);
  });

  it('sends nothing where what is there cannot be read, or makes no valid whole', async () => {
    for (const answer of [{ status: 429, headers: { 'retry-after': '999' } }, { body: { name: 'far too long a name', colour: 'red' } }]) {
      const vendor = scripted(answer);
      expect(failureIn(await go(vendor, { colour: 'blue' })).code).toBe('status' in answer ? 'rateLimited' : 'validation');
      expect(wire(vendor).map(([method]) => method)).toEqual(['GET']);
    }
  });

  it('shows the whole in a dry run, and no secret that was made of the account', async () => {
    const vendor = scripted({ body: { name: 'one', colour: 'red' } });
    const [planned] = await plan(call(v, 'thing.update', [{ colour: 'blue' }]), testHost({ vendor }).ports);
    expect(planned).toMatchObject({ method: 'PUT', body: { name: 'one', colour: 'blue', signature: '***' } });
    expect(wire(vendor)).toEqual([['GET', undefined]]);
  });
});

describe('an account of a vendor that has nothing to be asked', () => {
  const mute = acme({ update }, { check: { by: 'reach', proves: 'It answers.' } });
  const check = (vendor: ReturnType<typeof scripted>, credential = { key: 'k' }) => checkAccount(mute, { id: 'a', credential }, vendor, testHost().ports);

  it('is good where the address answers, whatever it says', async () => {
    const vendor = scripted({ status: 404 });
    expect(await check(vendor)).toBe('It answers.');
    expect(vendor.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET https://api.acme.example/']);
  });

  it('fails where nobody answers, and where a field is empty', async () => {
    await expect(check(scripted(new TransportError('the host name is unknown', 'no')))).rejects.toMatchObject({ code: 'unavailable' });
    const vendor = scripted({});
    await expect(check(vendor, { key: '' })).rejects.toMatchObject({ code: 'validation', field: 'key' });
    expect(vendor.requests).toEqual([]);
  });
});
