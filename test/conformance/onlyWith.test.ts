import { operationOf, operationsOf, poll, type AnyVendor, type JsonObject, type OnlyWith } from '../../engine';
import { vendors } from '../../vendors';
import { collect, failureIn, run, sampleAccount, scripted, testHost } from '../support/host';
import { rehearse, type Rehearsal } from '../support/sandbox';
import { askedByTrigger, BARE, lackedBy } from '../support/onlyWith';
import { play } from './play';

/** What a vendor has for some accounts only: refused for the others before anything is sent, and rightly so. */

const SUCCESS = { body: { message: 'success' } };

const operations = vendors.flatMap((vendor) => operationsOf(vendor).map((each) => ({ vendor, ...each })));
const limited = operations.flatMap(({ vendor, name, operation }) =>
  operation.onlyWith ? [[`${vendor.id}.${name}`, vendor, name, operation.onlyWith] as const] : [],
);

it('is known of most of what Braze has today, and of nothing else', () => {
  expect(limited.length).toBeGreaterThan(50);
  expect(new Set(limited.map(([, { id }]) => id))).toEqual(new Set(['braze']));
});

describe.each(limited)('%s', (_, vendor: AnyVendor, name, needed: OnlyWith) => {
  const operation = operationOf(vendor, name);

  it('needs a value that the account can have, and not by itself', () => {
    const field = vendor.credential[needed.setting];
    expect(field).toMatchObject({ type: 'choice', required: true, options: expect.arrayContaining([expect.objectContaining({ value: needed.is })]) });
    expect(lackedBy(vendor, needed).length).toBeGreaterThan(0);
  });

  it.each([
    ['least', operation.sampleInputs[0]],
    ['full', operation.sampleInputs[1]],
    // Whatever else is wrong matters less.
    ['empty', {} as JsonObject],
  ])('sends nothing for another account: %s input', async (_which, input) => {
    for (const [value, message] of lackedBy(vendor, needed)) {
      const send = scripted(SUCCESS);
      const account = sampleAccount(vendor, { ...BARE[vendor.id], [needed.setting]: value });
      const [outcome] = await run({ vendor, operation: name, inputs: [input], account }, testHost({ vendor: send, unauthenticated: send }).ports);
      expect(failureIn(outcome)).toMatchObject({ code: 'validation', reached: 'no', field: needed.setting, message });
      expect(failureIn(outcome).todo).toMatch(/^Set the account's [a-z]+ to [A-Z][a-z]+\.$/);
      expect(send.requests).toEqual([]);
    }
  });
});

const triggers = vendors.flatMap((vendor) =>
  Object.entries(vendor.triggers).flatMap(([name, trigger]) => {
    const needed = askedByTrigger(vendor, trigger).flatMap(({ onlyWith }) => onlyWith ?? []);
    return needed.length > 0 ? [[`${vendor.id} ${name}`, vendor, name, needed[0]!, trigger.sampleInputs[0]] as const] : [];
  }),
);

it('is known of the triggers that ask such operations', () => {
  expect(triggers.map(([of]) => of)).toEqual(['braze canvasSeries', 'braze hardBounces', 'braze invalidNumbers', 'braze syncs']);
});

it.each(triggers)('the trigger %s asks nothing for another account', async (_, vendor: AnyVendor, name, needed, input) => {
  for (const [value, message] of lackedBy(vendor, needed)) {
    const send = scripted(SUCCESS);
    const account = sampleAccount(vendor, { ...BARE[vendor.id], [needed.setting]: value });
    const polling = collect(poll({ vendor, trigger: name, input, account }, undefined, testHost({ vendor: send }).ports));
    await expect(polling).rejects.toMatchObject({ code: 'validation', field: needed.setting, message, operation: name });
    expect(send.requests).toEqual([]);
  }
});

describe('the sandbox as the Appboy of the document', () => {
  let sandbox: Rehearsal;
  beforeAll(async () => {
    sandbox = await rehearse();
    await sandbox.control('POST', '/braze/settings', { appboy: 1 });
  });
  afterAll(() => sandbox.close());

  it.each(operations.filter(({ vendor }) => vendor.id === 'braze').map(({ name, operation }) => [name, operation] as const))(
    'has %s exactly if every account has it',
    async (name, { sampleInputs: [least], onlyWith }) => {
      // As an account of today, so that it is sent whatever the catalogue says.
      const { lines } = await play(sandbox, { vendor: 'braze', operation: name, inputs: [least], options: { longestWaitMs: 0 } });
      expect(JSON.stringify([lines[0]!.status, lines[0]!.answer]).includes('Invalid URL')).toBe(onlyWith !== undefined);
    },
  );
});
