import './environment';
import { FileTooLargeError } from 'n8n-core';
import { NodeApiError, type IExecuteFunctions, type INode } from 'n8n-workflow';
import { hostClock } from '../../../nodes/shared/clock';
import { flowing, type ByteStream } from '../../../nodes/shared/download';
import { itemsOf } from '../../../nodes/shared/output';
import type { HostPorts } from '../../../nodes/shared/ports';
import { transportError } from '../../../nodes/shared/transport';

const node = { name: 'Bryj', type: 'bryj', typeVersion: 1, position: [0, 0], parameters: {}, id: '1' } as INode;

describe('a connection that fails', () => {
  const coded = (code: string, more: object = {}) => Object.assign(new Error(`${code} 127.0.0.1:80`), { code, ...more });
  it.each([
    ['is refused', coded('ECONNREFUSED', { syscall: 'connect' }), 'no', 'the connection was refused'],
    ['has no such host', coded('ENOTFOUND', { syscall: 'getaddrinfo' }), 'no', 'the host name is unknown'],
    ['is not made in time', coded('ETIMEDOUT', { syscall: 'connect' }), 'no', 'no answer came in time'],
    ['has a bad certificate', Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' }), 'no', 'certificate has expired'],
    ['gives no answer', coded('ECONNABORTED'), 'maybe', 'no answer came in time'],
    ['is reset', coded('ECONNRESET', { syscall: 'read' }), 'maybe', 'the connection was reset'],
    [
      'fails at each of several addresses',
      Object.assign(new Error(''), { errors: [coded('ECONNREFUSED', { syscall: 'connect' })] }),
      'no',
      'the connection was refused',
    ],
  ] as const)('%s', (_, error, reached, message) => {
    expect(transportError(error)).toMatchObject({ reached, message });
    // As n8n hands it on.
    expect(transportError(new NodeApiError(node, error as never))).toMatchObject({ reached, message });
  });
});

describe('waiting', () => {
  it('ends at once when the execution is cancelled', async () => {
    jest.useFakeTimers();
    const { signal, abort } = ((controller) => ({ signal: controller.signal, abort: () => controller.abort(new Error('stopped')) }))(new AbortController());
    const waiting = hostClock.sleep(600_000, signal);
    abort();
    await expect(waiting).rejects.toThrow('stopped');
    await expect(hostClock.sleep(600_000, signal)).rejects.toThrow('stopped');
    jest.useRealTimers();
  });
});

describe('a download', () => {
  const SILENCE_MS = 60_000;
  /** Gives its chunks, then hangs until it is destroyed. */
  const hanging = (...chunks: string[]): ByteStream & { destroyed: boolean } => {
    let fail: (error: Error) => void = () => undefined;
    const end = new Promise<never>((_, reject) => {
      fail = reject;
    });
    end.catch(() => undefined);
    return {
      destroyed: false,
      destroy(error?: Error) {
        this.destroyed = true;
        fail(error ?? new Error('destroyed'));
      },
      async *[Symbol.asyncIterator]() {
        for (const chunk of chunks) yield Buffer.from(chunk);
        await end;
      },
    };
  };

  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('that falls silent is given up', async () => {
    const stream = hanging('a');
    const bytes = flowing(stream, SILENCE_MS);
    expect(Buffer.from((await bytes.next()).value as Uint8Array).toString()).toBe('a');
    const next = expect(bytes.next()).rejects.toThrow('no more data arrived');
    await jest.advanceTimersByTimeAsync(SILENCE_MS + 2_000);
    await next;
    expect(stream.destroyed).toBe(true);
  });

  it('is not silent while its reader takes its time', async () => {
    const bytes = flowing(hanging('a', 'b'), SILENCE_MS);
    await bytes.next();
    await jest.advanceTimersByTimeAsync(10 * SILENCE_MS);
    expect(Buffer.from((await bytes.next()).value as Uint8Array).toString()).toBe('b');
    await bytes.return(undefined);
  });

  it('ends with the execution', async () => {
    const controller = new AbortController();
    const bytes = flowing(hanging(), SILENCE_MS, controller.signal);
    const next = expect(bytes.next()).rejects.toThrow('stopped');
    controller.abort(new Error('stopped'));
    await next;
  });
});

describe("a file that n8n's database refuses", () => {
  it('is explained with the setting that helps', async () => {
    const refuse = () => Promise.reject(new FileTooLargeError({ fileSizeMb: 600, maxFileSizeMb: 512, fileId: 'f', fileName: 'report.csv' }));
    const host = { getNode: () => node, helpers: { prepareBinaryData: refuse } } as unknown as IExecuteFunctions;
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('x');
    }
    const output = { kind: 'file', about: {}, name: 'report.csv', mimeType: 'text/csv', bytes, rows: () => (async function* () {})() } as const;
    await expect(itemsOf(host, output, 3, { field: 'data' }, { streams: () => undefined } as HostPorts)).rejects.toMatchObject({
      message: expect.stringMatching(/report\.csv.*database/),
      description: expect.stringMatching(/N8N_BINARY_DATA_DATABASE_MAX_FILE_SIZE/),
      context: { itemIndex: 3 },
    });
  });
});
