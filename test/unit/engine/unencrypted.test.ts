import { checkAccount, execute, session, targetOf, type AnyVendor, type JsonObject } from '../../../engine';
import { addresses } from '../../../ports/addresses';
import { vendors } from '../../../vendors';
import { collect, sampleAccount, scripted, testHost } from '../../support/host';

/** The fields of an account that take a web address. */
const addressFields = ({ credential }: AnyVendor): readonly string[] =>
  Object.entries(credential).flatMap(([name, field]) => (field.type === 'text' && field.limits?.pattern?.source.includes('https?') ? [name] : []));

const cases = vendors.flatMap((vendor) => addressFields(vendor).map((field) => [vendor.label, field, vendor] as const));

it('every vendor has an account that takes an address', () => {
  expect(new Set(cases.map(([, , vendor]) => vendor))).toEqual(new Set(vendors));
});

const accountWith = (vendor: AnyVendor, field: string, url: string) => {
  const { dependsOn } = vendor.credential[field]!;
  return sampleAccount(vendor, { email: 'name@example.com', ...(dependsOn && { [dependsOn.field]: dependsOn.is[0]! }), [field]: url });
};

/** The first operation, as the catalogue has it. */
const firstOf = (vendor: AnyVendor) => {
  const [resource, { operations }] = Object.entries(vendor.resources)[0]!;
  const [name, operation] = Object.entries(operations)[0]!;
  return { operation: `${resource}.${name}`, inputs: [operation.sampleInputs[0]] };
};

const PUBLIC = [
  'http://api.example.com',
  'http://8.8.8.8/x',
  ' HTTP://api.example.com/ ',
  'http://[2606:4700::1]/x',
  'http://198.18.0.1',
  'http://[2002:7f00:1::]',
  'http:\\\\api.example.com',
];
const OWN = [
  'http://localhost:4010/x',
  'http://127.0.0.1:4010/x',
  'http://[::1]:4010',
  'http://10.0.0.5/x',
  'http://192.168.1.2',
  'http://sandbox:4010/x',
  'http://host.docker.internal/x',
];

describe.each(cases)('%s, %s', (_, field, vendor) => {
  const { label } = vendor.credential[field]!;

  it.each(PUBLIC)('a secret does not travel unencrypted to %s: not by a run, a check, or a session', async (url) => {
    const account = accountWith(vendor, field, url);
    const unauthenticated = scripted({ status: 200 });
    const { ports } = testHost({ unauthenticated });
    const send = session(vendor, account, unauthenticated, ports);
    const request = { method: 'GET', url, headers: {}, reply: 'json', timeoutMs: 1 } as const;
    for (const attempt of [
      () => collect(execute({ vendor, account, ...firstOf(vendor) }, { ...ports, vendor: send })),
      () => checkAccount(vendor, account, unauthenticated, ports),
      () => send(request),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'validation', reached: 'no', field, message: expect.stringContaining(`'${label}'`) });
    }
    expect(unauthenticated.requests).toEqual([]);
  });

  it('says what to do', async () => {
    const { ports } = testHost();
    await expect(checkAccount(vendor, accountWith(vendor, field, 'http://api.example.com/x'), ports.unauthenticated, ports)).rejects.toMatchObject({
      message: expect.stringMatching(/is http:\/\/api\.example\.com\/x: over http, .* unencrypted/),
      todo: expect.stringMatching(/^Use https:\/\/\./),
    });
  });

  it('an address that is none is not asked', async () => {
    const unauthenticated = scripted({ status: 200 });
    const { ports } = testHost({ unauthenticated });
    const account = accountWith(vendor, field, 'https://[::1');
    await expect(checkAccount(vendor, account, unauthenticated, ports)).rejects.toMatchObject({ code: 'unavailable', reached: 'no', field });
    expect(unauthenticated.requests).toEqual([]);
  });

  it.each(OWN)('%s is allowed', async (url) => {
    const unauthenticated = scripted({ status: 500 });
    const { ports } = testHost({ unauthenticated });
    await checkAccount(vendor, accountWith(vendor, field, url), unauthenticated, ports).catch(() => undefined);
    expect(unauthenticated.requests).not.toEqual([]);
  });
});

it('results name what is unencrypted in a private network, and are silent of this machine', () => {
  const target = (url: string) => {
    const [vendor] = vendors.filter(({ id }) => id === 'bryj') as [AnyVendor];
    return targetOf(vendor, accountWith(vendor, 'base_url', url).credential as JsonObject, addresses);
  };
  expect(target('http://10.0.0.5:4010/bryj/')).toBe('http://10.0.0.5:4010/bryj (unencrypted)');
  expect(target('http://user:pw@mock.internal/x?y')).toBe('http://mock.internal/x (unencrypted)');
  expect(target('https://10.0.0.5/x')).toBe('https://10.0.0.5/x');
  expect(target('http://127.0.0.1:4010/bryj')).toBe('http://127.0.0.1:4010/bryj');
  expect(target('http://localhost:4010')).toBe('http://localhost:4010');
  expect(target('https://core.bryj.ai')).toBeUndefined();
});
