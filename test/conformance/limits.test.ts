import { isFailed, operationOf, type Field, type Fields, type JsonObject } from '../../engine';
import { rehearse, type Rehearsal } from '../support/sandbox';
import { vendorOf } from './hosts';
import { braze } from './limits/braze';
import type { Limit } from './limits/limit';
import { others } from './limits/others';
import { play } from './play';

/**
 * Values at the limits of the documents: the sandbox takes them, as they are; and what is one beyond is refused with the name of its field, before
 * anything is sent.
 */
let sandbox: Rehearsal;
beforeAll(async () => {
  sandbox = await rehearse();
});
afterAll(() => sandbox.close());

const withAt = (input: JsonObject, path: string, value: unknown): JsonObject => {
  const [first = '', ...rest] = path.split('.');
  const inner = rest.length === 0 ? value : withAt((input[first] ?? {}) as JsonObject, rest.join('.'), value);
  return { ...input, [first]: inner as JsonObject[string] };
};

const fieldAt = (fields: Fields, path: string): Field => {
  const [first = '', ...rest] = path.split('.');
  const field = fields[first]!;
  return 'columns' in field && rest.length > 0 ? fieldAt(field.columns, rest.join('.')) : field;
};

describe.each([...braze, ...others].map((limit) => [`${limit.vendor} ${limit.operation}, ${limit.field}`, limit] as const))('%s', (_, limit: Limit) => {
  const { vendor, operation, account, base, field, within, beyond } = limit;
  const { label } = fieldAt(operationOf(vendorOf(vendor), operation).fields, field);
  const run = async (value: unknown) => await play(sandbox, { vendor, operation, inputs: [withAt(base, field, value)], ...(account && { account }) });

  it(`is taken at its limit`, async () => {
    for (const value of within) {
      await sandbox.control('POST', '/reset');
      const { outcomes, lines } = await run(value);
      expect(outcomes.map((outcome) => (isFailed(outcome) ? outcome.error.message : outcome.state))).toEqual(outcomes.map(() => 'done'));
      expect(lines.filter(({ status }) => Number(status) >= 300)).toEqual([]);
      expect(lines.length).toBeGreaterThan(0);
    }
  });

  it('is refused beyond it, and nothing is sent', async () => {
    for (const value of beyond) {
      const { outcomes, lines } = await run(value);
      const [outcome] = outcomes;
      if (!outcome || !isFailed(outcome)) throw new Error(`${JSON.stringify(value)} was taken`);
      expect(outcome.error).toMatchObject({ code: 'validation', reached: 'no', message: expect.stringContaining(`'${label}'`) });
      expect(lines.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    }
  });
});

/** "All API endpoints have a data payload limit of 4MB": fewer people stand in a request than might, where they say much. */
it.each([
  ['campaign.trigger', (n: number, text: string) => ({ recipients: [{ external_user_id: `u${n}`, trigger_properties: { text } }] })],
  [
    'campaign.scheduleTrigger',
    (n: number, text: string) => ({ time: '2099-05-10T13:00:00Z', recipients: [{ external_user_id: `u${n}`, trigger_properties: { text } }] }),
  ],
  ['user.track', (n: number, text: string) => ({ kind: 'attributes', user: `u${n}`, custom_attributes: { text } })],
])('Braze %s: no request is longer than 4 MB', async (operation, one) => {
  const campaign = operation === 'user.track' ? {} : { campaign_id: '3bbc4555-8fa0-4c9b-a5c0-4505edf3e064' };
  const inputs = Array.from({ length: 50 }, (_each, n) => ({ ...campaign, ...one(n, 'x'.repeat(100_000)) }));
  const { outcomes, lines } = await play(sandbox, { vendor: 'braze', operation, inputs });
  expect(outcomes.map(({ state }) => state)).toEqual(inputs.map(() => 'done'));
  expect(lines.map(({ status, bodyBytes }) => [status, bodyBytes <= 4_000_000])).toEqual([
    [201, true],
    [201, true],
  ]);
});
