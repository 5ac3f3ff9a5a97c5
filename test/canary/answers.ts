import { strToU8 } from 'fflate';
import { streamedZip } from '../support/archives';
import type { Answer, Echo, Reply } from './echoVendor';

const JSON_TYPE = 'application/json; charset=utf-8';

/** The members in which vendors say what is wrong, all at once. */
const flat = (echo: Echo): object => ({
  message: `No: ${echo.some()}`,
  error_message: echo.some(1),
  error: echo.some(1),
  error_description: echo.some(1),
  description: echo.some(1),
  errors: [echo.some(1), { index: 0, type: 'bad', message: echo.some(1) }],
  items: [{ name: echo.some(1), message: echo.some(1), description: echo.request }],
  status: echo.some(1),
  code: echo.some(1),
  echo: echo.members,
});

const nested = (echo: Echo): object => ({
  success: false,
  status: 'Failure',
  error: { code: 400, message: `No: ${echo.some()}`, attribute: echo.some(1), details: echo.lines },
  minor_errors: [echo.some(1)],
  result: echo.some(1),
  details: echo.members,
});

const json = (status: number, body: object, more: Partial<Reply> = {}): Reply => ({ status, type: JSON_TYPE, body: JSON.stringify(body), ...more });
const page = (status: number, echo: Echo): Reply => ({
  status,
  type: 'text/html',
  body: `<html><head><title>Trouble ${echo.some(1)}</title></head><body><h1>${status}</h1><p>${echo.lines.join('</p><p>')}</p><pre>${echo.request}</pre></body></html>`,
});
const plain = (status: number, echo: Echo): Reply => ({ status, type: 'text/plain', body: `${echo.some(1)}\n${echo.request}\n${echo.lines.join('\n')}` });

/** Headers that clients read. */
const telling = (echo: Echo): Readonly<Record<string, string>> => ({
  'retry-after': echo.header,
  'x-ratelimit-remaining': echo.header,
  'x-ratelimit-reset': echo.header,
  'x-request': echo.header,
  'www-authenticate': `Bearer realm="${echo.header}"`,
  'set-cookie': `s=${echo.header}`,
});

const refused =
  (status: number, more: Partial<Reply> = {}): Answer =>
  (echo) =>
    json(status, status % 2 === 0 ? flat(echo) : nested(echo), more);
const flatly =
  (status: number, more: Partial<Reply> = {}): Answer =>
  (echo) =>
    json(status, flat(echo), more);
const deeply =
  (status: number, more: Partial<Reply> = {}): Answer =>
  (echo) =>
    json(status, nested(echo), more);

const moved = (echo: Echo): Reply => ({
  status: 302,
  headers: { location: `https://elsewhere.example/${encodeURIComponent(echo.some(1))}?key=${encodeURIComponent(echo.some(1))}` },
  type: 'text/html',
  body: `<a href="${echo.some(1)}">elsewhere</a>`,
});
const cut = (echo: Echo): Reply => json(200, flat(echo), { ends: 'cut' });
const cutRefusal = (echo: Echo): Reply => json(400, flat(echo), { ends: 'cut' });
const broken = (echo: Echo): Reply => ({ status: 200, type: JSON_TYPE, body: `{"message":"${echo.some(1)}","data":[${echo.lines.join(',')}` });
const reset = (): Reply => ({ status: 200, ends: 'reset' });

const SOON = { headers: { 'retry-after': '1' } };
const LATE = { headers: { 'retry-after': '86400' } };

/** Answers in turn, after which all is well. By the name under which a hit is reported. */
export const SCENES: Readonly<Record<string, readonly Answer[]>> = {
  fine: [],
  '400': [flatly(400)],
  '400, nested': [deeply(400)],
  '401 once': [flatly(401)],
  '401 for good': [deeply(401), flatly(401)],
  '403': [flatly(403)],
  '404': [deeply(404)],
  '409': [flatly(409)],
  '413': [deeply(413)],
  '422': [flatly(422)],
  '429, soon': [flatly(429, SOON)],
  '429, late': [deeply(429, LATE)],
  '500 and again': [flatly(500), deeply(500), flatly(500), flatly(500)],
  '500 once': [deeply(500)],
  '500, a page': [(echo) => page(500, echo)],
  '502, a page for good': [502, 502, 502, 502].map((status) => (echo: Echo) => page(status, echo)),
  '503, plain': [(echo) => plain(503, echo), (echo) => plain(503, echo), (echo) => plain(503, echo), (echo) => plain(503, echo)],
  'telling headers': [
    (echo) => json(429, flat(echo), { headers: { ...telling(echo), 'retry-after': '1' } }),
    (echo) => json(400, flat(echo), { headers: telling(echo) }),
  ],
  '302': [moved],
  '200, refused': [deeply(200)],
  '200, something else': [flatly(200)],
  '200, a list': [(echo) => ({ status: 200, type: JSON_TYPE, body: JSON.stringify(echo.lines) })],
  '200, plain': [(echo) => plain(200, echo)],
  '200, a page': [(echo) => page(200, echo)],
  '200, not JSON': [broken],
  'cut off': [cut, cutRefusal, cut, cut],
  'no answer': [reset, reset, reset, reset],
  '202, odd': [refused(202)],
};

/** Answers to a sign-in. */
export const SIGN_INS: Readonly<Record<string, readonly Answer[]>> = {
  'sign-in 400': [flatly(400)],
  'sign-in 401': [deeply(401), flatly(401)],
  'sign-in 403': [flatly(403)],
  'sign-in 404': [flatly(404), deeply(404)],
  'sign-in 429': [flatly(429, LATE)],
  'sign-in 500': [deeply(500)],
  'sign-in 502, a page': [(echo) => page(502, echo)],
  'sign-in 302': [moved],
  'sign-in without a token': [(echo) => json(200, { echo: echo.members, message: echo.some() })],
  'sign-in, a page': [(echo) => page(200, echo)],
  'sign-in cut off': [cut],
  'sign-in without an answer': [reset],
};

/** Refused once, so that whoever signs in does it again. */
export const RENEW: readonly Answer[] = [flatly(401)];

/** Files that are not what they should be. */
export const BAD_FILES: Readonly<Record<string, Answer>> = {
  'file 403': (echo) => ({ status: 403, type: 'application/xml', body: `<Error><Code>AccessDenied</Code><Message>${echo.lines.join(' ')}</Message></Error>` }),
  'file 500, a page': (echo) => page(500, echo),
  'file 302': moved,
  'file, no table': (echo) => ({ status: 200, type: 'text/csv', body: `a,b\n"${echo.some(1).replaceAll('"', "'")}"x,1\n${echo.lines.join('\n')}\n` }),
  'file, no objects': (echo) => ({
    status: 200,
    type: 'application/zip',
    body: streamedZip({ 'users.txt': strToU8(JSON.stringify([`${'.'.repeat(40)}${echo.some(1)}`])) }),
  }),
  'file, no JSON': (echo) => ({ status: 200, type: 'application/zip', body: streamedZip({ 'users.txt': strToU8(`{"${echo.some(1)}`) }) }),
  'file, a page': (echo) => page(200, echo),
  'file cut off': (echo) => ({
    status: 200,
    type: 'text/csv',
    body: `a,b\n${echo.lines.map((line) => `"${line.replaceAll('"', '""')}",1`).join('\n')}\n`,
    ends: 'cut',
  }),
};

/** Words that hold short secrets by chance; nothing of them is anybody's key. */
export const WORDS = 'A banana has a name, and the aging cat ate an apple';

/** A refusal in any vendor's form that tells no secret. */
export const SAYING_WORDS: Answer = () => json(400, { message: WORDS, error_message: WORDS, error: { message: WORDS } });

/** Secrets that stand in many a word. */
export const SHORT_SECRETS = ['a', 'ing'] as const;
