import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A Bryj of which only the report of one request is there, in parts of any content. */
export interface ReportVendor {
  readonly url: string;
  close(): void;
}

export const reportOf = async (parts: readonly (string | Uint8Array)[]): Promise<ReportVendor> => {
  let url = '';
  const server = createServer((request, response) => {
    const json = (body: object, headers = {}): void =>
      void response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    const { pathname } = new URL(request.url!, 'http://vendor');
    request.resume();
    if (pathname.includes('sign_in')) return json({ id: 1 }, { authorization: 'Bearer token' });
    if (pathname.endsWith('/report')) return json({ request_id: 'r1', reports: parts.map((_, i) => `${url}/r1/part-${i}`) });
    const part = parts[Number(pathname.split('-').at(-1))];
    response.writeHead(part === undefined ? 404 : 200, { 'content-type': 'text/csv' }).end(part);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
};

const HEADER = 'app_id,campaign_id,user_id,device_id,sent_at,request_id,channel,error_message';
const row = (user: string): string => `APP_1,CMP_1,${user},d,2026-09-02 07:39:00 UTC,r1,push,`;

/** Reports that are none, or are broken, and what is said of them. */
export const BROKEN_REPORTS: readonly [what: string, part: string | Uint8Array, says: RegExp][] = [
  [
    'a web page',
    '<!DOCTYPE html>\n<html><body>Please sign in</body></html>',
    /The file r1\/part-0 is not readable CSV: it is a web page, which starts with <!DOCTYPE html>/,
  ],
  ['JSON', '{"message":"expired"}', /is not readable CSV: it is JSON, which starts with \{"message":"expired"\}/],
  ['nothing', '', /The file r1\/part-0 is empty: there is not even a header line\./],
  ['UTF-16', Buffer.from(`\uFEFF${HEADER}\n`, 'utf16le'), /it is text in UTF-16, not in UTF-8/],
  ['a table with semicolons', HEADER.replaceAll(',', ';'), /separates its cells with semicolons instead of commas/],
  ['a row with a cell too many', `${HEADER}\n${row('u1')},x\n${row('u2')}\n`, /line 2 has 9 cells, but the first line has 8/],
  ['a row with a loose quote', `${HEADER}\n${row('u1')}Token 5" is bad\n${row('u2')}\n`, /line 2 has a quote inside a cell that does not start with one\./],
  ['a row with text behind a quote', `${HEADER}\n${row('"u1"x')}\n${row('u2')}\n`, /line 2 has text after a closing quote\./],
];

/** A report whose parts are odd and readable: `u1` and `u2`, and one part without anything in it. */
export const ODD_REPORT: readonly string[] = [`${HEADER.toUpperCase()}\n${row('u1')}\n`, '', `\uFEFF${HEADER.replaceAll('_', ' ')}\r\n${row('u2')}\r\n`];
export const ODD_WARNING = /^The file r1\/part-1, number 2 of 3, is empty/;
