import type { WireEntry } from '../../../sandbox';
import { parse } from 'csv-parse/sync';
import type { Members } from './meant';

/** A request as the sandbox took it down. */
export interface Sent {
  readonly method: string;
  readonly path: readonly string[];
  readonly query: Members;
  readonly body: unknown;
  readonly form?: Members;
  readonly file?: { readonly name: string; readonly text: string };
  readonly status: number | null;
}

/** The journal keeps no more of a body; such a one is not compared. */
export const isWhole = ({ body, bodyBytes }: WireEntry): boolean => Buffer.byteLength(body) >= bodyBytes || body.includes('***');

const jsonIn = (text: string): unknown => {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** The parts of a multipart body by their names (RFC 7578). */
const partsIn = (body: string, boundary: string): { readonly form: Members; readonly file?: Sent['file'] } => {
  const form: Record<string, string> = {};
  let file: Sent['file'];
  for (const part of body.split(`--${boundary}`).slice(1, -1)) {
    const at = part.indexOf('\r\n\r\n');
    const [head, text] = [part.slice(0, at), part.slice(at + 4, -2)];
    const [, name = ''] = /name="([^"]*)"/.exec(head) ?? [];
    const [, fileName] = /filename="([^"]*)"/.exec(head) ?? [];
    if (fileName === undefined) form[name] = text;
    else file = { name: fileName, text };
  }
  return { form, ...(file && { file }) };
};

/** The rows of a CSV file, its header first. */
export const rowsIn = (text: string): readonly (readonly string[])[] => parse(text, { relax_column_count: true });

const queryOf = (search: string): Members => {
  const query: Record<string, string | readonly string[]> = {};
  for (const [name, value] of new URLSearchParams(search)) {
    // A list repeats its name, which then ends in brackets.
    if (name.endsWith('[]')) {
      query[name] = [...(query[name] ?? []), value];
      continue;
    }
    if (Object.hasOwn(query, name)) throw new Error(`The query has ${name} twice`);
    query[name] = value;
  }
  return query;
};

/**
 * Reads a line of the journal.
 * @param base path of the vendor's base URL, `/horisen/news/v1`
 */
export const sentIn = ({ method, path, body, headers, status }: WireEntry, base: string): Sent => {
  const [address = '', search = ''] = path.split(/\?(.*)/s);
  if (!address.startsWith(`${base}/`)) throw new Error(`${address} is not below ${base}`);
  const pieces = address
    .slice(base.length + 1)
    .split('/')
    .map(decodeURIComponent);
  const [, boundary] = /^multipart\/form-data; boundary=(.+)$/.exec(headers['content-type'] ?? '') ?? [];
  const common = { method, path: pieces, query: queryOf(search), status };
  return boundary === undefined ? { ...common, body: jsonIn(body) } : { ...common, body: undefined, ...partsIn(body, boundary) };
};
