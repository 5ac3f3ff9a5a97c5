import { operationsOf, type Json } from '../../../engine';
import { vendors } from '../../../vendors';
import { sampleAccount, scripted, testHost } from '../../support/host';
import { execute, type Call } from '../../../engine';

/** Lists of all vendors whose answers hold something else where the rows are promised: rows are never missing without a word. */
const lists = Object.values(vendors).flatMap((vendor) =>
  operationsOf(vendor)
    .filter(({ operation: { returns } }) => returns === 'list')
    .map(({ name, operation }) => [`${vendor.id} ${name}`, { vendor, name, operation }] as const),
);

/** The answer with its list of rows, wherever it stands, as something else. */
const without = (body: Json, instead: Json): Json => {
  if (Array.isArray(body)) return instead;
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, typeof value === 'object' ? without(value as Json, instead) : value]));
};

describe('rows that are no list', () => {
  it.each(lists)('%s: end in a failure of the form', async (_, { vendor, name, operation }) => {
    for (const instead of ['none', { rows: [] }, 3, true, [['a row']]] as const) {
      const send = scripted({ body: without(operation.sampleReply, instead as Json) });
      const call: Call = { vendor, operation: name, inputs: [operation.sampleInputs[0]], account: sampleAccount(vendor) };
      const states: string[] = [];
      for await (const outcome of execute(call, { ...testHost().ports, vendor: send }))
        states.push(outcome.state === 'failed' ? outcome.error.code : outcome.state);
      expect(states).toEqual(['format']);
    }
  });
});
