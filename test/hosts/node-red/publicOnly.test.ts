import dns from 'node:dns';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { HttpRequest } from '../../../engine';
import { axiosSend } from '../../../node-red/runtime/http';
import { nameServer } from '../../support/names';

/** Node-RED's client, where only what is public may be asked. */
const asked: string[] = [];
let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.url}`);
    response.end('here');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());
afterEach(() => {
  asked.length = 0;
  delete process.env.http_proxy;
  jest.restoreAllMocks();
});

const get = (url: string, over: Partial<HttpRequest> = {}) =>
  axiosSend({ method: 'GET', url, headers: {}, reply: 'json', timeoutMs: 5_000, publicOnly: true, ...over });
const REFUSED = { name: 'TransportError', reached: 'no', code: 'permission' };

it('refuses a name that stands for another address when it is connected to', async () => {
  nameServer({ 'turning.example': ['127.0.0.1'] });
  jest.mocked(dns.lookup).mockImplementationOnce((...given: unknown[]) => {
    (given.at(-1) as (error: null, found: object) => void)(null, [{ address: '8.8.8.8', family: 4 }]);
  });
  await expect(get(`http://turning.example:${port}/x`)).rejects.toMatchObject(REFUSED);
  expect(asked).toEqual([]);
});

it('asks such a name where the request is not for what is public alone', async () => {
  nameServer({ 'own.example': ['127.0.0.1'] });
  expect(await get(`http://own.example:${port}/x`, { publicOnly: false })).toMatchObject({ status: 200 });
});

it.each(['127.0.0.1', '[::1]', 'localhost', '[::ffff:127.0.0.1]'])('refuses %s, of which nothing is looked up', async (host) => {
  await expect(get(`http://${host}:${port}/x`)).rejects.toMatchObject(REFUSED);
  expect(asked).toEqual([]);
});

it('refuses a name that stands for nothing', async () => {
  nameServer({ 'nothing.example': [] });
  await expect(get(`http://nothing.example:${port}/x`)).rejects.toMatchObject(REFUSED);
});

describe('through a proxy, which looks names up for itself', () => {
  beforeEach(() => {
    process.env.http_proxy = `http://proxy.example:${port}`;
    nameServer({ 'proxy.example': ['127.0.0.1'], 'public.example': ['8.8.8.8'], 'private.example': ['10.0.0.1'] });
  });

  it.each(['public.example', 'unknown-here.invalid'])('asks for %s, though the proxy is in the private network', async (host) => {
    expect(await get(`http://${host}/x`)).toMatchObject({ body: 'here' });
    expect(asked).toEqual([`${host} http://${host}/x`]);
  });

  it.each(['private.example', '10.0.0.1', 'localhost'])('does not ask for %s', async (host) => {
    await expect(get(`http://${host}/x`)).rejects.toMatchObject(REFUSED);
    expect(asked).toEqual([]);
  });
});
