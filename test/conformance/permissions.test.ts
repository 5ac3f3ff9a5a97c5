import {
  isFailed,
  operationOf,
  operationsOf,
  permissionsFor,
  permissionsNeeded,
  permissionsOfOperation,
  permissionsOfTrigger,
  permittedOf,
  poll,
  type JsonObject,
} from '../../engine';
import { vendors } from '../../vendors';
import { braze } from '../../vendors/braze';
import { bryj } from '../../vendors/bryj';
import { ALL_PERMISSIONS, BRAZE_PERMISSIONS, BRAZE_TRIGGERS, keyWith } from '../support/brazePermissions';
import { collect, failureIn, liveHost, rowsOf, run, sampleAccount } from '../support/host';
import { demoCredential, rehearse, type Rehearsal } from '../support/sandbox';

/** What an account must be allowed, against a table written by hand and against a sandbox that refuses a key without it. */
const permissionOf = (name: string, input: JsonObject): string => {
  const each = BRAZE_PERMISSIONS[name]!;
  return typeof each === 'string' ? each : each[String(input.kpi)]!;
};

describe('the catalogue', () => {
  it.each(operationsOf(braze).map(({ name, operation }) => [name, operation] as const))('says what %s needs', (name, operation) => {
    for (const input of operation.sampleInputs) expect(permissionsFor(operation, [input])).toEqual([permissionOf(name, input)]);
  });

  it('has no operation and no trigger beside those of the table', () => {
    expect(
      operationsOf(braze)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(BRAZE_PERMISSIONS).sort());
    expect(Object.keys(braze.triggers).sort()).toEqual(Object.keys(BRAZE_TRIGGERS).sort());
  });

  it('says what each trigger needs', () => {
    expect(Object.fromEntries(Object.keys(braze.triggers).map((name) => [name, permissionsOfTrigger(braze, name)]))).toEqual(
      Object.fromEntries(Object.entries(BRAZE_TRIGGERS).map(([name, permission]) => [name, [permission]])),
    );
  });

  it('says it by the value of a field where that decides', () => {
    const series = operationOf(braze, 'kpi.getSeries');
    const table = BRAZE_PERMISSIONS['kpi.getSeries'] as Readonly<Record<string, string>>;
    for (const [kpi, permission] of Object.entries(table)) expect(permissionsFor(series, [{ kpi }])).toEqual([permission]);
    expect(series.permission).toMatchObject({ by: 'kpi', of: table });
    expect([...permissionsFor(series)].sort()).toEqual(Object.values(table).sort());
  });

  it("says the role where a vendor's document names one for all", () => {
    for (const { name } of operationsOf(bryj)) expect(permissionsOfOperation(bryj, name)).toEqual(['GROW member']);
    expect(permissionsOfTrigger(bryj, 'report')).toEqual(['GROW member']);
  });

  it.each(vendors.map((vendor) => [vendor.id, vendor] as const))('%s: names a field that decides, and a permission for each of its values', (_, vendor) => {
    for (const { operation } of operationsOf(vendor)) {
      if (typeof operation.permission !== 'object') continue;
      const field = operation.fields[operation.permission.by]!;
      const values = 'options' in field ? (field.options ?? []).map(({ value }) => value) : [];
      expect(Object.keys(operation.permission.of).sort()).toEqual([...values].sort());
    }
  });

  it('lists what differs from operation to operation, and nothing where the account says it', () => {
    expect([...new Set(permittedOf(braze).flatMap(({ permissions }) => permissions))].sort()).toEqual([...ALL_PERMISSIONS].sort());
    for (const vendor of vendors) if (vendor !== braze) expect(permittedOf(vendor)).toEqual([]);
  });
});

describe('a workflow', () => {
  const track = { node: 'Track', asks: { operation: 'user.track' }, input: {} };

  it('needs what all its nodes need, each permission once', () => {
    const uses = [
      track,
      { ...track, node: 'Track again' },
      { node: 'Series', asks: { operation: 'kpi.getSeries' }, input: { kpi: 'dau' } },
      { node: 'New', asks: { trigger: 'unsubscribes' }, input: {} },
    ];
    expect(permissionsNeeded(braze, 'user.track', uses)).toEqual({
      operation: ['users.track'],
      workflow: ['email.unsubscribe', 'kpi.dau.data_series', 'users.track'],
      unknown: [],
    });
  });

  it('says of which nodes that is not known', () => {
    const uses = [
      track,
      { node: 'By expression', input: {} },
      { node: 'Any KPI', asks: { operation: 'kpi.getSeries' }, input: {} },
      { node: 'No KPI', asks: { operation: 'kpi.getSeries' }, input: { kpi: 'toString' } },
      { node: 'Of another release', asks: { operation: 'user.fly' }, input: {} },
      { node: 'Of another kind', asks: { trigger: 'toString' }, input: {} },
    ];
    expect(permissionsNeeded(braze, 'user.delete', uses)).toEqual({
      operation: ['users.delete'],
      workflow: ['users.delete', 'users.track'],
      unknown: ['By expression', 'Any KPI', 'No KPI', 'Of another release', 'Of another kind'],
    });
  });

  it('has nothing to say of a vendor without permissions', () => {
    expect(permissionsNeeded(vendors.find(({ id }) => id === 'horisen')!, 'campaign.create', [])).toBeUndefined();
  });
});

describe('over the wire', () => {
  let sandbox: Rehearsal;
  beforeAll(async () => {
    sandbox = await rehearse();
  });
  afterAll(() => sandbox.close());
  beforeEach(() => sandbox.control('POST', '/reset'));

  const hostWith = (key: string) => {
    const account = sampleAccount(braze, { ...demoCredential('braze', sandbox), api_key: key });
    return { account, ...liveHost(braze, account, { sleep: async (ms) => void (await sandbox.control('POST', '/clock', { advanceMs: ms })) }) };
  };
  const all = operationsOf(braze).map(({ name, operation }) => [name, operation] as const);
  const others = (permission: string) => ALL_PERMISSIONS.filter((each) => each !== permission);

  it.each(all)('%s passes with a key that has its permission alone', async (name, { sampleInputs: [least], returns }) => {
    const { account, ports } = hostWith(keyWith(permissionOf(name, least)));
    const [outcome] = await run({ vendor: braze, operation: name, inputs: [least], account }, ports);
    if (isFailed(outcome!)) throw outcome.error;
    if (returns === 'list') expect((await rowsOf(outcome)).length).toBeGreaterThan(0);
    expect(sandbox.calls()[0]!.status).toBeLessThan(300);
  });

  it.each(all)('%s is refused without it, whatever else the key has, and the error names it', async (name, { sampleInputs: [least] }) => {
    const permission = permissionOf(name, least);
    const { account, ports } = hostWith(keyWith(...others(permission)));
    let error: { code: string; todo: string; status?: number | undefined };
    try {
      const [outcome] = await run({ vendor: braze, operation: name, inputs: [least], account }, ports);
      if (!isFailed(outcome!)) await rowsOf(outcome);
      error = failureIn(outcome);
    } catch (thrown) {
      error = thrown as never;
    }
    expect(error).toMatchObject({ code: 'permission', status: 403 });
    expect(error.todo).toMatch(`The key lacks the permission '${permission}'. Use a key that has it, or create one in Settings > APIs and Identifiers`);
    for (const other of others(permission)) expect(error.todo).not.toContain(`'${other}'`);
  });

  it.each(Object.entries(BRAZE_TRIGGERS))('the trigger %s passes with it alone, and names it without it', async (trigger, permission) => {
    const [input] = braze.triggers[trigger]!.sampleInputs;
    const ask = async (key: string) => {
      const { account, ports } = hostWith(key);
      return await collect(poll({ vendor: braze, trigger, input, account }, undefined, ports));
    };
    await expect(ask(keyWith(permission))).resolves.not.toHaveLength(0);
    await expect(ask(keyWith(...others(permission)))).rejects.toMatchObject({ code: 'permission', todo: expect.stringContaining(`'${permission}'`) });
  });
});
