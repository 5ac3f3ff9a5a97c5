import { operation, plan, type Json, type JsonObject } from '../../../engine';
import { acme, base, call, listing } from '../../support/acme';
import { failureIn, jsonOf, run, scripted, testHost } from '../../support/host';

const list = listing(
  { by: 'page', param: 'page', first: 1, full: 2 },
  {
    fields: { kind: { type: 'text', label: 'Kind', description: 'Which' } },
    request: ([{ kind }]: [{ kind?: string }]) => ({ method: 'GET', path: '/things', query: { kind: kind ?? '' } }),
  },
);

/** Sends to a thing, and looks first whether there is such a thing. */
const send = operation({
  ...base,
  fields: {
    id: { type: 'text', label: 'Thing', description: 'To what', required: true },
    kind: { type: 'text', label: 'Kind', description: 'Which' },
  },
  retry: 'send',
  returns: 'object',
  preflight: {
    operation: 'thing.list',
    input: ({ kind }: { kind?: string }) => (kind === undefined ? undefined : { kind }),
    enough: (rows: readonly Json[], { id }: { id: string }) => rows.some((row) => (row as JsonObject).id === id),
    check: ({ id }: { id: string }, rows: readonly Json[]) =>
      rows.some((row) => (row as JsonObject).id === id)
        ? []
        : [{ field: 'id', message: `'Thing' (id) is '${id}', which there is not.`, todo: 'Choose another.' }],
  },
  request: ([{ id }]: [{ id: string }]) => ({ method: 'POST', path: '/send', body: { json: { id } } }),
  parse: ({ body }: { body: Json }) => ({ one: body }),
});

const v = acme({ list, send });
const page = (...ids: string[]) => ({ body: { things: ids.map((id) => ({ id })) } });
const sent = { body: { sent: true } };
const go = (vendor: ReturnType<typeof scripted>, inputs: JsonObject[]) => run(call(v, 'thing.send', inputs), testHost({ vendor }).ports);
const wire = (vendor: ReturnType<typeof scripted>) => vendor.requests.map(({ method, url }) => `${method} ${url.replace('https://api.acme.example', '')}`);

describe('what is looked up before a send', () => {
  it('is read page by page as far as needed, once for all items that want the same', async () => {
    const vendor = scripted(page('a', 'b'), page('c', 'd'), sent);
    const outcomes = await go(vendor, [
      { id: 'c', kind: 'x' },
      { id: 'a', kind: 'x' },
      { id: 'd', kind: 'x' },
    ]);
    expect(outcomes.map(jsonOf)).toEqual([{ sent: true }, { sent: true }, { sent: true }]);
    expect(wire(vendor)).toEqual(['GET /things?kind=x', 'GET /things?kind=x&page=2', 'POST /send', 'POST /send', 'POST /send']);
  });

  it('refuses an item before anything is sent, and is not read again for what it does not hold', async () => {
    const vendor = scripted(page('a'), sent);
    const outcomes = await go(vendor, [
      { id: 'z', kind: 'x' },
      { id: 'y', kind: 'x' },
      { id: 'a', kind: 'x' },
    ]);
    expect(outcomes.map(({ state }) => state).sort()).toEqual(['failed', 'failed', 'notTried']);
    expect(failureIn(outcomes[0])).toMatchObject({
      code: 'validation',
      field: 'id',
      message: "'Thing' (id) is 'z', which there is not.",
      todo: 'Choose another.',
    });
    expect(wire(vendor)).toEqual(['GET /things?kind=x']);
  });

  it('stops the send where it cannot be read: what was not checked is not sent', async () => {
    const vendor = scripted({ status: 429, headers: { 'retry-after': '999' } }, sent);
    const [outcome] = await run(call(v, 'thing.send', [{ id: 'a', kind: 'x' }]), testHost({ vendor }).ports);
    expect(failureIn(outcome)).toMatchObject({
      code: 'rateLimited',
      reached: 'no',
      message: expect.stringContaining('The check failed, and nothing was sent'),
    });
    expect(wire(vendor)).toEqual(['GET /things?kind=x']);
  });

  it('is not read where the input wants nothing', async () => {
    const vendor = scripted(sent);
    await go(vendor, [{ id: 'a' }]);
    expect(wire(vendor)).toEqual(['POST /send']);
  });

  it('is read for a dry run too', async () => {
    const vendor = scripted(page('a'));
    await expect(plan(call(v, 'thing.send', [{ id: 'z', kind: 'x' }]), testHost({ vendor }).ports)).rejects.toMatchObject({ code: 'validation', field: 'id' });
    expect(wire(vendor)).toEqual(['GET /things?kind=x']);
  });
});
