import { utf8Length } from '../base/bytes';
import { unchanged } from '../validate/content';
import type { FileRef } from '../catalogue/fields';
import type { HttpRequest, Upload } from '../base/http';
import type { FileFacts } from '../validate/inspect';
import type { Request, Table } from '../catalogue/operation';
import type { Csv, Ports } from '../base/ports';

/** Records converted at a time when a table is written. */
const BATCH = 1000;

const isTable = (content: FileRef | Table): content is Table => 'columns' in content;

function* tableText({ columns, rows }: Table, csv: Csv): Generator<string> {
  let batch: (readonly string[])[] = [columns];
  for (const row of rows) {
    batch.push(row);
    if (batch.length >= BATCH) {
      yield csv.stringify(batch);
      batch = [];
    }
  }
  if (batch.length > 0) yield csv.stringify(batch);
}

const sum = (texts: Iterable<string>): number => {
  let bytes = 0;
  for (const text of texts) bytes += utf8Length(text);
  return bytes;
};

/** A quoted parameter of a part header, as browsers write it (WHATWG, "multipart/form-data encoding algorithm"). */
const quoted = (value: string): string => `"${value.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A')}"`;

type Multipart = Extract<NonNullable<Request['body']>, { multipart: unknown }>['multipart'];

/**
 * Writes multipart/form-data (RFC 7578) without buffering the file: its length is counted beforehand, and its bytes are streamed. If the file is no
 * longer the one that was checked, reading the upload throws before the closing boundary, so that no receiver takes it for complete.
 */
const multipart = ({ fields, file }: Multipart, facts: FileFacts | undefined, ports: Pick<Ports, 'csv' | 'random'>): Upload => {
  const boundary = `campaign-${Array.from({ length: 4 }, () =>
    Math.floor(ports.random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('')}`;
  const head =
    Object.entries(fields)
      .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name=${quoted(name)}\r\n\r\n${value}\r\n`)
      .join('') +
    `--${boundary}\r\nContent-Disposition: form-data; name=${quoted(file.field)}; filename=${quoted(file.name)}\r\nContent-Type: ${file.type}\r\n\r\n`;
  const tail = `\r\n--${boundary}--\r\n`;
  const { content } = file;
  const checked = isTable(content) ? undefined : facts;
  const size = isTable(content) ? sum(tableText(content, ports.csv)) : checked?.bytes;
  if (size === undefined) throw new Error(`The size of '${file.name}' is not known; inspect the file before it is sent`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: utf8Length(head) + size + utf8Length(tail),
    async *open() {
      yield head;
      if (isTable(content)) yield* tableText(content, ports.csv);
      else yield* unchanged(content, checked!);
      yield tail;
    },
  };
};

/** Whether a request's path is a full URL that bypasses the account's base URL. */
const isAddress = (path: string): boolean => /^https?:\/\//i.test(path);

/** The base URL that request paths are appended to. */
export const baseOf = (baseUrl: string): string => baseUrl.trim().replace(/\/+$/, '');

const queryOf = (query: Request['query']): string => {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((each) => `${encodeURIComponent(name)}=${encodeURIComponent(String(each))}`),
  );
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
};

const inLowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Encodes a request in the vendor's terms for an HTTP client. */
export const encode = (
  baseUrl: string,
  request: Request,
  facts: FileFacts | undefined,
  timeoutMs: number,
  ports: Pick<Ports, 'csv' | 'random'>,
): HttpRequest => {
  const { body } = request;
  return {
    method: request.method,
    url: `${isAddress(request.path) ? '' : baseOf(baseUrl)}${request.path}${queryOf(request.query)}`,
    headers: { accept: 'application/json', ...inLowerCase(request.headers ?? {}) },
    reply: 'json',
    timeoutMs,
    ...(body && 'json' in body && { json: body.json }),
    ...(body && 'form' in body && { form: body.form }),
    ...(body && 'multipart' in body && { upload: multipart(body.multipart, facts, ports) }),
  };
};
