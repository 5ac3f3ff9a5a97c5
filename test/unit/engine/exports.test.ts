import { strToU8, zipSync } from 'fflate';
import { fromCallback, operation, type HttpReply, type Json, type JsonObject } from '../../../engine';
import { acme, base, call } from '../../support/acme';
import { collect, failureIn, jsonOf, rowsOf, run, scripted, testHost } from '../../support/host';

const SECOND = 1_000;
const URL = 'https://files.example/export/one.zip?signature=s3cret';

const start = operation({
  ...base,
  fields: {},
  retry: 'idempotent',
  returns: 'file',
  wait: { everyMs: 15 * SECOND, longestMs: 3_600 * SECOND, slowestMs: 60 * SECOND },
  request: () => ({ method: 'POST', path: '/export', body: { json: {} } }),
  parse: ({ body }: { body: Json }) => {
    const { url } = body as { url?: string };
    return url ? { files: { urls: [url], as: 'zip', name: 'export.zip', pending: [403, 404], about: { url } } } : { one: { prefix: 'p' } };
  },
  callback: {
    field: 'address',
    parse: (body: Json) => ({ files: { urls: [(body as { url: string }).url], as: 'zip', name: 'export.zip', pending: [403], about: {} } }),
  },
} as never);

const archive = (...rows: JsonObject[]): Partial<HttpReply> => ({
  stream: (async function* () {
    yield zipSync({
      'a.txt': strToU8(
        rows
          .slice(0, 1)
          .map((row) => JSON.stringify(row))
          .join('\n'),
      ),
      'b.txt': strToU8(
        rows
          .slice(1)
          .map((row) => JSON.stringify(row))
          .join('\n'),
      ),
    });
  })(),
});
const begin = async (unauthenticated: ReturnType<typeof scripted>, options = {}) => {
  const vendor = scripted({ body: { url: URL } });
  const host = testHost({ vendor, unauthenticated });
  const [outcome] = await run(call(acme({ start }), 'thing.start', [{}], options), host.ports);
  return { outcome, host, vendor };
};
const waiting = { longestWaitMs: 3_600 * SECOND };

describe('an export', () => {
  it('that nobody waits for says what was started, and fetches nothing', async () => {
    const unauthenticated = scripted(archive());
    const { outcome } = await begin(unauthenticated);
    expect(jsonOf(outcome)).toEqual({ url: URL });
    expect(unauthenticated.requests).toHaveLength(0);
  });

  it('into the own storage of the customer is an object', async () => {
    const [outcome] = await run(call(acme({ start }), 'thing.start', [{}], waiting), testHost({ vendor: scripted({ body: {} }) }).ports);
    expect(jsonOf(outcome)).toEqual({ prefix: 'p' });
  });

  it('is asked for at its address until it is there, ever more slowly, and started once', async () => {
    const unauthenticated = scripted(
      { status: 403, body: null },
      { status: 404, body: null },
      { status: 403, body: null },
      { status: 403, body: null },
      archive({ id: 1 }, { id: 2 }),
    );
    const { outcome, host, vendor } = await begin(unauthenticated, waiting);
    expect(await rowsOf(outcome)).toEqual([{ id: 1 }, { id: 2 }]);
    expect(host.slept).toEqual([15, 30, 60, 60].map((s) => s * SECOND));
    expect(vendor.requests).toHaveLength(1);
  });

  it('has whole numbers beyond 2^53 as texts of the same digits', async () => {
    const line = '{"id":1234567890123456789,"deep":{"ids":[-9007199254740993,7]}}';
    const stream = (async function* () {
      yield zipSync({ 'a.txt': strToU8(line) });
    })();
    const { outcome } = await begin(scripted({ stream }), waiting);
    expect(await rowsOf(outcome)).toEqual([{ id: '1234567890123456789', deep: { ids: ['-9007199254740993', 7] } }]);
  });

  it('that is never there ends with what to do, and without the secret of its address', async () => {
    const { outcome, host } = await begin(scripted({ status: 403, body: null }), { longestWaitMs: 100 * SECOND });
    const error = await rowsOf(outcome).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'notReady' });
    expect((error as Error).message).toBe('The file export/one.zip is not available yet (HTTP 403). It was requested for 2 min.');
    expect(JSON.stringify(error)).not.toContain('s3cret');
    expect(host.slept).toEqual([15, 30, 55].map((s) => s * SECOND));
  });

  it('can be handed on whole', async () => {
    const bytes = zipSync({ 'a.txt': strToU8('{}') });
    const { outcome } = await begin(
      scripted({
        stream: (async function* () {
          yield bytes;
        })(),
      }),
      waiting,
    );
    if (outcome?.state !== 'done' || outcome.output.kind !== 'file') throw new Error('No file');
    expect(outcome.output).toMatchObject({ name: 'export.zip', mimeType: 'application/zip' });
    expect(Buffer.concat(await collect(outcome.output.bytes()))).toEqual(Buffer.from(bytes));
  });

  it('goes on where its download broke, and a broken line is shown', async () => {
    const whole = zipSync({ 'a.txt': strToU8('{"id":1}\n{"id":2}') });
    const broken = (async function* () {
      yield whole.slice(0, 20);
      throw new Error('reset');
    })();
    const again = (async function* () {
      yield whole;
    })();
    const { outcome } = await begin(scripted({ stream: broken }, { stream: again }), waiting);
    expect(await rowsOf(outcome)).toEqual([{ id: 1 }, { id: 2 }]);
    const odd = await begin(
      scripted({
        stream: (async function* () {
          yield zipSync({ 'a.txt': strToU8('[1]') });
        })(),
      }),
      waiting,
    );
    await expect(rowsOf(odd.outcome)).rejects.toMatchObject({ code: 'format', message: expect.stringContaining('a line is not a JSON object: [1]') });
  });

  it('that is no archive is refused with the reason', async () => {
    const { outcome } = await begin(
      scripted({
        stream: (async function* () {
          yield strToU8('<xml>');
        })(),
      }),
      waiting,
    );
    await expect(rowsOf(outcome)).rejects.toMatchObject({ code: 'format', message: 'The file export/one.zip cannot be read: it is not a zip archive.' });
  });

  it('whose end the vendor calls in is read from what it says', async () => {
    const host = testHost({ unauthenticated: scripted(archive({ id: 1 }, { id: 2 })) });
    const output = fromCallback(call(acme({ start }), 'thing.start', [{}], waiting), { url: URL }, host.ports);
    expect(await rowsOf({ item: 0, state: 'done', output, warnings: [] })).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('at an address within a private network is not fetched', async () => {
    const vendor = scripted({ body: { url: 'http://169.254.169.254/latest' } });
    const [outcome] = await run(call(acme({ start }), 'thing.start', [{}], waiting), testHost({ vendor, unauthenticated: scripted(archive()) }).ports);
    await expect(rowsOf(outcome)).rejects.toMatchObject({ code: 'permission' });
    expect(() => failureIn(outcome)).toThrow();
  });
});

describe('a table that comes with the answer itself', () => {
  const get = operation({
    ...base,
    fields: {},
    retry: 'safe',
    returns: 'file',
    parse: ({ body }: { body: Json }) => ({ text: { content: String(body), as: 'csv', name: 'things.csv', columns: ['id'], about: {} } }),
  });
  const answer = async (content: string) => (await run(call(acme({ get }), 'thing.get'), testHost({ vendor: scripted({ body: content }) }).ports))[0];

  it('is given as rows and as a file, and nothing else is fetched', async () => {
    const outcome = await answer('id,name\n1,Zoë\n2,"a, b"\n');
    expect(await rowsOf(outcome)).toEqual([
      { id: '1', name: 'Zoë' },
      { id: '2', name: 'a, b' },
    ]);
    if (outcome?.state !== 'done' || outcome.output.kind !== 'file') throw new Error('No file');
    expect(Buffer.concat(await collect(outcome.output.bytes())).toString('utf8')).toBe('id,name\n1,Zoë\n2,"a, b"\n');
    expect(outcome.output).toMatchObject({ name: 'things.csv', mimeType: 'text/csv' });
  });

  it('that is broken is said to be so', async () => {
    await expect(rowsOf(await answer('id,name\n1\n'))).rejects.toMatchObject({ code: 'format', message: expect.stringContaining('things.csv') });
  });
});
