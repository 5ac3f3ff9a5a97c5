import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { TransportError, type HttpRequest } from '../../../engine';
import { axiosSend } from '../../../node-red/runtime/http';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close().closeAllConnections()));

const serve = async (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> => {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const get = (url: string, over: Partial<HttpRequest> = {}): HttpRequest => ({ method: 'GET', url, headers: {}, reply: 'json', timeoutMs: 5_000, ...over });
const SOON_MS = 40;
const failure = async (sent: Promise<unknown>): Promise<unknown> => {
  try {
    await sent;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail');
};
const read = async (bytes: AsyncIterable<Uint8Array> | undefined): Promise<string> => Buffer.concat(await Array.fromAsync(bytes!)).toString('utf8');

const upload = (pieces: () => AsyncIterable<Uint8Array | string>, length: number): Partial<HttpRequest> => ({
  method: 'POST',
  upload: { contentType: 'text/csv', length, open: pieces },
});
async function* lines(count: number) {
  for (let i = 0; i < count; i++) yield 'é,1\n';
}

describe('an answer', () => {
  it('of any status comes back, parsed where it is JSON, with header names in lower case', async () => {
    const url = await serve((_, response) => response.writeHead(418, { 'X-Odd': 'yes', 'Set-Cookie': ['a', 'b'] }).end('{"a":1}'));
    expect(await axiosSend(get(url))).toMatchObject({ status: 418, headers: { 'x-odd': 'yes', 'set-cookie': 'a, b' }, body: { a: 1 } });
  });

  it('that is no JSON comes back as text', async () => {
    const url = await serve((_, response) => response.end('<html>'));
    expect(await axiosSend(get(url))).toMatchObject({ body: '<html>' });
  });

  it('that is compressed is read', async () => {
    const url = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}')));
    expect(await axiosSend(get(url))).toMatchObject({ body: { a: 1 } });
  });

  it('that leads elsewhere is not followed', async () => {
    const asked: string[] = [];
    const url = await serve((request, response) => {
      asked.push(request.url!);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await axiosSend(get(url))).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
    expect(asked).toEqual(['/']);
  });

  it('is a stream where one is asked for, and text where it is a refusal', async () => {
    const url = await serve((request, response) => response.writeHead(request.url === '/no' ? 403 : 200).end('rows'));
    expect(await read((await axiosSend(get(url, { reply: 'stream' }))).stream)).toBe('rows');
    expect(await axiosSend(get(`${url}/no`, { reply: 'stream' }))).toMatchObject({ status: 403, body: 'rows' });
  });

  it('that breaks off is an error of the stream', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => response.destroy());
    });
    const sent = axiosSend(get(url, { reply: 'stream' })).then(({ stream }) => read(stream));
    expect(await failure(sent)).toBeInstanceOf(TransportError);
  });
});

describe('a request', () => {
  it('carries JSON, a form, or basic authentication', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      void text(request).then((body) => {
        seen.push([request.headers['content-type'], request.headers.authorization, body]);
        response.end();
      });
    });
    await axiosSend(get(url, { method: 'POST', json: { a: 'é' } }));
    await axiosSend(get(url, { method: 'POST', form: { a: 'b c' }, basic: { username: 'u', password: 'p' } }));
    expect(seen).toEqual([
      ['application/json', undefined, '{"a":"é"}'],
      ['application/x-www-form-urlencoded', `Basic ${btoa('u:p')}`, 'a=b+c'],
    ]);
  });

  it('uploads as a stream with its exact length', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      void text(request).then((body) => {
        seen.push(request.headers['content-length'], request.headers['transfer-encoding'], body.length);
        response.end('{}');
      });
    });
    await axiosSend(
      get(
        url,
        upload(() => lines(50_000), 250_000),
      ),
    );
    expect(seen).toEqual(['250000', undefined, 200_000]);
  });

  it('does not read more of a file than the other side takes', async () => {
    let read = 0;
    const piece = new Uint8Array(64 * 1024);
    async function* endless() {
      for (let i = 0; i < 16_000; i++) {
        read += piece.length;
        yield piece;
      }
    }
    const url = await serve(() => undefined); // takes the head, and nothing of the body
    const stop = new AbortController();
    const sent = failure(axiosSend(get(url, upload(endless, 16_000 * piece.length)), stop.signal));
    const [server] = servers;
    await once(server!, 'request');
    stop.abort(new Error('enough'));
    expect(await sent).toMatchObject({ message: 'enough' });
    expect(read).toBeLessThan(64 * 1024 * 1024);
  });

  it('fails with what went wrong in reading the file, not as a broken connection', async () => {
    async function* broken() {
      yield 'a';
      throw new RangeError('the disk is gone');
    }
    const url = await serve(
      (request, response) =>
        void text(request).then(
          () => response.end(),
          () => undefined,
        ),
    );
    expect(await failure(axiosSend(get(url, upload(broken, 10))))).toMatchObject({ name: 'RangeError', message: 'the disk is gone' });
  });

  it('gives up a file that is refused before it was read to the end', async () => {
    let close = (): void => undefined;
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    async function* long() {
      try {
        for (;;) yield new Uint8Array(64 * 1024);
      } finally {
        close();
      }
    }
    const url = await serve((_, response) => response.writeHead(401, { connection: 'close' }).end('{"error":"no"}'));
    expect(await axiosSend(get(url, upload(long, 2 ** 40)))).toMatchObject({ status: 401, body: { error: 'no' } });
    await closed;
  });
});

describe('without an answer', () => {
  it('a refused connection has reached nobody', async () => {
    expect(await failure(axiosSend(get('http://127.0.0.1:1/')))).toMatchObject({
      name: 'TransportError',
      reached: 'no',
      message: 'the connection was refused',
    });
  });

  it('an unknown host has reached nobody', async () => {
    expect(await failure(axiosSend(get('http://nobody.invalid/')))).toMatchObject({ name: 'TransportError', reached: 'no' });
  });

  it('a handshake that never ends has reached nobody', async () => {
    const silent = createTcpServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const error = await failure(axiosSend(get(`https://127.0.0.1:${port}/`, { timeoutMs: SOON_MS })));
    silent.close();
    expect(error).toMatchObject({ name: 'TransportError', reached: 'no', message: 'no answer came in time' });
  });

  it('silence after the request may have reached the vendor', async () => {
    const url = await serve(() => undefined);
    expect(await failure(axiosSend(get(url, { timeoutMs: SOON_MS })))).toMatchObject({ reached: 'maybe', message: 'no answer came in time' });
  });

  it('silence in the middle of an answer is one of the stream', async () => {
    const url = await serve((_, response) => void response.writeHead(200).write('half'));
    const { stream } = await axiosSend(get(url, { reply: 'stream', timeoutMs: SOON_MS }));
    expect(await failure(read(stream))).toMatchObject({ name: 'TransportError', message: 'no answer came in time' });
  });

  it('a connection that is closed may have reached the vendor', async () => {
    const url = await serve((request) => request.socket.destroy());
    expect(await failure(axiosSend(get(url)))).toMatchObject({ reached: 'maybe' });
  });

  it('a cancelled request ends with the reason, before, while and after it is answered', async () => {
    const url = await serve((_, response) => void response.writeHead(200).write('half'));
    const reason = new Error('enough');
    expect(await failure(axiosSend(get(url), AbortSignal.abort(reason)))).toBe(reason);
    const stop = new AbortController();
    const { stream } = await axiosSend(get(url, { reply: 'stream' }), stop.signal);
    const reading = failure(read(stream));
    stop.abort(reason);
    expect(await reading).toBe(reason);
  });
});
