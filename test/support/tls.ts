import { once } from 'node:events';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import { connect, createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import tls from 'node:tls';
import { nameServer } from './names';

/**
 * A certificate that no client trusts, for elsewhere.example, valid until 2120, and its key, which protects nothing: it is here so that tests need
 * no tool that makes certificates.
 */
const CERTIFICATE = `
-----BEGIN CERTIFICATE-----
MIIBeTCCAR+gAwIBAgIBATAKBggqhkjOPQQDAjAcMRowGAYDVQQDDBFlbHNld2hl
cmUuZXhhbXBsZTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowHDEa
MBgGA1UEAwwRZWxzZXdoZXJlLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMB
BwNCAAQibtyhiOLkVsKzPzPc31t/k8jLK7QtZk5e4V2RkpR/1u996hcWa3XzqOGK
AlTRSb56hiUf7Lnw8QvuaS5HYP/to1AwTjAcBgNVHREEFTATghFlbHNld2hlcmUu
ZXhhbXBsZTAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBT7jWQmkb1PI1fSdhwR
NzHGDkVF5DAKBggqhkjOPQQDAgNIADBFAiEAvVcO7LKPkN/q/Ju8+kcGi9tlcL18
hqdTleRsVR+ic7kCIFlJi6fXTvFA7KtYXNniFBHpyq2uxtvkLppADQAQmI/l
-----END CERTIFICATE-----
`;

/** See {@link CERTIFICATE}. */
const KEY = `
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg3WJffdAMYJ/dN055
ZOs8FsrXqW5xKKLhJm0uW5NnlKShRANCAAQibtyhiOLkVsKzPzPc31t/k8jLK7Qt
Zk5e4V2RkpR/1u996hcWa3XzqOGKAlTRSb56hiUf7Lnw8QvuaS5HYP/t
-----END PRIVATE KEY-----
`;

/** A fatal alert of TLS: "protocol_version" (RFC 8446, 6.2). */
const ALERT = Buffer.from([0x15, 3, 1, 0, 2, 2, 70]);

const selfSigned = (): Server => createServer({ key: KEY, cert: CERTIFICATE });

/**
 * A server behind TLS whose answer to a request is no TLS any more: what is sent has arrived by then.
 * @param onRequest told of each request
 */
const breaking = (onRequest: () => void): Server => {
  const clients = new Set<Socket>();
  const behind = createServer({ key: KEY, cert: CERTIFICATE }, (request) => {
    request.resume().once('end', () => {
      onRequest();
      clients.forEach((each) => each.write('HTTP/1.1 200 OK\r\n\r\n'));
    });
  }).listen(0, '127.0.0.1');
  const front = createTcpServer((client) => {
    clients.add(client);
    const { port } = behind.address() as AddressInfo;
    const server = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one
        .on('error', () => undefined)
        .on('data', (bytes) => void other.write(bytes))
        .on('close', () => other.destroy());
    }
  });
  front.on('close', () => behind.close());
  return front;
};

/** What stands at the address that an account names, and what becomes of a send to it. */
interface TlsCase {
  readonly says: string;
  /** @param onRequest told of each request that has arrived whole */
  open(onRequest: () => void): Server;
  /** In whose name it is asked, with its certificate trusted. */
  readonly as?: string;
  readonly code: 'unavailable' | 'outcomeUnknown';
}

const tlsCases: readonly TlsCase[] = [
  { says: 'a certificate that nobody trusts', open: selfSigned, code: 'unavailable' },
  { says: 'a certificate for another name', open: selfSigned, as: 'api.example', code: 'unavailable' },
  { says: 'a server that speaks plain HTTP', open: () => createPlainServer((_, response) => void response.end('{}')), code: 'unavailable' },
  {
    says: 'a server that speaks another version of TLS',
    open: () => createTcpServer((socket) => void socket.on('error', () => undefined).once('data', () => socket.end(ALERT))),
    code: 'unavailable',
  },
  {
    says: 'a server that hangs up before TLS has begun',
    open: () => createTcpServer((socket) => void socket.on('error', () => undefined).once('data', () => socket.destroy())),
    code: 'unavailable',
  },
  { says: 'TLS that breaks when the request has arrived', open: breaking, as: 'elsewhere.example', code: 'outcomeUnknown' },
];

/** Addresses that nobody can ask. */
const unreadable = ['https://[::1', 'https://a:99999', 'https://%zz'];

/** The servers of a test file's cases. */
class TlsServers {
  requests = 0;
  private readonly trusted = tls.getCACertificates('default');
  private server: Server | undefined;

  /** To be made by a test file, outside of its tests. */
  static forEachTest(): TlsServers {
    const servers = new TlsServers();
    afterEach(() => {
      servers.server?.close();
      servers.requests = 0;
      tls.setDefaultCACertificates(servers.trusted);
      jest.restoreAllMocks();
    });
    return servers;
  }

  /** @returns the address at which the case's server stands */
  async stand({ open, as }: TlsCase): Promise<string> {
    this.server = open(() => this.requests++);
    if (as !== undefined) {
      nameServer({ [as]: ['127.0.0.1'] });
      tls.setDefaultCACertificates([...this.trusted, CERTIFICATE]);
    }
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `https://${as ?? '127.0.0.1'}:${(this.server.address() as AddressInfo).port}`;
  }
}

/**
 * The tests of a send whose connection fails over TLS; for the top of a test file.
 * @param sendTo sends to one person by an account at an address, and gives the failure
 */
export const testTls = (sendTo: (customUrl: string) => Promise<{ readonly code: string; readonly message: string }>): void => {
  const servers = TlsServers.forEachTest();

  it.each(tlsCases.map((each) => [each.says, each] as const))('%s', async (_, each) => {
    const { code, message } = await sendTo(await servers.stand(each));
    expect({ code, message }).toEqual({
      code: each.code,
      message: each.code === 'unavailable' ? expect.stringMatching(/could not be reached: .*\. Nothing was sent\./) : expect.anything(),
    });
    expect(servers.requests).toBe(each.code === 'unavailable' ? 0 : 1);
  });

  it.each(unreadable)('an address that is none, %s, gets nothing', async (url) => {
    expect(await sendTo(url)).toMatchObject({ code: 'unavailable', message: expect.stringMatching(/'Custom URL' .*Nothing was sent\./) });
  });
};
