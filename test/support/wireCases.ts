import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { BOUNDS } from '../../engine';
import { REPORT, reportOf, type Answer, type OwnBryj } from './ownBryj';

/** What both hosts must make of answers on a real connection: the same. */
export interface WireCase {
  readonly says: string;
  /** Puts the answers into place. `pass` lets the host's clock go on. */
  set(own: OwnBryj, pass: (ms: number) => void): void;
  /** The users whose rows come, or the code and the words of the error. */
  readonly expected: readonly string[] | { readonly code: string; readonly says: RegExp };
  /** How often the report and its file are asked for. */
  readonly asked: { readonly report?: number; readonly file?: number };
}

const USERS = ['u1', 'u2', 'u3'];
const whole = Buffer.from(reportOf(...USERS));
const PACKED = {
  gzip: gzipSync(whole),
  deflate: deflateSync(whole),
  'deflate without its head': deflateRawSync(whole),
  br: brotliCompressSync(whole),
};

const headersFor = (name: string, bytes: Buffer) => ({ 'content-type': 'text/csv', 'content-encoding': name.split(' ')[0], 'content-length': bytes.length });

/** Part of the bytes, and then no connection any more. */
const cutOff =
  (head: object, bytes: Buffer, after: number): Answer =>
  (response) => {
    response.writeHead(200, { ...head }).write(bytes.subarray(0, after), () => setImmediate(() => response.destroy()));
  };
/** The first time one answer, and another one from then on. */
const first =
  (one: Answer, then: Answer): Answer =>
  (response, turn, request) =>
    (turn === 1 ? one : then)(response, turn, request);
const answering =
  (body: string | Buffer, headers: object = {}): Answer =>
  (response) =>
    void response.writeHead(200, { ...headers }).end(body);

const TEXT_HEAD = { 'content-type': 'text/csv', 'content-length': whole.length };

/** JSON in which the report's addresses stand at the bottom of an absurd depth. */
const deep = (levels: number): string => `{"request_id":"r1","reports":${'['.repeat(levels)}${']'.repeat(levels)}}`;

export const wireCases: readonly WireCase[] = [
  ...Object.entries(PACKED).flatMap(([name, bytes]): WireCase[] => [
    {
      says: `a file that is packed (${name}) is read, although its length is that of the packed bytes`,
      set: (own) => own.at('/file', answering(bytes, headersFor(name, bytes))),
      expected: USERS,
      asked: { report: 1, file: 1 },
    },
    {
      says: `a packed file (${name}) that breaks off is asked for again, and goes on`,
      set: (own) => own.at('/file', first(cutOff(headersFor(name, bytes), bytes, bytes.length - 20), answering(bytes, headersFor(name, bytes)))),
      expected: USERS,
      asked: { report: 1, file: 2 },
    },
    {
      says: `an answer that is packed (${name}) is read`,
      set: (own) => {
        own.at('/file', answering(whole, TEXT_HEAD));
        const text = Buffer.from(JSON.stringify(own.report));
        const pack = { gzip: gzipSync, deflate: deflateSync, 'deflate without its head': deflateRawSync, br: brotliCompressSync }[name]!;
        own.at(REPORT, answering(pack(text), { ...headersFor(name, pack(text)), 'content-type': 'application/json' }));
      },
      expected: USERS,
      asked: { report: 1, file: 1 },
    },
  ]),
  {
    says: 'a file of nothing that says it is packed is called empty, and no broken download',
    set: (own) => own.at('/file', answering('', { 'content-encoding': 'gzip', 'content-length': 0 })),
    expected: { code: 'format', says: /file is empty/ },
    asked: { file: 1 },
  },
  {
    says: 'a file that changes while it is read is no report',
    set: (own) => own.at('/file', first(cutOff(TEXT_HEAD, whole, whole.length - 5), answering(whole.toString().replaceAll('u1', 'x1'), TEXT_HEAD))),
    expected: { code: 'format', says: /file changed while it was being read/ },
    asked: { report: 1, file: 2 },
  },
  {
    says: 'a file that moved by a relative address is followed',
    set: (own) => {
      own.at('/file', (response) => void response.writeHead(302, { location: './elsewhere?x=1' }).end());
      own.at('/elsewhere', answering(whole, TEXT_HEAD));
    },
    expected: USERS,
    asked: { file: 1 },
  },
  {
    says: 'an answer of a reading request that breaks off is asked for again',
    set: (own) => {
      own.at('/file', answering(whole, TEXT_HEAD));
      const text = Buffer.from(JSON.stringify(own.report));
      own.at(REPORT, first(cutOff({ 'content-length': text.length }, text, 10), answering(text)));
    },
    expected: USERS,
    asked: { report: 2, file: 1 },
  },
  {
    says: 'an answer without end is left after its bound in size, and not asked for again',
    set: (own) =>
      own.at(REPORT, (response) => {
        const piece = Buffer.alloc(1024 * 1024, ' ');
        response.writeHead(200, { 'content-type': 'application/json' });
        const more = (): void => {
          while (!response.destroyed && response.write(piece));
        };
        response.on('drain', more);
        more();
      }),
    expected: { code: 'format', says: /is larger than 64\.0 MB/ },
    asked: { report: 1 },
  },
  {
    says: 'an answer that drips is left after its bound in time, and asked for again',
    set: (own, pass) => {
      own.at('/file', answering(whole, TEXT_HEAD));
      own.at(
        REPORT,
        first(
          (response) => {
            response.writeHead(200, { 'content-type': 'application/json' });
            const drip = (): void => {
              if (response.destroyed) return;
              pass(BOUNDS.answerMs.most / 4);
              response.write(' ', () => setImmediate(drip));
            };
            drip();
          },
          answering(JSON.stringify(own.report)),
        ),
      );
    },
    expected: USERS,
    asked: { report: 2, file: 1 },
  },
  {
    says: 'an answer nested beyond all bounds is none that is understood',
    set: (own) => own.at(REPORT, answering(deep(100_000), { 'content-type': 'application/json' })),
    expected: { code: 'format', says: /not in the documented form/ },
    asked: { report: 1 },
  },
  {
    says: 'an API that has moved is not followed, and it is said where to',
    set: (own) =>
      own.at(REPORT, (response) => void response.writeHead(301, { location: 'https://user:pw@core.example/api/campaigns/report?token=secret' }).end()),
    expected: { code: 'format', says: /moved to https:\/\/core\.example\/api\/campaigns\/report \(HTTP 301\).*Correct the account's base URL/s },
    asked: { report: 1 },
  },
];
