import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { ENCODING_NAMES, ENCODINGS } from './encodings';
import { newSecret, secretOf, TOKEN_CHARACTERS, type Secret } from './secrets';

/** A request as it came over the wire. */
export interface Heard {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** `cut`: the connection ends in the middle of the body. `reset`: before any answer. */
  readonly ends?: 'cut' | 'reset';
}

export type Answer = (echo: Echo, heard: Heard) => Reply;

/** What a vendor has seen of an account, ready to be said again. */
export class Echo {
  constructor(
    readonly heard: Heard,
    private readonly secrets: readonly Secret[],
    private readonly user: string,
    /** Which encoding comes first this time. */
    private readonly turn: number,
  ) {}

  private encoded(at: number): string {
    const name = ENCODING_NAMES[at % ENCODING_NAMES.length]!;
    return this.secrets.map(({ text: secret }) => ENCODINGS[name]!(secret, this.user)).join(' ');
  }

  /** Every secret in so many of the encodings, others each time. */
  some(count = 2): string {
    return Array.from({ length: count }, (_, i) => this.encoded(this.turn * count + i)).join(' | ');
  }

  /** Every secret in every encoding, one a line, another one first each time. */
  get lines(): readonly string[] {
    return ENCODING_NAMES.map((_, i) => this.encoded(this.turn + i));
  }

  /** A value that a header can carry. */
  get header(): string {
    return [this.encoded(this.turn), this.encoded(this.turn + 7)].map((each) => each.replace(/[^\x20-\x7e\xa0-\xff]/g, '?').replace(/[\r\n]/g, ' ')).join(' ');
  }

  /** The request as text, the way a debug page shows it. */
  get request(): string {
    const { method, url, headers, body } = this.heard;
    return [`${method} ${url}`, ...Object.entries(headers).map((entry) => entry.join(': ')), '', body].join('\n');
  }

  /** All there is, as members of an answer. */
  get members(): { readonly request: object; readonly encoded: readonly string[] } {
    return { request: { ...this.heard, text: this.request }, encoded: this.lines };
  }
}

const isSignIn = (url: string): boolean => /\/sign_in(\.json)?$|\/login$|\/access-token$/.test(url);

/** As each vendor's document has it. */
const signedIn = (url: string, token: string, echo: Echo): Reply => {
  const type = 'application/json';
  const more = { echo: echo.members };
  if (url.endsWith('/login')) return { status: 200, type, body: JSON.stringify({ success: true, result: { auth_token: token }, ...more }) };
  if (url.endsWith('/access-token')) {
    return { status: 200, type, body: JSON.stringify({ token_type: 'Bearer', access_token: token, expires_in: 3600, ...more }) };
  }
  return { status: 200, type, headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(more) };
};

/** Texts in what came, taken out of JSON, forms, queries and headers. */
const leavesOf = ({ url, headers, body }: Heard): readonly (readonly [name: string, value: string])[] => {
  const leaves: (readonly [string, string])[] = [...Object.entries(headers), ...new URL(url, 'http://vendor.test').searchParams];
  const walk = (name: string, value: unknown): void => {
    if (typeof value === 'string') leaves.push([name, value]);
    else if (typeof value === 'object' && value !== null) for (const [key, each] of Object.entries(value)) walk(key, each);
  };
  if (/form-urlencoded/.test(headers['content-type'] ?? '')) leaves.push(...new URLSearchParams(body));
  else if (/json/.test(headers['content-type'] ?? '')) walk('', JSON.parse(body));
  return leaves;
};

/** Tokens that are said again; the older ones are known all the same. */
const TOKENS_ECHOED = 3;
const TOKENS_KNOWN = 6;

/** A vendor that signs in whoever asks, and says again whatever it has seen, in every kind of answer. */
export class EchoVendor {
  private secrets: readonly Secret[] = [];
  private user = '';
  private tokens: Secret[] = [];
  private signatures = new Map<string, Secret>();
  private seen = new Set<Secret>();
  private turn = 0;
  private made = 0;
  private answers: Answer[] = [];
  private signIns: Answer[] = [];
  private otherwise: Answer = () => ({ status: 500 });
  private files: Answer = () => ({ status: 404 });
  /** Requests since {@link play}, sign-ins and files not counted. */
  heard: Heard[] = [];

  private constructor(
    readonly url: string,
    private readonly end: () => void,
  ) {}

  static async open(): Promise<EchoVendor> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const vendor = new EchoVendor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => {
      server.close();
      server.closeAllConnections();
    });
    server.on('request', (request, response) => void vendor.serve(request, response));
    return vendor;
  }

  close(): void {
    this.end();
  }

  /** Another account: what was seen of the last one is forgotten. */
  meet(secrets: readonly Secret[], user: string): void {
    this.secrets = secrets;
    this.user = user;
    this.tokens = [];
    this.signatures = new Map();
    this.seen = new Set();
  }

  /** What is answered from now on: these in turn, and after them something else for good. */
  play(scene: { readonly answers: readonly Answer[]; readonly signIns?: readonly Answer[]; readonly otherwise: Answer; readonly files: Answer }): void {
    this.turn++;
    this.answers = [...scene.answers];
    this.signIns = [...(scene.signIns ?? [])];
    this.otherwise = scene.otherwise;
    this.files = scene.files;
    this.heard = [];
  }

  /** All that must not be seen. */
  get known(): readonly Secret[] {
    return [...this.secrets, ...this.tokens.slice(-TOKENS_KNOWN), ...this.signatures.values()];
  }

  /** Secrets of the account that never came over the wire. */
  get unseen(): readonly string[] {
    return this.secrets.filter((secret) => !this.seen.has(secret)).map(({ what }) => what);
  }

  /** How many tokens were handed out, and came back. */
  get used(): { readonly issued: number; readonly shown: number; readonly signatures: number } {
    return { issued: this.tokens.length, shown: this.tokens.filter((token) => this.seen.has(token)).length, signatures: this.signatures.size };
  }

  private look(heard: Heard): void {
    for (const [name, value] of leavesOf(heard)) {
      for (const secret of [...this.secrets, ...this.tokens]) if (value.includes(secret.text)) this.seen.add(secret);
      if (/signature$/i.test(name)) this.signatures.set(value, secretOf('signature', value));
    }
  }

  private echo(heard: Heard): Echo {
    const seen = [...this.secrets.filter((secret) => this.seen.has(secret)), ...this.tokens.slice(-TOKENS_ECHOED), ...[...this.signatures.values()].slice(-1)];
    return new Echo(heard, seen, this.user, this.turn);
  }

  private signIn(heard: Heard): Reply {
    const answer = this.signIns.shift();
    if (answer) return answer(this.echo(heard), heard);
    const token = newSecret(`token ${++this.made}`, TOKEN_CHARACTERS);
    const echo = this.echo(heard);
    this.tokens.push(token);
    return signedIn(heard.url, token.text, echo);
  }

  private reply(heard: Heard): Reply {
    if (isSignIn(heard.url)) return this.signIn(heard);
    if (heard.url.startsWith('/files/')) return this.files(this.echo(heard), heard);
    this.heard.push(heard);
    return (this.answers.shift() ?? this.otherwise)(this.echo(heard), heard);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const heard: Heard = {
      method: request.method!,
      url: request.url!,
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')])),
      body: await text(request),
    };
    this.look(heard);
    const { status, type = 'application/json', headers = {}, body = '', ends } = this.reply(heard);
    if (ends === 'reset') {
      request.socket.destroy();
      return;
    }
    const bytes = Buffer.from(body as string);
    response.writeHead(status, { 'content-type': type, 'content-length': bytes.length, ...headers });
    if (ends === 'cut') {
      response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => request.socket.destroy());
      return;
    }
    response.end(bytes);
  }
}
