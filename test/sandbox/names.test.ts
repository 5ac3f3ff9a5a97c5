import { once } from 'node:events';
import { connect } from 'node:net';
import { startSandbox, type Sandbox } from '../../sandbox/index';

let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

/** The whole answer to what is written onto the wire. */
const raw = async (lines: readonly string[]): Promise<string> => {
  const socket = connect(sandbox!.port, new URL(sandbox!.url).hostname.replace(/^\[|\]$/g, ''));
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1');
    // A stream of events has no end.
    if (/^content-type: text\/event-stream/im.test(answer)) socket.destroy();
  });
  const closed = once(socket, 'close');
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  await closed;
  return answer;
};

const statusOf = async (lines: readonly string[]): Promise<number> => Number((await raw(lines)).split(' ')[1]);
const askedAs = (host: string, path = '/_sandbox/overview'): Promise<number> => statusOf([`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close']);

describe('the sandbox on a loopback address', () => {
  beforeEach(async () => {
    sandbox = await startSandbox({ now: () => 1_000_000_000_000 });
  });

  it.each(['localhost', 'LOCALHOST', 'localhost.', 'localhost:4010', 'shop.localhost:1', '127.0.0.1', '127.0.0.1:99999', '127.8.9.10', '[::1]', '[::1]:80'])(
    'answers to %s',
    async (host) => {
      expect(await askedAs(host)).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'EVIL.example:4010',
    'localhost.evil.example',
    'evil-localhost',
    '127.0.0.1.evil.example',
    '127.1',
    '0.0.0.0',
    '192.168.0.7',
    '[::2]',
    '[::ffff:7f00:1]',
    'evil.example@localhost',
    'localhost@evil.example',
    'localhost, evil.example',
    'localhost/evil.example',
    'localhost:80:80',
    'localhost..',
    '',
  ])('refuses to be called %j', async (host) => {
    expect(await askedAs(host)).toBe(403);
  });

  it.each([
    '/',
    '/outbox',
    '/healthz',
    '/nothing',
    '/_sandbox/overview',
    '/_sandbox/events',
    '/_sandbox/requests',
    '/bryj/api/campaigns/report?request_id=x',
    '/braze/campaigns/list',
    '/follow-analytics/api/campaigns',
    '/horisen/news/v1/services',
    '/moengage/v2/transaction/sendpush',
    '/braze-exports/any.zip',
  ])('refuses it for %s, and notes nothing in the journal', async (path) => {
    expect(await askedAs('evil.example', path)).toBe(403);
    expect(sandbox!.requests()).toEqual([]);
  });

  it('says in the answer what would allow it', async () => {
    expect(await raw(['GET / HTTP/1.1', 'Host: evil.example', 'Connection: close'])).toMatch(/--allow-host <name>/);
  });

  it('changes nothing for a request of that kind', async () => {
    const body = JSON.stringify({ advanceMs: 5 });
    const post = (host: string): Promise<number> =>
      statusOf(['POST /_sandbox/clock HTTP/1.1', `Host: ${host}`, 'Connection: close', `Content-Length: ${body.length}`, '', body]);
    const clock = async (): Promise<unknown> => (await fetch(`${sandbox!.url}/_sandbox/clock`)).json();
    expect(await post('evil.example')).toBe(403);
    expect(await clock()).toEqual({ now: 1_000_000_000_000 });
    expect(await post('127.0.0.1')).toBe(200);
    expect(await clock()).toEqual({ now: 1_000_000_000_005 });
  });

  it('refuses a request without a host, with two, and one whose target names another', async () => {
    expect(await statusOf(['GET / HTTP/1.0'])).toBe(403);
    expect(await statusOf(['GET / HTTP/1.1', 'Connection: close'])).toBe(400);
    expect([400, 403]).toContain(await statusOf(['GET / HTTP/1.1', 'Host: localhost', 'Host: evil.example', 'Connection: close']));
    expect(await statusOf(['GET http://evil.example/ HTTP/1.1', 'Host: localhost', 'Connection: close'])).toBe(403);
    expect(await statusOf(['GET http://localhost/ HTTP/1.1', 'Host: evil.example', 'Connection: close'])).toBe(403);
    expect(await statusOf(['GET / HTTP/1.0', 'Host: localhost'])).toBe(200);
  });
});

it('further names are allowed by an option, with or without a port', async () => {
  sandbox = await startSandbox({ allowHosts: ['Sandbox.Example', '192.168.0.7:4010', '[fd00::7]'] });
  for (const host of ['sandbox.example', 'sandbox.example:80', '192.168.0.7', '[fd00::7]:4010', 'localhost']) expect(await askedAs(host)).toBe(200);
  expect(await askedAs('other.sandbox.example')).toBe(403);
});

it('a name that is none is refused at the start', async () => {
  for (const name of ['http://sandbox.example', '', 'a b', '*']) await expect(startSandbox({ allowHosts: [name] })).rejects.toThrow(`"${name}" is no host`);
});

it('on all addresses, others than loopback must be allowed by name', async () => {
  sandbox = await startSandbox({ host: '0.0.0.0', allowHosts: ['sandbox'] });
  expect([await askedAs('127.0.0.1'), await askedAs('sandbox:4010'), await askedAs('0.0.0.0'), await askedAs('192.168.0.7')]).toEqual([200, 200, 200, 403]);
});

it('the address of a file that it hands out has the name by which it was called', async () => {
  sandbox = await startSandbox({ allowHosts: ['sandbox.example'] });
  const answer = await raw(['GET /_sandbox/overview HTTP/1.1', 'Host: sandbox.example:81', 'Connection: close']);
  expect(answer).toContain('http://sandbox.example:81/');
});
